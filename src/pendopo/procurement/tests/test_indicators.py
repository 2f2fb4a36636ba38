"""The red flags give what the published fixtures of OCDS Cardinal expect."""

import json

import pytest

from pendopo.procurement import indicators

FOLDER = "conformance/ocds/indicators"
CASES = ["R003", "R003-threshold-10", "R003-procurement_methods-open+selective", "R018", "R024", "R035", "R036", "R038"]


def settings_of(name):
    own = {"without_price_comparison": frozenset({"NPC"}), "excluded": frozenset({"EXC"})}
    if "threshold" in name:
        own["short_days"] = int(name.rpartition("-")[2])
    if "procurement_methods" in name:
        own["short_methods"] = frozenset(name.rpartition("-")[2].split("+"))
    return indicators.Settings(**own)


@pytest.mark.shared
@pytest.mark.parametrize("name", CASES)
def test_an_indicator_gives_what_its_fixture_expects(name, shared):
    folder = shared / FOLDER
    code = name.partition("-")[0]
    releases = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    found = indicators.run(releases, settings_of(name))
    only = {
        group: {key: flags for key, flags in rows.items() if code in flags}
        for group, rows in found.items()
    }  # fmt: skip
    own = {group: {key: {code: flags[code]} for key, flags in rows.items()} for group, rows in only.items() if rows}
    assert own == json.loads((folder / f"{name}.expected").read_text(encoding="utf-8"))


def test_quartiles_are_median_unbiased():
    assert indicators.quartiles([0, 0, 0, 0, 0.5]) == pytest.approx((0.0, 1 / 6))
