"""What colours a regency may choose: words on them and beside them must stay readable (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

WHITE, IVORY, INK = "#FFFFFF", "#FBF6EC", "#221B16"
DEFAULT_COLOURS = {"brand_colour": "#6E3710", "action_colour": "#0B5A48", "accent_colour": "#FFC947"}
TEXT, DRAWING = 4.5, 3.0
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class BrandRefused(Exception):
    """Colours that cannot be read; `problems` is a sentence for each field."""

    def __init__(self, problems: dict[str, Any]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` in sRGB, 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Ratio of two colours `#RRGGBB`, 1 to 21."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def _worst(colour: str, others: tuple[str, ...]) -> float:
    return min(contrast(colour, other) for other in others)


def _sentence(text: Any, ratio: float, least: float) -> Any:
    return format_lazy(text, ratio=f"{ratio:.1f}".replace(".", ","), least=f"{least:g}".replace(".", ","))


def brand_problems(colours: dict[str, str]) -> dict[str, Any]:
    """What is wrong with the three colours, by the names of DEFAULT_COLOURS; empty when all can be read."""
    wrong = {
        name: _("Write a colour such as #6E3710") for name, value in colours.items() if not _COLOUR.fullmatch(value)
    }
    if wrong:
        return wrong
    brand, accent = colours["brand_colour"], colours["accent_colour"]
    found: dict[str, Any] = {}
    for name in ("brand_colour", "action_colour"):
        ratio = _worst(colours[name], (WHITE, IVORY))
        if ratio < TEXT:
            text = _(
                "White words cannot be read on this colour: contrast {ratio}, at least {least}. Choose a darker one"
            )
            found[name] = _sentence(text, ratio, TEXT)
    if "brand_colour" not in found and contrast(brand, accent) < DRAWING:
        text = _("This line does not stand out from the main colour: contrast {ratio}, at least {least}")
        found["accent_colour"] = _sentence(text, contrast(brand, accent), DRAWING)
    return found


def check_brand(colours: dict[str, str]) -> None:
    """Raises BrandRefused."""
    if problems := brand_problems(colours):
        raise BrandRefused(problems)
