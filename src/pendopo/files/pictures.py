"""Photos: what the camera wrote is kept apart as evidence; what is shown is encoded anew without it."""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pendopo.files.inspection import FileRefused

WIDTHS = (320, 640, 1280)
MOST_PIXELS = 60_000_000
_FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "avif": ("AVIF", {"quality": 55, "speed": 8}),
    "jpg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
_MEDIA_TYPES = {"webp": "image/webp", "avif": "image/avif", "jpg": "image/jpeg"}
_GPS, _EXIF, _TAKEN = 0x8825, 0x8769, 0x9003


@dataclass(frozen=True)
class Picture:
    """One rendition: name (`640.webp`), media type, width and height in pixels, bytes."""

    name: str
    media_type: str
    width: int
    height: int
    data: bytes


def _opened(data: bytes) -> Any:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
        if image.width * image.height > MOST_PIXELS:
            raise FileRefused(_("The photo has more than 60 million pixels."))
        image.load()
    except FileRefused:
        raise
    # Damaged pictures fail in many ways; all mean one thing to the person who sent the photo.
    except Exception as error:
        raise FileRefused(_("The photo is damaged.")) from error
    return image


def evidence_of(data: bytes) -> dict[str, Any]:
    """Place (`latitude`, `longitude` in degrees) and time (`taken`, as the camera wrote it), where they are known."""
    exif = _opened(data).getexif()
    found: dict[str, Any] = {}
    taken = exif.get_ifd(_EXIF).get(_TAKEN)
    if isinstance(taken, str):
        found["taken"] = taken[:32]
    gps = exif.get_ifd(_GPS)
    for name, reference, value in (("latitude", 1, 2), ("longitude", 3, 4)):
        degrees = _degrees(gps.get(value), gps.get(reference))
        if degrees is not None:
            found[name] = degrees
    return found


def _degrees(parts: Any, reference: Any) -> float | None:
    try:
        degrees = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    if not 0 <= degrees <= 180:
        return None
    return round(-degrees if reference in {"S", "W"} else degrees, 6)


def renditions_of(data: bytes) -> list[Picture]:
    """The photo upright, in each width that is not larger than itself, as WebP, AVIF and JPEG. Raises FileRefused."""
    upright = _upright(data)
    pictures = []
    for width in WIDTHS:
        scaled = upright.copy()
        scaled.thumbnail((width, width * 4))
        for suffix, (format_name, options) in _FORMATS.items():
            target = io.BytesIO()
            shown = _on_white(scaled) if suffix == "jpg" else scaled
            shown.save(target, format=format_name, **options)
            media_type = _MEDIA_TYPES[suffix]
            pictures.append(Picture(f"{width}.{suffix}", media_type, scaled.width, scaled.height, target.getvalue()))
    return pictures


def small_png(data: bytes, side: int) -> bytes:
    """The picture upright as a PNG that fits into a square of `side` pixels, encoded anew. Raises FileRefused."""
    small = _upright(data)
    small.thumbnail((side, side))
    target = io.BytesIO()
    small.save(target, format="PNG", optimize=True)
    return target.getvalue()


def _upright(data: bytes) -> Any:
    from PIL import ImageOps

    turned = ImageOps.exif_transpose(_opened(data))
    upright = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    # Anything the decoder left in `info` (EXIF, XMP, colour profile, comments) would be written again.
    upright.info = {}
    return upright


def _on_white(picture: Any) -> Any:
    """JPEG knows no transparency: without this, what is clear would turn black."""
    from PIL import Image

    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
