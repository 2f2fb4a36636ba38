"""The demo's works: each where its plan and its reports put it."""

import datetime as dt

import pytest
from django.core.management import call_command

from pendopo.kernel.access import SYSTEM
from pendopo.monitoring import services
from pendopo.monitoring.models import Project
from pendopo.procurement.tests import award_factories as awards

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)


def test_sample_works_stand_on_time_behind_critical_and_done():
    for command in (["init", "--region", "33.03", "--demo"], ["seed_people_demo"], ["seed_budget_demo"]):
        call_command(*command)
    awards.supplier("8700000000001", "CV Karya Contoh")
    assert services.seed_works(year=2026, actor=SYSTEM, now=NOON) == 6
    assert services.seed_works(year=2026, actor=SYSTEM, now=NOON) == 0
    found = dict(Project.objects.filter(kind="WORKS", plans__isnull=False).values_list("title", "standing"))
    assert found == {
        "Rekonstruksi Jalan Bukateja–Kejobong": "CRITICAL",
        "Pembangunan Jalan Karangreja–Karangjambu": "ON_TRACK",
        "Rehabilitasi Irigasi Slinga": "WATCH",
        "Rehabilitasi Jembatan Kali Klawing": "CRITICAL",
        "Drainase Jalan Jenderal Sudirman": "ON_TRACK",
        "Pemeliharaan Jalan Kemangkon": "UNKNOWN",
    }
    assert set(Project.objects.filter(plans__isnull=False).values_list("demo", flat=True)) == {True}
