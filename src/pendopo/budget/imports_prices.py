"""An edition of the price book as a format of the workspace's imports: looked at beside the edition before it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget import queries, services
from pendopo.budget.models import CeilingKind, PriceEdition, PriceKind
from pendopo.budget.price_rows import COLUMNS, PriceRow, read_prices
from pendopo.budget.price_words import as_problem, words_of
from pendopo.files.formats import MOST_SHOWN, Findings, ImportFormat, Progress, SampleColumn, Shown, Source
from pendopo.kernel.access import Actor
from pendopo.kernel.display import number


class EditionForm(forms.Form):
    """What the table does not say."""

    title = forms.CharField(label=_("Title of the edition"), max_length=200)
    source = forms.CharField(
        label=_("Where the prices were asked"), max_length=300, help_text=_("It stands below the public price list.")
    )
    kind = forms.ChoiceField(
        label=_("Price book"), choices=PriceKind.choices, help_text=_("Holds for rows that do not say it themselves.")
    )
    ceiling = forms.ChoiceField(
        label=_("How firm the prices are"), choices=CeilingKind.choices, initial=CeilingKind.ESTIMATE
    )


def check(source: Source, *, actor: Actor) -> Findings:
    """What is new, changed and strange beside the edition before. Raises TableRefused with every cell."""
    rows = _read(source)
    base = queries.base_edition()
    report = queries.price_report(rows, base)
    return Findings(
        counts=_counts(rows, base, report),
        heads=[_("Item"), _("Unit"), _("Price, Rp"), _("What is strange")],
        rows=[_shown(finding) for finding in report.findings[:MOST_SHOWN]],
        defects=[as_problem(finding) for finding in report.findings],
    )


def apply(source: Source, *, actor: Actor, now: datetime, progress: Progress) -> Findings:
    """Store a new surveyed edition. Raises TableRefused, PermissionDenied."""
    rows, asked = _read(source), source.options
    report = queries.price_report(rows, queries.base_edition())
    words = {"title": asked["title"], "source": asked["source"]}
    _edition, counts = services.import_prices(rows=rows, actor=actor, now=now, progress=progress, **words)
    defects = [as_problem(finding) for finding in report.findings]
    return Findings(counts=counts | {"defects": len(defects)}, defects=defects)


def _read(source: Source) -> list[PriceRow]:
    asked = source.options
    kind, ceiling = asked.get("kind", PriceKind.SSH), asked.get("ceiling", CeilingKind.ESTIMATE)
    return list(read_prices(source.table(COLUMNS), kind=kind, ceiling=ceiling))


def _counts(rows: list[PriceRow], base: PriceEdition | None, report: queries.PriceReport) -> dict[str, int]:
    again = len(queries.match_items(rows, base)) if base else 0
    return {"rows": len(rows), "new": len(rows) - again, "defects": len(report.findings)}


def _shown(finding: queries.PriceFinding) -> Shown:
    row = finding.row
    return Shown(row.place, "changed", [row.key[1], row.measure, number(row.price_amount), words_of(finding)])


BOOK = ImportFormat(
    key=services.PRICES,
    title=_("An edition of the price standards"),
    text=_(
        "A table of items with their prices. Items are found again by code or by name and keep their number for good;"
        " what is strange beside the edition before is reported: digit slips, other units, large changes."
    ),
    permission="budget.edit_prices",
    columns=[
        SampleColumn("nama_barang", _("name of the item"), ["Kertas HVS A4 70 gram", "Honorarium narasumber"]),
        SampleColumn("spesifikasi", _("specification"), ["80 rim per dus", "Eselon III"], required=False),
        SampleColumn("satuan", _("unit of measure"), ["rim", "orang/jam"], required=False),
        SampleColumn("harga_satuan", _("whole rupiah for one unit"), ["54.000", "900.000"]),
        SampleColumn("kelompok", _("group in the book"), ["Alat tulis kantor", "Honorarium"], required=False),
        SampleColumn("jenis", _("SSH, SBU, HSPK or ASB"), ["SSH", "SBU"], required=False),
        SampleColumn("batas", _("tertinggi (never exceeded) or perkiraan"), ["perkiraan", "tertinggi"], required=False),
        SampleColumn(
            "rekening", _("accounts that may use it, parted by “;”"), ["5.1.02.01", "5.1.02.02.01"], required=False
        ),
        SampleColumn("kode", _("lasting code of the item, where you have one"), ["", ""], required=False),
    ],
    check=check,
    apply=apply,
    form=EditionForm,
    done_page="budget:price_editions",
    command="pendopo import prices FILE",
)
