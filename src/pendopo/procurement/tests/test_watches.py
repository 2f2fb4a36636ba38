"""Who asked to hear of new packages and runs does, by kind, method, place and words, in one query."""

import re

import pytest

from pendopo.accounts.tests import factories as people
from pendopo.kernel.access import SYSTEM
from pendopo.notices.models import Notice
from pendopo.procurement import queries, services
from pendopo.procurement.models import ProcurementWatch, SupplierSanction
from pendopo.procurement.tests import factories as f

NOTHING = {"kinds": [], "methods": [], "places": [], "words": []}


def watch(person, **more):
    return services.begin_watch(**NOTHING | more, actor=person, now=f.NOON)


@pytest.fixture
def package(lines, opd):
    return f.announced(opd, {lines[0]: 120_000_000})


def tell(package):
    return services.tell_watchers(what="package", key=package.pk, actor=SYSTEM, now=f.NOON)


def test_those_hear_whom_kind_method_and_words_fit_and_each_once(package):
    wishes = {
        "semua": {},
        "barang": {"kinds": ["GOODS", "WORKS"]},
        "kata": {"words": ["KERTAS"], "methods": ["DIRECT"]},
        "tempat": {"places": ["33.03.10"]},
        "jasa": {"kinds": ["SERVICES"]},
        "tender": {"methods": ["TENDER"]},
        "jalan": {"words": ["jalan"]},
    }
    persons = {name: people.person(f"{name}@contoh.id", name) for name in wishes}
    for name, wish in wishes.items():
        watch(persons[name], **wish)
    watch(persons["semua"], kinds=["GOODS"])
    # A package that names no place is told everywhere.
    assert tell(package) == 4
    heard = Notice.objects.filter(event="procurement.package.fits", channel="INBOX")
    assert sorted(heard.values_list("recipient__name", flat=True)) == ["barang", "kata", "semua", "tempat"]


def test_whoever_stopped_hears_no_more_and_nobody_stops_for_another(package):
    sari, other = people.person("sari@contoh.id", "Sari"), people.person("lain@contoh.id", "Lain")
    wish = watch(sari)
    with pytest.raises(ProcurementWatch.DoesNotExist):
        services.end_watch(watch_id=wish.pk, actor=other, now=f.NOON)
    services.end_watch(watch_id=wish.pk, actor=sari, now=f.NOON)
    assert (tell(package), list(queries.watches_of(sari))) == (0, [])


def test_the_link_in_a_message_stops_those_wishes_without_a_sign_in_and_opening_it_stops_nothing(package, client):
    sari, other = people.person("sari@contoh.id", "Sari"), people.person("lain@contoh.id", "Lain")
    wish, second, kept = watch(sari), watch(sari, words=["kertas"]), watch(sari, kinds=["SERVICES"])
    watch(other)
    assert tell(package) == 2
    bodies = dict(Notice.objects.filter(channel="INBOX").values_list("recipient__name", "body"))
    links = {name: re.search(r"/pengadaan/kabar/\S+", body)[0] for name, body in bodies.items()}
    assert links["Sari"] != links["Lain"]
    assert "Hentikan kabar ini" in client.get(links["Sari"]).content.decode()
    assert [one.pk for one in queries.watches_of(sari)] == [kept.pk, second.pk, wish.pk]
    assert client.get(links["Sari"][:-3] + "x/").status_code == 404
    done = client.post(links["Sari"], follow=True)
    assert "Kabar dihentikan" in done.content.decode()
    assert [one.pk for one in queries.watches_of(sari)] == [kept.pk]
    assert len(queries.watches_of(other)) == 1


def test_sample_suppliers_are_stored_once(opd):
    assert services.seed_suppliers(actor=SYSTEM, now=f.NOON) == 3
    assert services.seed_suppliers(actor=SYSTEM, now=f.NOON) == 0
    assert SupplierSanction.objects.get().status == "RUNNING"
