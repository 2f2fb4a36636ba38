"""Units and posts by form: added, changed, closed; strangers move nothing; what was typed stays."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from pendopo.accounts.tests import factories
from pendopo.audit.models import Entry
from pendopo.kernel import clock
from pendopo.organisations.models import Position, Unit
from pendopo.organisations.services import (
    UnitHasParts,
    UnitsRefused,
    UnitValues,
    add_position,
    add_unit,
    change_unit,
    close_unit,
    remove_position,
    reopen_unit,
)

pytestmark = pytest.mark.django_db
NOW = clock.now()
FORM = {"kode": "1.03.01", "nama": "UPTD Jalan", "singkatan": "", "jenis": "UPTD", "kode_induk": "1.03"}


@pytest.fixture
def admin_client(client, administrator):
    client.force_login(administrator)
    return client


def test_a_unit_is_added_below_another_with_its_path(admin_client, opd):
    answer = admin_client.post(reverse("organisations:new_unit"), FORM)
    made = Unit.objects.get(code="1.03.01")
    assert answer["Location"] == reverse("organisations:unit", args=[made.pk])
    assert made.lineage == [opd.pk, made.pk]
    assert Entry.objects.get().event == "organisations.unit.added"


def test_a_taken_code_and_an_unknown_parent_are_named_and_what_was_typed_stays(admin_client, opd):
    page = admin_client.post(reverse("organisations:new_unit"), FORM | {"kode": "1.03", "kode_induk": "9"})
    text = page.content.decode()
    assert "Unit lain memakai kode ini." in text
    assert "Tidak ada unit dengan kode ini." in text
    assert 'value="UPTD Jalan"' in text
    assert Unit.objects.count() == 1


def test_a_unit_that_moves_takes_its_units_along(opd, other_opd, administrator):
    part = factories.unit("1.03.01", "UPTD Jalan", parent=opd)
    change_unit(values=UnitValues("1.03", "DPUPR", parent_code="1.02"), actor=administrator, now=NOW)
    part.refresh_from_db()
    assert part.lineage == [other_opd.pk, opd.pk, part.pk]


def test_a_unit_cannot_stand_below_its_own_unit(opd, administrator):
    factories.unit("1.03.01", "UPTD Jalan", parent=opd)
    with pytest.raises(UnitsRefused):
        change_unit(values=UnitValues("1.03", "DPUPR", parent_code="1.03.01"), actor=administrator, now=NOW)
    opd.refresh_from_db()
    assert opd.parent_id is None


def test_the_code_of_a_unit_stays_whatever_the_form_sends(admin_client, opd):
    admin_client.post(reverse("organisations:edit_unit", args=[opd.pk]), FORM | {"kode": "9", "kode_induk": ""})
    opd.refresh_from_db()
    assert (opd.code, opd.name, opd.kind) == ("1.03", "UPTD Jalan", "UPTD")


def test_a_unit_with_open_units_below_is_not_closed(admin_client, opd, administrator):
    part = factories.unit("1.03.01", "UPTD Jalan", parent=opd)
    answer = admin_client.post(reverse("organisations:close_unit", args=[opd.pk]))
    assert (answer.status_code, Unit.objects.get(pk=opd.pk).is_active) == (409, True)
    with pytest.raises(UnitHasParts):
        close_unit(unit_id=opd.pk, actor=administrator, now=NOW)
    close_unit(unit_id=part.pk, actor=administrator, now=NOW)
    assert admin_client.post(reverse("organisations:close_unit", args=[opd.pk])).status_code == 302
    assert not Unit.objects.get(pk=opd.pk).is_active
    assert reopen_unit(unit_id=part.pk, actor=administrator, now=NOW).is_active


def test_a_post_is_added_renamed_and_removed(admin_client, opd):
    new = reverse("organisations:new_position", args=[opd.pk])
    admin_client.post(new, {"jabatan": "Kepala Dinas", "jenis": "STRUCTURAL"})
    again = admin_client.post(new, {"jabatan": "Kepala Dinas", "jenis": "FUNCTIONAL"})
    assert "Unit ini sudah memiliki jabatan dengan nama itu" in again.content.decode()
    post = Position.objects.get()
    edit = reverse("organisations:edit_position", args=[post.pk])
    admin_client.post(edit, {"jabatan": "Sekretaris", "jenis": "STRUCTURAL"})
    assert "Sekretaris" in admin_client.get(reverse("organisations:unit", args=[opd.pk])).content.decode()
    admin_client.post(reverse("organisations:remove_position", args=[post.pk]))
    assert not Position.objects.exists()
    assert list(Entry.objects.order_by("pk").values_list("event", flat=True)) == [
        "organisations.position.added",
        "organisations.position.changed",
        "organisations.position.removed",
    ]


def test_a_stranger_and_the_head_are_refused_and_nothing_moves(opd, head, stranger, administrator):
    post = add_position(unit_id=opd.pk, title="Kepala", kind="STRUCTURAL", actor=administrator, now=NOW)
    before = Entry.objects.count()
    for actor in (stranger, head):
        for act, arguments in (
            (add_unit, {"values": UnitValues("9", "X")}),
            (change_unit, {"values": UnitValues("1.03", "X")}),
            (close_unit, {"unit_id": opd.pk}),
            (remove_position, {"position_id": post.pk}),
        ):
            with pytest.raises(PermissionDenied):
                act(actor=actor, now=NOW, **arguments)
    assert (Unit.objects.get().name, Position.objects.count(), Entry.objects.count()) == (opd.name, 1, before)


def test_filters_are_offered_for_removal_only_when_one_is_set(admin_client, opd):
    assert "Hapus saringan" not in admin_client.get(reverse("organisations:units")).content.decode()
    assert "Hapus saringan" in admin_client.get(reverse("organisations:units"), {"cari": "PU"}).content.decode()


def test_one_entry_alone_of_the_navigation_is_the_page_that_is_open(admin_client, opd):
    page = admin_client.get(reverse("organisations:units")).content.decode()
    line = page[page.index('id="meja"') : page.index("</nav>", page.index('id="meja"'))]
    assert line.count("aria-current") == 1
    assert f'href="{reverse("organisations:units")}" aria-current="page"' in line
