"""Subset Plus Jakarta Sans to weights 400-700 and the characters of Indonesian, Javanese and English: `font.py DIST`.

Beside it, for printed papers: two fixed weights as TTF, since typst reads neither WOFF2 nor variable fonts.

The licence (OFL 1.1, no Reserved Font Name) allows it. Layout features stay whole: `tnum` sets figures in columns.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

SOURCE = "node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2"
PRINTED = {"regular": 400, "bold": 700}
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


def build_printed(source: Path, folder: Path) -> None:
    """Write one whole TTF for each printed weight; a name written in a paper may need any sign of the font."""
    folder.mkdir(exist_ok=True)
    for name, weight in PRINTED.items():
        font = instancer.instantiateVariableFont(TTFont(source), {"wght": weight}, updateFontNames=False)
        font.flavor = None
        font["OS/2"].usWeightClass = weight
        style = name.title()
        for place, text in ((2, style), (4, f"Plus Jakarta Sans {style}"), (6, f"PlusJakartaSans-{style}")):
            font["name"].setName(text, place, 3, 1, 0x409)
        font.recalcTimestamp = False
        font.save(folder / f"jakarta-{name}.ttf")


if __name__ == "__main__":
    root, dist = Path(__file__).parents[1], Path(sys.argv[1])
    build(root / SOURCE, dist / "jakarta.woff2")
    build_printed(root / SOURCE, dist / "print")
