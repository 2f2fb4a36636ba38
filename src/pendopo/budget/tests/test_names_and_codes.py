"""Names in reading case, codes, and the moves of a stage."""

import pytest

from pendopo.budget import rules
from pendopo.budget.names import inside, readable, short
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


def test_names_are_shortened_and_fit_into_a_sentence():
    assert short("Program penyelenggaraan jalan") == "Penyelenggaraan jalan"
    assert short("Urusan pemerintahan wajib yang berkaitan dengan pelayanan dasar") == "Pelayanan dasar"
    assert short("Unsur pendukung urusan pemerintahan") == "Unsur pendukung"
    assert inside("Penyelenggaraan jalan") == "penyelenggaraan jalan"
    assert inside("RSUD") == "RSUD"


def test_a_published_stage_is_superseded_and_a_draft_is_not():
    assert STAGE.next("PUBLISHED", "supersede") == StageStatus.SUPERSEDED
    with pytest.raises(MoveRefused):
        STAGE.next("DRAFT", "supersede")
