"""Names in reading case, codes, and the geometry of the picture."""

import pytest

from pendopo.budget import rules, treemap
from pendopo.budget.names import readable
from pendopo.budget.states import STAGE, StageStatus
from pendopo.kernel.states import MoveRefused


def test_capitals_become_reading_case():
    assert readable("PROGRAM PENGELOLAAN SUMBER DAYA AIR (SDA)") == "Program pengelolaan sumber daya air (SDA)"
    assert readable("DINAS PEKERJAAN UMUM DAN TATA RUANG", title=True) == "Dinas Pekerjaan Umum dan Tata Ruang"
    assert readable("Rekonstruksi Jalan") == "Rekonstruksi Jalan"


def test_codes_know_their_levels():
    assert rules.level_of("1.02.02.2.01") == "KEGIATAN"
    assert rules.level_below("SUB_KEGIATAN") is None
    assert rules.ancestors("1.02.02.2.01") == ["1", "1.02", "1.02.02"]
    assert rules.is_of_a_province("5.05.02.1.02.0001")
    assert not rules.is_of_a_province("5.05.02")


def test_areas_are_in_proportion_and_stay_inside():
    leaves = [treemap.Leaf(f"Nama {n}", n * 100, f"Rp{n}", "", 1) for n in range(9)]
    tiles = treemap.tiles(leaves, 1000, 400)
    assert len(tiles) == 8
    assert all(tile.x >= 0 and tile.x + tile.width <= 1000 and tile.y + tile.height <= 400 for tile in tiles)
    assert sum((tile.width + 2) * (tile.height + 2) for tile in tiles) == pytest.approx(400_000, rel=0.01)
    assert treemap.tiles([], 1000, 400) == []


def test_a_published_stage_is_superseded_and_a_draft_is_not():
    assert STAGE.next("PUBLISHED", "supersede") == StageStatus.SUPERSEDED
    with pytest.raises(MoveRefused):
        STAGE.next("DRAFT", "supersede")
