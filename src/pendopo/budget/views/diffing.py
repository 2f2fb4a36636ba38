"""What differs between two stages, ready for a page: the sentence, the sides, rows or nodes with the way down."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from pendopo.budget import queries
from pendopo.budget.forms_diff import LEVEL_NAMES, ROWS, DiffForm
from pendopo.budget.names import readable, short
from pendopo.budget.writing import write_coefficients
from pendopo.kernel.display import money, number, percent, short_money

ACTIVITY_STEPS = ("urusan", "bidang", "program", "kegiatan", "sub-kegiatan")
ACCOUNT_STEPS = ("akun", "kelompok", "jenis", "objek", "rincian-objek", "sub-rincian-objek")
TABS = (
    (ROWS, lazy("Row by row")),
    ("unit", lazy("By unit")),
    ("urusan", lazy("By activity")),
    ("akun", lazy("By account")),
)


def signed(amount: int) -> str:
    """What was added, or in brackets what was taken away, as in official tables."""
    return f"({number(-amount)})" if amount < 0 else number(amount)


@dataclass
class Compared:
    """Two stages, what is asked about them, and what was found. `units` as in DiffAsked."""

    before: Any
    after: Any
    form: DiffForm
    units: tuple[int, ...] | None

    @cached_property
    def asked(self) -> queries.DiffAsked:
        return self.form.asked(self.units)

    @property
    def query(self) -> QueryDict:
        """What the address asks."""
        return cast(QueryDict, self.form.data)

    @cached_property
    def by_row(self) -> bool:
        """Whether both stages hold rows; else they are compared by ceilings."""
        return queries.has_rows(self.before) and queries.has_rows(self.after)

    @cached_property
    def everything(self) -> queries.DiffSummary:
        return queries.diff_summary(self.before, self.after, queries.DiffAsked(units=self.units))

    @cached_property
    def summary(self) -> queries.DiffSummary:
        """Of the rows that are asked for."""
        return queries.diff_summary(self.before, self.after, self.asked)

    @cached_property
    def nodes(self) -> list[queries.LevelChange]:
        """The nodes of the level, in the order asked."""
        found = queries.level_changes(self.before, self.after, self.form.level, self.asked)
        if self.asked.order == "size":
            found.sort(key=lambda row: (-abs(row.change_amount), row.code))
        return found

    @cached_property
    def rows(self) -> queries.DiffList:
        return queries.DiffList(self.before, self.after, self.asked, self.summary.rows)

    @property
    def of_rows(self) -> bool:
        return self.form.level == ROWS

    @cached_property
    def balance(self) -> queries.BalanceChange:
        return queries.balance_change(self.before, self.after, self.units)


def stage_words(stage: Any) -> str:
    """`1. APBD`: what a chooser says of a stage."""
    return f"{stage.seq}. {stage.get_kind_display()}"


def _moved(change: queries.LevelChange, words: dict[str, str]) -> str:
    values = {"amount": short_money(abs(change.change_amount)), "whole": short_money(change.after_amount)}
    if not change.change_amount:
        return words["same"] % values
    values["share"] = percent(abs(change.percent), 2) if change.percent is not None else ""
    kind = "up" if change.change_amount > 0 else "down"
    return words[kind if values["share"] else "new"] % values


def whole(found: Compared) -> queries.LevelChange:
    """The sum of the rows that are asked for."""
    return queries.LevelChange("", "", found.summary.before_amount, found.summary.after_amount)


def sentence(found: Compared) -> str:
    """What changed in total."""
    if not found.by_row:
        return _ceilings_sentence(found)
    spending = {
        "same": _("Spending stays at %(whole)s."),
        "up": _("Spending rises by %(amount)s (%(share)s) to %(whole)s."),
        "down": _("Spending falls by %(amount)s (%(share)s) to %(whole)s."),
        "new": _("Spending is now %(whole)s."),
    }
    revenue = {
        "up": _("Revenue rises by %(amount)s (%(share)s)."),
        "down": _("Revenue falls by %(amount)s (%(share)s)."),
        "new": _("Revenue is now %(whole)s."),
    }
    parts = [_moved(found.balance.spending, spending)]
    if found.balance.revenue.change_amount:
        parts.append(_moved(found.balance.revenue, revenue))
    return " ".join([*parts, counted(found.everything)])


def _ceilings_sentence(found: Compared) -> str:
    nodes = queries.level_changes(found.before, found.after, "unit", queries.DiffAsked(units=found.units))
    sums = (sum(row.before_amount for row in nodes), sum(row.after_amount for row in nodes))
    words = {
        "same": _("All ceilings together stay at %(whole)s."),
        "up": _("All ceilings together rise by %(amount)s (%(share)s) to %(whole)s."),
        "down": _("All ceilings together fall by %(amount)s (%(share)s) to %(whole)s."),
        "new": _("All ceilings together are now %(whole)s."),
    }
    return _moved(queries.LevelChange("", "", *sums), words)


def counted(summary: queries.DiffSummary) -> str:
    """How many rows differ, and how."""
    if not summary.rows:
        return _("No row differs.")
    words = {"rows": number(summary.rows), "changed": number(summary.changed)}
    words |= {"added": number(summary.added), "removed": number(summary.removed)}
    return (
        ngettext(
            "%(rows)s row differs: %(changed)s changed, %(added)s added, %(removed)s removed.",
            "%(rows)s rows differ: %(changed)s changed, %(added)s added, %(removed)s removed.",
            summary.rows,
        )
        % words
    )


def sides(balance: queries.BalanceChange) -> list[dict[str, Any]]:
    """Revenue, spending, deficit and financing in both stages."""
    surplus = balance.surplus
    deficit = surplus.before_amount < 0 or surplus.after_amount < 0
    named = [
        (_("Revenue"), balance.revenue),
        (_("Spending"), balance.spending),
        (_("Deficit") if deficit else _("Surplus"), surplus),
        (_("Financing, net"), balance.net_financing),
    ]
    return [{"label": label, **written(change)} for label, change in named]


def written(change: Any) -> dict[str, str]:
    """Both amounts and the difference as official tables write them; percent where there was something before."""
    share = change.change_amount * 100 / abs(change.before_amount) if change.before_amount else None
    return {
        "before": signed(change.before_amount),
        "after": signed(change.after_amount),
        "change": signed(change.change_amount),
        "share": "" if share is None or not change.change_amount else _share(share),
    }


def _share(share: float) -> str:
    if abs(share) < 0.005:
        return f"<\u00a0{percent(0.01, 2)}"
    return f"({percent(-share, 2)})" if share < 0 else percent(share, 2)


def what_changed(row: queries.DiffRow) -> list[str]:
    """`harga 45.000 → 54.000` and so on, for each field that differs."""
    if row.before is None or row.after is None:
        return []
    before, after = row.before, row.after
    words = {
        "price": (_("price"), money(before.unit_price_amount), money(after.unit_price_amount)),
        "volume": (_("volume"), write_coefficients(before.coefficients), write_coefficients(after.coefficients)),
        "unit": (_("unit of measure"), before.measure, after.measure),
        "tax": (_("tax"), percent(before.tax_percent, 1), percent(after.tax_percent, 1)),
    }
    shown = [f"{words[name][0]} {words[name][1]} → {words[name][2]}" for name in row.fields if name in words]
    if "text" in row.fields:
        was = before.component
        shown.append(_("before: %(words)s") % {"words": was} if was != after.component else _("other wording"))
    return [*shown, _("other source of funds")] if "funding" in row.fields else shown


def shown_row(row: queries.DiffRow) -> dict[str, Any]:
    """A row for the table of differences."""
    place = [readable(row.unit_name, title=True), readable(row.activity_name or row.account_name)]
    now = row.now
    return {
        "mark": row.mark,
        "label": f"{now.component}, {now.specification}" if now.specification else now.component,
        "code": row.account_code,
        "before": number(row.before_amount) if row.before else "",
        "after": number(row.after_amount) if row.after else "",
        "change": signed(row.change_amount),
        "note": " · ".join([*place, *what_changed(row)]),
    }


def mark_of(change: queries.LevelChange) -> str:
    """`same`, `added`, `removed` or `changed`."""
    if not change.change_amount:
        return "same"
    return "added" if not change.before_amount else "removed" if not change.after_amount else "changed"


def shown_node(change: queries.LevelChange, level: str, asked: QueryDict) -> dict[str, Any]:
    """A node for the table of differences, with the way one level down."""
    return {
        "mark": mark_of(change),
        "label": readable(change.name, title=True) if level == "unit" else short(change.name),
        "code": change.code if change.official_name else "",
        **written(change),
        "note": written(change)["share"],
        "url": down(change.code, level, asked),
    }


def down(code: str, level: str, asked: QueryDict) -> str:
    """The address of what lies below a node: the next level, at last the rows."""
    query = asked.copy()
    for name in ("page", "q", "jenis", "minimal"):
        query.pop(name, None)
    if level == "unit":
        query["unit"], query["tingkat"] = code, "program"
        return f"?{query.urlencode()}"
    steps, name = (ACTIVITY_STEPS, "kegiatan") if level in ACTIVITY_STEPS else (ACCOUNT_STEPS, "rekening")
    place = steps.index(level) + 1
    query[name], query["tingkat"] = code, steps[place] if place < len(steps) else ROWS
    return f"?{query.urlencode()}"


def tabs(level: str, asked: QueryDict) -> list[dict[str, Any]]:
    """The four ways to look; each keeps the stages and the unit."""
    kinds = (
        {ROWS: ROWS, "unit": "unit"} | dict.fromkeys(ACTIVITY_STEPS, "urusan") | dict.fromkeys(ACCOUNT_STEPS, "akun")
    )
    items = []
    for key, label in TABS:
        kept = ("dari", "ke") if key == "unit" else ("dari", "ke", "unit")
        query = {name: asked[name] for name in kept if asked.get(name)} | {"tingkat": key}
        items.append({"label": str(label), "url": f"?{urlencode(query)}", "current": kinds[level] == key})
    return items


def level_words(level: str) -> str:
    """The name of a level as the head of its column."""
    return str(LEVEL_NAMES[level])
