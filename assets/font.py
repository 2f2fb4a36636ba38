"""Subset Plus Jakarta Sans to weights 400-700 and the characters of Indonesian, Javanese and English: `font.py DIST`.

The licence (OFL 1.1, no Reserved Font Name) allows it. Layout features stay whole: `tnum` sets figures in columns.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = "node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2"
CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0©«°²³·»½ÈÉ×âåèéêò‐‑–—‘’“”•…−"


def build(source: Path, target: Path) -> None:
    """Write `target` (woff2)."""
    narrowed = io.BytesIO()
    instancer.instantiateVariableFont(TTFont(source), {"wght": (400, 700)}).save(narrowed)
    # Read again: the instancer drops empty variations that the subsetter wants.
    font = TTFont(io.BytesIO(narrowed.getvalue()))
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


if __name__ == "__main__":
    build(Path(__file__).parents[1] / SOURCE, Path(sys.argv[1]) / "jakarta.woff2")
