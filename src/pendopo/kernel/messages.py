"""Compile translation catalogues with Babel, without gettext: `python -m pendopo.kernel.messages compile DIR`."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(root: Path) -> int:
    """Write an .mo beside each .po below `root`; returns how many."""
    catalogues = sorted(root.glob("**/LC_MESSAGES/*.po"))
    for source in catalogues:
        with source.open("rb") as file:
            catalogue = read_po(file)
        with source.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(catalogues)


if __name__ == "__main__":
    compile_catalogues(Path(sys.argv[2]))
