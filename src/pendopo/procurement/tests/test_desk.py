"""The first page of procurement: what waits for a person, and what she may open."""

import pytest
from django.urls import reverse

from pendopo.accounts.tests import factories as people
from pendopo.procurement import queries
from pendopo.procurement.models import CommitteeMember, Package, Tender
from pendopo.procurement.tests.factories import NOON

pytestmark = pytest.mark.django_db
PAGE = "/workspace/pengadaan/"


def titles(actor):
    return [task.title for task in queries.waiting_for(actor, NOON)]


def test_everybody_signed_in_opens_it_and_a_resident_has_no_duty(client, resident):
    client.force_login(resident)
    page = client.get(PAGE)
    assert (page.context["doors"], page.context["tasks"]) == ([], [])
    assert "Anda tidak punya tugas pengadaan" in page.content.decode()


def test_each_duty_sees_its_own_pages(client, head, auditor):
    ukpbj = people.person("ukpbj@contoh.id", "Petugas UKPBJ", roles=["ukpbj"])
    urls = {who.email: {door.url for door in queries.desk_of(who)} for who in (head, auditor, ukpbj)}
    assert reverse("procurement:packages_work") in urls[head.email] & urls[ukpbj.email]
    assert reverse("procurement:isb") in urls[auditor.email]
    for who in (head, auditor, ukpbj):
        client.force_login(who)
        answers = {url: client.get(url).status_code for url in urls[who.email]}
        assert {url: code for url, code in answers.items() if code not in {200, 302}} == {}


def test_what_waits_is_named_once_and_goes_when_it_is_done(head, opd):
    code = {"unit": opd, "year": 2027, "title": "Kertas", "kind": "GOODS", "method": "DIRECT", "created_at": NOON}
    Package.objects.create(code="RUP-2027-000001", status="DRAFT", ceiling_amount=1, **code)
    assert titles(head) == ["Paket menunggu persetujuan"]
    Package.objects.update(status="REVIEWED")
    assert titles(head) == ["Paket menunggu diumumkan"]
    Package.objects.update(status="ANNOUNCED")
    assert titles(head) == []


def test_a_seat_waits_for_its_declaration(staff, opd):
    tender = Tender.objects.create(code="T-1", unit=opd, year=2027, title="Jalan", created_at=NOON)
    CommitteeMember.objects.create(tender=tender, user=staff, appointed_at=NOON)
    assert titles(staff) == ["Nyatakan bebas benturan kepentingan"]
    CommitteeMember.objects.update(declared_at=NOON)
    assert titles(staff) == []
