"""Drawing the picture that stands beside a shared link: 1200 x 630 pixels, the regency's colours, our font."""

import io
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, EDGE = 1200, 630, 72
IVORY, INK, MUTED = "#FBF6EC", "#221B16", "#5A4E43"
TILE = 56


@dataclass(frozen=True)
class Card:
    """What a picture says: a line above, the title, one figure with what it counts; nothing about persons."""

    kicker: str
    title: str
    figure: str
    counted: str
    site: str
    brand: str
    accent: str
    crest: Path | None = None
    sample: str = ""


def _font(size: int, bold: bool) -> Any:
    """Plus Jakarta Sans as the pages have it; Pillow's own where the pages' files are not built."""
    path = Path(settings.STATICFILES_DIRS[0]) / "dist" / "jakarta.woff2"
    if not path.is_file():
        return ImageFont.load_default(size)
    font = ImageFont.truetype(path, size)
    font.set_variation_by_axes([700 if bold else 400])
    return font


def _lines(draw: Any, text: str, font: Any, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font=font) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _title(draw: Any, text: str) -> tuple[Any, list[str], int]:
    """The largest type in which the title has at most three lines; what is longer ends with an ellipsis."""
    for size in (84, 72, 60, 50, 42):
        font = _font(size, bold=True)
        lines = _lines(draw, text, font, WIDTH - 2 * EDGE)
        if len(lines) <= (2 if size > 50 else 3):
            return font, lines, size
    return font, [*lines[:2], f"{lines[2].rstrip('.,')} …"], size


def _motif(brand: str) -> Image.Image:
    """One row of kawung reduced to a stroke, as under the portal's header."""
    times = 4
    width, height = TILE * times, TILE // 2 * times
    tile = Image.new("RGB", (width, height), IVORY)
    pen = ImageDraw.Draw(tile)
    for sign in (1, -1):
        wave = [(x, height / 2 + sign * height * 0.3 * math.sin(2 * math.pi * x / width)) for x in range(width + 1)]
        pen.line(wave, fill=brand, width=2 * times, joint="curve")
    for middle in (width // 4, width * 3 // 4):
        pen.ellipse((middle - 9, height // 2 - 9, middle + 9, height // 2 + 9), fill=brand)
    tile = tile.resize((TILE, TILE // 2), Image.Resampling.LANCZOS)
    row = Image.new("RGB", (WIDTH, TILE // 2), IVORY)
    for left in range(0, WIDTH, TILE):
        row.paste(tile, (left, 0))
    return row


def _crest(picture: Image.Image, path: Path | None) -> int:
    """Puts the crest into the band; gives where the name begins."""
    if path is None or not path.is_file():
        return EDGE
    crest = Image.open(path).convert("RGBA")
    crest.thumbnail((72, 72))
    picture.paste(crest, (EDGE, 24 + (72 - crest.height) // 2), crest)
    return EDGE + crest.width + 24


def draw(card: Card) -> bytes:
    """The picture as PNG."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), IVORY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDTH, 120), fill=card.brand)
    pen.rectangle((0, 120, WIDTH, 130), fill=card.accent)
    picture.paste(_motif(card.brand), (0, 140))
    pen.text((_crest(picture, card.crest), 60), card.site, font=_font(38, bold=True), fill="#FFFFFF", anchor="lm")
    font, lines, size = _title(pen, card.title)
    top = 212
    pen.text((EDGE, top), card.kicker, font=_font(32, bold=False), fill=MUTED)
    top += 50
    for line in lines:
        pen.text((EDGE, top), line, font=font, fill=INK)
        top += round(size * 1.16)
    _figure(pen, card)
    if card.sample:
        pen.text((WIDTH - EDGE, HEIGHT - 62), card.sample, font=_font(26, bold=False), fill=MUTED, anchor="rs")
    target = io.BytesIO()
    picture.quantize(128).save(target, format="PNG", optimize=True)
    return target.getvalue()


def _figure(pen: Any, card: Card) -> None:
    if not card.figure:
        return
    base, font = HEIGHT - 62, _font(58, bold=True)
    pen.rectangle((EDGE, base - 84, WIDTH - EDGE, base - 82), fill=card.brand)
    pen.text((EDGE, base), card.figure, font=font, fill=card.brand, anchor="ls")
    left = EDGE + pen.textlength(card.figure, font=font) + 24
    pen.text((left, base), card.counted, font=_font(30, bold=False), fill=MUTED, anchor="ls")
