"""What is checked of an evidence photo: time, place, and whether the picture was used before. Pure.

The hash is the 64-bit one of a discrete cosine transform (32 x 32 grey pixels, the 8 x 8 lowest frequencies against
their median). A mirrored or turned copy is found too: those eight pictures have the same frequencies, with other signs
or places, so that one transform gives all eight hashes.
"""

import datetime as dt
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

SIDE, LOW = 32, 8
EARTH_METERS = 6_371_008.8
"""Mean radius (IUGG)."""

SUSPICIONS = ("no_place", "far", "no_time", "time_skew", "outside_period", "reused")
"""What makes a photo suspect; every other code is a note."""

Block = list[list[float]]


@dataclass(frozen=True)
class PhotoRule:
    """The row PHOTO of the rules."""

    radius_meters: int
    skew_hours: int
    hamming_bits: int
    copy_bits: int = 2
    accuracy_most_meters: int = 100

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "PhotoRule":
        """From the stored value; what it does not name stays at our house's own."""
        known = cls.__dataclass_fields__
        return cls(**{name: int(said) for name, said in value.items() if name in known})


@dataclass(frozen=True)
class Taken:
    """Where and when a photo was taken, as far as it is known. `accuracy` in meters."""

    at: dt.datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    accuracy: float = 0.0


def distance_meters(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """The way between two places on the globe (haversine)."""
    one, other = math.radians(latitude), math.radians(to_latitude)
    across = math.radians(to_longitude - longitude)
    arc = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * EARTH_METERS * math.asin(math.sqrt(min(1.0, arc)))


def place_findings(distance: float | None, taken: Taken, rule: PhotoRule) -> list[str]:
    """What is wrong with the place: none given, too far, or nothing to compare it with (a note)."""
    if taken.latitude is None:
        return ["no_place"]
    if distance is None:
        return ["project_unplaced"]
    # Who claims to know the place badly does not get the whole regency as the site.
    counted = min(max(taken.accuracy, 0.0), rule.accuracy_most_meters)
    return [] if distance <= rule.radius_meters + counted else ["far"]


def time_findings(
    taken_day: dt.date | None, taken: Taken, received: dt.datetime, period: tuple[dt.date, dt.date], rule: PhotoRule
) -> list[str]:
    """What is wrong with the camera's time against ours, and against the reported period."""
    if taken.at is None or taken_day is None:
        return ["no_time"]
    found = []
    if abs(received - taken.at) > dt.timedelta(hours=rule.skew_hours):
        found.append("time_skew")
    if not period[0] <= taken_day <= period[1]:
        found.append("outside_period")
    return found


def reuse_finding(bits: int, rule: PhotoRule, *, same_item: bool, risen: bool) -> str:
    """What a look-alike means: a series from one spot, with rising progress, is a note; the same picture never is."""
    return "series" if same_item and risen and bits > rule.copy_bits else "reused"


def distance_bits(one: int, other: int) -> int:
    """How many of the 64 bits differ."""
    return ((one ^ other) & (2**64 - 1)).bit_count()


def hash_of(data: bytes) -> int:
    """The hash of a photo as it lies, as a signed 64-bit number (BIGINT)."""
    return _hash(_block(data))


def hashes_of(data: bytes) -> list[int]:
    """The hashes of the photo in its eight orientations, as it lies first."""
    block = _block(data)
    turned = [list(row) for row in zip(*block, strict=True)]
    return [_hash(_mirrored(one, down, across)) for one in (block, turned) for down in (0, 1) for across in (0, 1)]


def _mirrored(block: Block, down: int, across: int) -> Block:
    """A mirrored picture has the same frequencies; the odd ones change their sign."""
    return [
        [value * (-1) ** (row * down + place * across) for place, value in enumerate(values)]
        for row, values in enumerate(block)
    ]


def _hash(block: Block) -> int:
    flat = [value for row in block for value in row]
    middle = median(flat)
    bits = 0
    for value in flat:
        bits = bits << 1 | (value > middle)
    return bits - 2**64 if bits >= 2**63 else bits


def _block(data: bytes) -> Block:
    """The lowest 8 x 8 frequencies."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as image:
        # A JPEG of 12 million pixels is decoded at an eighth of its size: the hash needs no more.
        image.draft("L", (SIDE * 8, SIDE * 8))
        grey = image.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS).tobytes()
    rows = [grey[start : start + SIDE] for start in range(0, SIDE * SIDE, SIDE)]
    waves = _waves()
    across = [[sum(map(float.__mul__, wave, map(float, row))) for wave in waves] for row in rows]
    columns = list(zip(*across, strict=True))
    return [[sum(map(float.__mul__, wave, column)) for column in columns] for wave in waves]


@cache
def _waves() -> list[list[float]]:
    """The first eight cosine waves over 32 places (DCT-II)."""
    return [[2 * math.cos(math.pi * wave * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE)] for wave in range(LOW)]
