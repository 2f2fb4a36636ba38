"""What the build puts out: sizes, no foreign address, no licensed font."""

import gzip
import re

import pytest

from conftest import ROOT

DIST = ROOT / "src/pendopo/static/dist"


def packed(name: str) -> int:
    """Bytes after gzip -9."""
    return len(gzip.compress((DIST / name).read_bytes(), 9))


@pytest.mark.parametrize(
    ("name", "most"), [("public.css", 12), ("public.js", 8), ("workspace.css", 16), ("workspace.js", 32)]
)
def test_a_file_stays_within_its_weight(name, most):
    assert packed(name) <= most * 1024


def test_the_client_of_sealed_bids_stays_within_its_weight():
    names = [path.name for path in sorted(DIST.glob("sealing*.js"))]
    assert sum((DIST / name).stat().st_size for name in names) <= 180_000
    assert sum(packed(name) for name in names) <= 68_000
    assert not any(
        word in (DIST / name).read_text(encoding="utf-8") for name in names for word in ("eval(", "new Function")
    )


def test_the_font_stays_within_its_weight():
    assert (DIST / "jakarta.woff2").stat().st_size <= 15 * 1024


@pytest.mark.parametrize("name", ["public.css", "workspace.css"])
def test_styles_name_no_other_font_and_no_foreign_address(name):
    css = (DIST / name).read_text(encoding="utf-8")
    assert "GDS Transport" not in css
    assert set(re.findall(r"url\(([^)]*)\)", css)) == {"jakarta.woff2"}
    assert "http://" not in css
    assert "https://" not in css


@pytest.mark.parametrize("picture", sorted((ROOT / "assets/images").glob("*.svg")), ids=lambda path: path.stem)
def test_pictures_are_small_and_bring_no_style(picture):
    source = picture.read_text(encoding="utf-8")
    assert len(source.encode()) < 2048
    assert "style" not in source
    assert "data:" not in source


def test_the_lock_file_names_no_registry():
    assert "resolved" not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text(encoding="utf-8")
