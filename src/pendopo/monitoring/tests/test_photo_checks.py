"""The pure checks of evidence photos, against golden values and an independent transform."""

import datetime as dt
import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from pendopo.monitoring import photo_checks as checks
from pendopo.monitoring.photo_checks import PhotoRule, Taken

RULE = PhotoRule.of({"radius_meters": 100, "skew_hours": 24, "hamming_bits": 10})
SITE = (-7.3880, 109.3640)


def scene(seed):
    """A picture of hills and boxes that no other seed makes."""
    dice = np.random.default_rng(seed)
    image = Image.new("RGB", (320, 240), tuple(dice.integers(90, 220, 3).tolist()))
    pen = ImageDraw.Draw(image)
    for _place in range(14):
        left, top, width, height = dice.integers([0, 0, 20, 20], [280, 200, 140, 120]).tolist()
        pen.rectangle([left, top, left + width, top + height], fill=tuple(dice.integers(0, 255, 3).tolist()))
    return image


def jpeg(image, quality=90):
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality)
    return target.getvalue()


def test_the_golden_place_is_100_meters_off_and_inside_with_12_meters_of_accuracy():
    distance = checks.distance_meters(-7.3889, 109.3640, *SITE)
    assert round(distance, 1) == 100.1
    assert checks.place_findings(distance, Taken(latitude=-7.3889, longitude=109.364, accuracy=12), RULE) == []
    assert checks.place_findings(distance, Taken(latitude=-7.3889, longitude=109.364), RULE) == ["far"]
    assert checks.place_findings(None, Taken(), RULE) == ["no_place"]
    assert checks.place_findings(None, Taken(latitude=-7.3, longitude=109.3), RULE) == ["project_unplaced"]


def test_a_claimed_accuracy_of_a_whole_regency_does_not_make_a_place_the_site():
    taken = Taken(latitude=-7.5, longitude=109.364, accuracy=50_000)
    assert checks.place_findings(checks.distance_meters(-7.5, 109.364, *SITE), taken, RULE) == ["far"]


@pytest.mark.parametrize(
    ("hours", "day", "found"),
    [
        (24, dt.date(2026, 12, 7), []),
        (25, dt.date(2026, 12, 7), ["time_skew"]),
        (-25, dt.date(2026, 12, 8), ["time_skew", "outside_period"]),
        (0, dt.date(2026, 11, 30), ["outside_period"]),
    ],
)
def test_the_cameras_time_is_held_against_ours_and_the_week(hours, day, found):
    received = dt.datetime(2026, 12, 7, 5, tzinfo=dt.UTC)
    taken = Taken(at=received - dt.timedelta(hours=hours))
    week = (dt.date(2026, 12, 1), dt.date(2026, 12, 7))
    assert checks.time_findings(day, taken, received, week, RULE) == found


def independent(data):
    """The same hash by numpy's fast Fourier transform instead of cosines."""
    image = Image.open(io.BytesIO(data)).convert("L").resize((32, 32), Image.Resampling.LANCZOS)

    def cosines(rows):
        doubled = np.concatenate([rows, rows[:, ::-1]], axis=1)
        turned = np.fft.fft(doubled, axis=1)[:, :32]
        return (turned * np.exp(-1j * np.pi * np.arange(32) / 64)).real

    low = cosines(cosines(np.asarray(image, float)).T).T[:8, :8]
    bits = (low > np.median(low)).flatten()
    return int("".join("01"[int(bit)] for bit in bits), 2)


@pytest.mark.parametrize("seed", range(8))
def test_the_hash_is_that_of_an_independent_transform(seed):
    data = jpeg(scene(seed))
    assert checks.distance_bits(checks.hash_of(data), independent(data)) <= 1
    assert -(2**63) <= checks.hash_of(data) < 2**63


def nearest(one, other):
    return min(checks.distance_bits(checks.hash_of(jpeg(one)), turned) for turned in checks.hashes_of(jpeg(other)))


@pytest.mark.parametrize("seed", range(6))
def test_copies_are_found_in_all_orientations_and_other_pictures_are_not(seed):
    picture = scene(seed)
    for way in [None, *Image.Transpose]:
        assert nearest(picture, picture.transpose(way) if way is not None else picture) <= 4
    small = Image.open(io.BytesIO(jpeg(picture.resize((160, 120)), quality=40)))
    assert nearest(picture, small) <= 4
    assert checks.distance_bits(checks.hash_of(jpeg(picture)), checks.hash_of(jpeg(ImageOps.mirror(picture)))) > 20
    assert nearest(picture, scene(seed + 100)) > 10


def test_a_series_from_one_spot_is_a_note_but_the_same_picture_never_is():
    assert checks.reuse_finding(6, RULE, same_item=True, risen=True) == "series"
    assert checks.reuse_finding(6, RULE, same_item=True, risen=False) == "reused"
    assert checks.reuse_finding(6, RULE, same_item=False, risen=True) == "reused"
    assert checks.reuse_finding(2, RULE, same_item=True, risen=True) == "reused"
