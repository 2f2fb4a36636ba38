"""Values that no page expects: refused or ignored, never a broken page."""

import pytest

PAGES = ["/cari/?q=", "/desa/?q=", "/anggaran/?q=", "/anggaran/2026/?q=", "/transparansi/log/?q="]
OPERATIONS = ["budget/nodes?q=", "budget/nodes?unit=", "budget/nodes?under=", "regions/desa?q=", "audit/entries?unit="]
DOORS = [*PAGES, *(f"/api/v1/{operation}" for operation in OPERATIONS)]
HUGE = "9" * 30


@pytest.mark.parametrize("door", DOORS)
def test_a_nul_byte_is_refused(client, standing_budget, db, door):
    assert client.get(door + "%00").status_code == 400


@pytest.mark.parametrize("path", [
    f"/desa/?page={HUGE}", "/desa/?page=x", f"/transparansi/log/?page={HUGE}", f"/transparansi/log/{HUGE}/",
    f"/anggaran/{HUGE}/", f"/api/v1/audit/entries?after={HUGE}", f"/api/v1/budget/nodes?year={HUGE}",
    f"/cari/?q={'a' * 5000}", "/cari/?q=%F0%9F%92%A9%27%22%3B--", "/desa/?q=%25%5C_",
])  # fmt: skip
def test_numbers_and_texts_out_of_all_bounds_break_nothing(client, standing_budget, db, path):
    assert client.get(path).status_code in {200, 404, 422}
