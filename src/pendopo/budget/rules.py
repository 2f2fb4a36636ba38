"""What the law says of codes: pure functions (Permendagri 90/2019 and its successors)."""

import re

WIDTHS = {"URUSAN": 1, "BIDANG_URUSAN": 4, "PROGRAM": 7, "KEGIATAN": 12, "SUB_KEGIATAN": 17}
"""Characters of a code at each level: `1`, `1.02`, `1.02.02`, `1.02.02.2.01`, `1.02.02.2.01.0003`."""

ORDER = list(WIDTHS)
PROVINCE, KABUPATEN_KOTA = "1", "2"
SUPPORT_PROGRAM = "01"

_PATTERNS = {
    "PROGRAM": re.compile(r"\d\.\d{2}\.\d{2}"),
    "KEGIATAN": re.compile(r"\d\.\d{2}\.\d{2}\.\d\.\d{2}"),
    "SUB_KEGIATAN": re.compile(r"\d\.\d{2}\.\d{2}\.\d\.\d{2}\.\d{4}"),
}


def is_code(level: str, code: str) -> bool:
    """Whether the text has the form of a code of that level (program, kegiatan, sub kegiatan)."""
    return bool(_PATTERNS[level].fullmatch(code))


def level_of(code: str) -> str | None:
    """The level of a code by its length, or None."""
    return next((level for level, width in WIDTHS.items() if width == len(code)), None)


def level_below(level: str) -> str | None:
    """The next level down, or None beneath a sub kegiatan."""
    place = ORDER.index(level) + 1
    return ORDER[place] if place < len(ORDER) else None


def ancestors(code: str) -> list[str]:
    """The codes above this one, from the urusan down."""
    return [code[:width] for width in WIDTHS.values() if width < len(code)]


def is_support(code: str) -> bool:
    """Whether a program is the support programme (penunjang urusan), which every unit carries in its own field."""
    return code[5:7] == SUPPORT_PROGRAM


def is_of_a_province(code: str) -> bool:
    """Whether segment 4 of a kegiatan or sub kegiatan says that a province does it."""
    return len(code) >= WIDTHS["KEGIATAN"] and code[8] == PROVINCE
