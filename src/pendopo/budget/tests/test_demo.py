"""The sample budget."""

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.budget import queries, services
from pendopo.budget.demo import demo_files
from pendopo.budget.models import BudgetFinding, Rka, Stage
from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.kernel.flags import still_unverifiable
from pendopo.organisations.models import Unit


def test_the_sample_is_the_same_every_time_and_marked(db, now):
    first, second = demo_files(), demo_files()
    assert first == second
    stage = services.seed_demo(year=2026, actor=SYSTEM, now=now)
    assert (stage.demo, stage.status, Unit.objects.count()) == (True, "PUBLISHED", 46)
    assert queries.total_of(queries.Place(stage)) == 2_110_343_000_000
    assert queries.groups_of_defects(stage) == []


def test_only_the_system_seeds(db, now):
    with pytest.raises(PermissionDenied):
        services.seed_demo(year=2026, actor=ANONYMOUS, now=now)
    assert not Stage.objects.exists()


def test_it_never_overwrites(db, now):
    services.seed_demo(year=2026, actor=SYSTEM, now=now)
    with pytest.raises(services.AlreadyImported):
        services.seed_demo(year=2026, actor=SYSTEM, now=now)


def test_the_sample_has_rows_under_its_ceilings_and_its_sides_meet(db, now):
    services.seed_demo(year=2026, actor=SYSTEM, now=now)
    draft = services.seed_draft_demo(year=2027, actor=SYSTEM, now=now)
    for stage in Stage.objects.all():
        assert queries.wrong_totals(stage) == []
        top = dict(stage.totals.filter(unit=None, account__level=1).values_list("account__code", "amount"))
        kinds = dict(stage.totals.filter(unit=None, account__level=2).values_list("account__code", "amount"))
        assert top["4"] + kinds["6.1"] - kinds["6.2"] == top["5"]
        spent = stage.totals.filter(unit=None, activity__level="URUSAN").values_list("amount", flat=True)
        assert 0.85 * 2_110_343_000_000 < sum(spent) == top["5"] < 2_120_000_000_000
    held = BudgetFinding.objects.filter(unit__in=Rka.objects.filter(status="VERIFIED").values("unit"), stage=draft)
    assert held.count() >= 3
    assert not BudgetFinding.objects.filter(code="A9").exists()  # each row counts in the unit of its standard
    assert [one.code for one in held if still_unverifiable(one.severity, one.clears, one.status)] == []
    assert not BudgetFinding.objects.filter(clears="FIX", status="ACCEPTED").exists()
    road = draft.totals.get(unit__isnull=False, activity__code="1.03.10.2.01.0034")
    assert road.amount == 6_210_162_000


def test_the_shift_of_the_sample_moves_rows_and_no_total(db, now):
    first = services.seed_demo(year=2026, actor=SYSTEM, now=now)
    second = services.seed_shift_demo(stage_id=first.pk, actor=SYSTEM, now=now)
    first.refresh_from_db()
    assert (first.status, second.status, second.seq) == ("SUPERSEDED", "PUBLISHED", 2)
    summary = queries.diff_summary(first, second, queries.DiffAsked())
    assert (summary.rows, summary.added, summary.changed, summary.removed) == (48, 24, 16, 8)
    assert summary.before_amount == summary.after_amount
    assert queries.wrong_totals(second) == []
    for level in ("unit", "sub-kegiatan", "jenis"):
        assert {row.change_amount for row in queries.level_changes(first, second, level, queries.DiffAsked())} == {0}
