"""The steps of an Rka and a stage on their pages: asked, refused in words, done."""

import pytest
from django.urls import reverse

from pendopo.budget import services
from pendopo.budget.models import Rka, Stage
from pendopo.budget.tests import factories as f


@pytest.fixture
def rka(opd, staff):
    stage = f.draft_stage()
    sheet = f.sheet(stage, opd)
    services.put_item(
        stage_id=stage.pk, sheet_id=sheet.pk, account_id=f.account_id(stage), values=f.row(), actor=staff, now=f.NOON
    )
    return Rka.objects.get()


def step(rka, action):
    return reverse("budget:rka_step", kwargs={"stage": rka.stage_id, "unit": rka.unit.code, "action": action})


def page_of(rka):
    return reverse("budget:rka", kwargs={"stage": rka.stage_id, "unit": rka.unit.code})


def test_the_head_submits_and_the_way_shows_it(client, head, rka):
    client.force_login(head)
    assert "Ajukan RKA ke TAPD" in client.get(page_of(rka)).content.decode()
    assert client.get(step(rka, "submit")).status_code == 200
    answer = client.post(step(rka, "submit"), follow=True)
    assert "RKA sudah diajukan ke TAPD." in answer.content.decode()
    assert "Sri Wahyuni" in answer.content.decode()
    rka.refresh_from_db()
    assert rka.status == "SUBMITTED"


def test_the_staff_sees_no_step_and_finds_none(client, staff, rka):
    client.force_login(staff)
    assert "Ajukan RKA ke TAPD" not in client.get(page_of(rka)).content.decode()
    assert client.post(step(rka, "submit")).status_code == 404
    rka.refresh_from_db()
    assert rka.status == "DRAFT"


def test_a_return_without_a_reason_says_so_at_the_field(client, head, auditor, rka):
    services.submit_rka(rka_id=rka.pk, actor=head, now=f.NOON)
    client.force_login(auditor)
    answer = client.post(step(rka, "return"), {"reason": ""})
    assert answer.context["form"].errors == {"reason": ["Tulis alasannya"]}
    client.post(step(rka, "return"), {"reason": "Harga belum sesuai SSH"})
    assert "Harga belum sesuai SSH" in client.get(page_of(rka)).content.decode()


def test_a_stage_that_is_not_ready_names_the_units(client, rka, opd):
    from pendopo.accounts.tests import factories as people

    client.force_login(people.person("ppkd@contoh.id", "Kepala BKD", roles=["ppkd"]))
    address = reverse("budget:stage_step", kwargs={"stage": rka.stage_id, "action": "submit"})
    assert "1 unit belum terverifikasi" in client.get(address).content.decode()
    assert f"1 unit belum terverifikasi: {opd.name}." in client.post(address).content.decode()
    assert Stage.objects.get(pk=rka.stage_id).status == "DRAFT"


def test_the_next_stage_is_opened_when_the_present_one_is_agreed(client, rka):
    from pendopo.accounts.tests import factories as people

    client.force_login(people.person("ppkd@contoh.id", "Kepala BKD", roles=["ppkd"]))
    address = reverse("budget:next_stage", kwargs={"stage": rka.stage_id})
    assert client.get(address).status_code == 404
    Stage.objects.update(status="AGREED")
    assert client.get(address).status_code == 200
    client.post(address, {"kind": "RAPBD"})
    assert list(Stage.objects.values_list("seq", "kind", "status")) == [(1, "RKA", "AGREED"), (2, "RAPBD", "DRAFT")]


def test_the_page_of_a_step_sends_its_form_to_itself(client, head, rka):
    client.force_login(head)
    assert '<form class="p-form p-part" method="post" novalidate>' in client.get(step(rka, "submit")).content.decode()
