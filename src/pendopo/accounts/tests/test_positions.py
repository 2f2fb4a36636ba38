"""Posts: the list with search, one post with its holders over time, appointing to a post."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pendopo.accounts import services
from pendopo.accounts.models import Appointment
from pendopo.organisations.models import Position

NOW = dt.datetime(2026, 11, 24, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def post(opd):
    return Position.objects.create(unit=opd, title="Kepala Bidang Bina Marga")


def held(post, name, first, last=None):
    return Appointment.objects.create(
        holder_name=name, role="pptk", unit=post.unit, position=post, from_date=first, to_date=last
    )


def test_a_post_shows_its_holders_the_latest_first(client, administrator, post):
    held(post, "Slamet Riyadi", dt.date(2020, 1, 2), dt.date(2023, 12, 31))
    held(post, "Endang Lestari", dt.date(2024, 1, 1))
    client.force_login(administrator)
    page = client.get(f"/workspace/pengaturan/jabatan/{post.pk}/").content.decode()
    assert page.index("Endang Lestari") < page.index("Slamet Riyadi")
    assert "31\N{NO-BREAK SPACE}Des\N{NO-BREAK SPACE}2023" in page


def test_posts_are_found_by_title_unit_and_former_holder(client, administrator, post, other_opd):
    Position.objects.create(unit=other_opd, title="Kepala Puskesmas")
    held(post, "Slamet Riyadi", dt.date(2020, 1, 2), dt.date(2023, 12, 31))
    client.force_login(administrator)
    for words in ("bina marga", "Pekerjaan Umum", "slamet"):
        page = client.get("/workspace/pengaturan/jabatan/", {"cari": words}).content.decode()
        assert ("Kepala Bidang Bina Marga" in page, "Kepala Puskesmas" in page) == (True, False)


def test_a_list_of_more_posts_costs_no_more_queries(client, administrator, post):
    client.force_login(administrator)
    client.get("/workspace/pengaturan/jabatan/")
    with CaptureQueriesContext(connection) as few:
        client.get("/workspace/pengaturan/jabatan/")
    Position.objects.bulk_create(Position(unit=post.unit, title=f"Analis {number}") for number in range(24))
    with CaptureQueriesContext(connection) as many:
        assert client.get("/workspace/pengaturan/jabatan/").content.count(b"Analis") == 24
    assert len(few) == len(many)


def test_somebody_is_appointed_to_a_post_by_its_title(administrator, resident, post):
    made = services.appoint(
        actor=administrator, now=NOW, role="pptk", from_date=dt.date(2026, 12, 1), unit_id=post.unit_id,
        user_id=resident.pk, post="kepala bidang bina marga",
    )  # fmt: skip
    assert made.position == post


def test_a_post_of_another_unit_is_refused_and_nobody_is_appointed(administrator, resident, post, other_opd):
    with pytest.raises(services.PostUnknown):
        services.appoint(
            actor=administrator, now=NOW, role="pptk", from_date=dt.date(2026, 12, 1), unit_id=other_opd.pk,
            user_id=resident.pk, post=post.title,
        )  # fmt: skip
    assert not Appointment.objects.filter(user=resident).exists()


def test_others_see_no_posts(client, staff, post):
    client.force_login(staff)
    assert client.get("/workspace/pengaturan/jabatan/").status_code == 403
    assert client.get(f"/workspace/pengaturan/jabatan/{post.pk}/").status_code == 403
