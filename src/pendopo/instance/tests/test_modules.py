"""A module that is off has no menu, no page and no API; one that is not built cannot be switched on."""

import datetime as dt

import pytest

from pendopo.audit.models import Entry
from pendopo.instance import services
from pendopo.instance.models import Instance, ModuleName
from pendopo.instance.words import MODULES
from pendopo.kernel.access import SYSTEM

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)


@pytest.fixture
def instance(db):
    """A regency with every module that is built switched on."""
    return Instance.objects.create(
        pk=1, region_code="33.03", name="Kabupaten Purbalingga", kind="KABUPATEN", updated_at=NOW
    )


def switch(module: str, on: bool) -> None:
    services.switch_module(module=module, on=on, actor=SYSTEM, now=NOW)


def test_a_budget_that_is_off_has_no_page_no_api_and_no_menu(instance, client):
    assert "/anggaran/" in client.get("/").content.decode()
    assert client.get("/api/v1/budget/stages").status_code == 200
    switch("budget", False)
    assert [client.get(path).status_code for path in ("/anggaran/", "/en/anggaran/", "/api/v1/budget/stages")] == [
        404
    ] * 3
    assert "/anggaran/" not in client.get("/").content.decode()
    assert "budget" not in client.get("/api/v1/instance").json()["modules"]


def test_it_comes_back_with_the_switch(instance, client):
    switch("budget", False)
    switch("budget", True)
    assert client.get("/api/v1/budget/stages").status_code == 200
    events = list(Entry.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["instance.module.switched_off", "instance.module.switched_on"]


def test_the_same_switch_twice_writes_once(instance):
    switch("budget", False)
    switch("budget", False)
    assert Entry.objects.count() == 1


def test_a_portal_that_is_off_leaves_sign_in_and_status(instance, client):
    switch("portal", False)
    gone = ["/", "/cari/", "/desa/", "/api/v1/regions/kecamatan"]
    assert [client.get(path).status_code for path in gone] == [404] * 4
    kept = ["/status/", "/aksesibilitas/", "/healthz", "/api/v1/instance"]
    assert [client.get(path).status_code for path in kept] == [200] * 4


@pytest.mark.parametrize("module", ["training", "tidak-ada"])
def test_a_module_that_is_not_built_cannot_be_switched_on(module, instance):
    with pytest.raises(services.ModuleNotBuilt):
        switch(module, True)
    assert not Entry.objects.exists()


def test_every_module_says_what_it_is_and_what_switching_it_off_does():
    assert set(MODULES) == set(ModuleName.values)
    assert all(str(words.purpose) and str(words.off) for words in MODULES.values())
