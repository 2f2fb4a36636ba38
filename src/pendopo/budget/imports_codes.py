"""A new edition of a code list as a format of the workspace's imports: what changed first, then take it over."""

import datetime as dt
from collections import Counter

from django import forms
from django.utils.translation import gettext as now_gettext
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries, services
from pendopo.budget.code_rows import (
    LONGEST_NAME,
    MARKS,
    CodeChange,
    CodeRow,
    compare,
    is_code_of,
    with_parents,
)
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.files.tabular import Column, Problem, TableRefused
from pendopo.kernel.access import Actor

COLUMNS = [
    Column("kode", kind="code"),
    Column("nama", required=False, aliases=("nomenklatur", "uraian", "nama rekening", "nama sub kegiatan")),
    Column("kode_lama", kind="code", required=False, aliases=("kode lama", "kode sebelumnya")),
]


class EditionForm(forms.Form):
    """What the table does not say of the edition."""

    kind = forms.ChoiceField(
        label=_("What the codes are of"),
        choices=[
            ("ACTIVITY", _("Nomenclature of activities")),
            ("ACCOUNT", _("Accounts (rekening)")),
            ("FUNCTION", _("Functions of government")),
            ("FUNDING", _("Sources of funds")),
        ],
    )
    code = forms.SlugField(label=_("Short code of the edition"), max_length=60, help_text=_("For example 2025-2850"))
    name = forms.CharField(label=_("Name of the edition"), max_length=200)
    legal_act = forms.CharField(
        label=_("Legal act"), max_length=200, help_text=_("For example Kepmendagri 900.1-2850/2025")
    )
    valid_from_date = forms.RegexField(
        r"^\d{4}-\d{2}-\d{2}$", label=_("Valid from"), help_text=_("As year, month, day: 2025-07-31")
    )

    def clean_valid_from_date(self) -> str:
        """A day that exists."""
        try:
            return dt.date.fromisoformat(self.cleaned_data["valid_from_date"]).isoformat()
        except ValueError:
            raise forms.ValidationError(_("Write a date that exists, for example 2025-07-31")) from None


def _rows(source: Source) -> list[CodeRow]:
    """The typed rows. Raises TableRefused for codes of another form, double rows and names that are too long."""
    kind, table = source.options["kind"], source.table(COLUMNS)
    rows, problems, seen = [], [], set()
    for number, given in zip(table.numbers, table.rows, strict=True):
        row = CodeRow(given["kode"], " ".join((given["nama"] or "").split()), given["kode_lama"] or "", number)
        if not is_code_of(kind, row.code):
            problems.append(Problem(number, "kode", row.code, _("This is no code of this kind of list.")))
        elif row.code in seen:
            problems.append(Problem(number, "kode", row.code, _("The same code stands in the table twice.")))
        elif len(row.name) > LONGEST_NAME[kind]:
            problems.append(Problem(number, "nama", row.name[:40], _("The name is too long.")))
        seen.add(row.code)
        rows.append(row)
    if problems:
        raise TableRefused(problems)
    return rows


def _note(change: CodeChange) -> str:
    if change.mark == "renamed":
        return now_gettext("before: {name}").format(name=change.old_name or "–")
    if change.mark == "moved":
        words = now_gettext("was {code}, found by its name") if change.by_name else now_gettext("was {code}")
        return words.format(code=change.old_code)
    return now_gettext("ends with this edition") if change.mark == "removed" else ""


def _findings(kind: str, rows: list[CodeRow]) -> Findings:
    whole, orphans = with_parents(kind, rows)
    changes = compare(kind, whole, queries.names_in(queries.newest_list(kind)))
    counted = Counter(change.mark for change in changes)
    order = {mark: place for place, mark in enumerate(("moved", "renamed", "removed", "new", "unchanged"))}
    first = sorted(changes, key=lambda change: (order[change.mark], change.code))[:MOST_SHOWN]
    missing = _("The row above is missing; it is kept with its code and without a name.")
    return Findings(
        counts={mark: counted[mark] for mark in MARKS} | {"defects": len(orphans)},
        heads=[_("Code"), _("Name of the code")],
        rows=[Shown(one.number, one.mark, [one.code, one.name or one.old_name or "–"], _note(one)) for one in first],
        defects=[Problem(row.number, "kode", row.code, missing) for row in orphans],
    )


def _exists(code: str) -> TableRefused:
    message = _("An edition with this short code is kept already: editions are never overwritten.")
    return TableRefused([Problem(None, "", code, message)])


def check(source: Source, *, actor: Actor) -> Findings:
    """What the edition changes against the newest one of its kind. Raises TableRefused."""
    rows = _rows(source)
    if queries.has_edition(source.options["kind"], source.options["code"]):
        raise _exists(source.options["code"])
    return _findings(source.options["kind"], rows)


def apply(source: Source, *, actor: Actor, now: dt.datetime, progress: Progress) -> Findings:
    """Store the edition. Raises TableRefused, PermissionDenied."""
    rows, given = _rows(source), source.options
    found = _findings(given["kind"], rows)
    day = dt.date.fromisoformat(given["valid_from_date"])
    about = {"kind": given["kind"], "code": given["code"], "name": given["name"], "legal_act": given["legal_act"]}
    try:
        services.import_codes(valid_from_date=day, rows=rows, actor=actor, now=now, **about)
    except services.ListExists as refusal:
        raise _exists(given["code"]) from refusal
    return found


CODES = ImportFormat(
    key="budget.codes",
    title=_("Code list of a year"),
    text=_(
        "A new edition of the nomenclature, the accounts, the functions or the sources of funds. Earlier ones stay."
    ),
    permission="budget.import_codes",
    columns=[
        SampleColumn("kode", _("The code of the row, as text"), ["1", "1.01", "1.01.02"]),
        SampleColumn("nama", _("The name of the code"), ["URUSAN WAJIB", "PENDIDIKAN", "PENGELOLAAN PENDIDIKAN"]),
        SampleColumn("kode_lama", _("The code in the edition before"), ["", "", ""], required=False),
    ],
    check=check,
    apply=apply,
    form=EditionForm,
    done_page="budget:codes",
)
