"""What people type while a run is evaluated: criteria, offers on paper, sheets, lines of a price."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import MoneyField
from pendopo.kernel.money import NotMoney, parse_rupiah
from pendopo.procurement.services import CriterionValues, PaperOffer, PlanValues, PriceLineValues, ScoreValue

MORE_ROWS = 3
MOST_ROWS = 180
"""Five fields each: a request takes a thousand."""
MOST_TYPED = 100
"""Longer lists are pasted, not typed."""
MOST_PASTED = 2000
LARGEST = Decimal(10) ** 15
TIES = [("EARLIER", _("The offer that was handed in first")), ("TECHNICAL", _("The higher technical score"))]
PARTS = [("ADMINISTRATION", _("Administration")), ("QUALIFICATION", _("Qualification")), ("TECHNICAL", _("Technical"))]


class NotANumber(ValueError):
    """What was typed is not a number."""


def read_number(text: str) -> Decimal:
    """`85,5` or `85.5`. Raises NotANumber."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise NotANumber(text) from None
    if not found.is_finite() or len(text) > 40:
        raise NotANumber(text)
    return found


class PlanForm(forms.Form):
    """How a run is evaluated, beside its criteria."""

    technical_weight = forms.CharField(
        label=_("Weight of the technical score, percent"),
        help_text=_("The rest is the weight of the price. Only for quality and cost."),
        max_length=8,
        required=False,
    )
    least_technical_score = forms.CharField(
        label=_("Least technical score"),
        help_text=_("An offer below it is out. Leave it empty where technical criteria are only passed or not."),
        max_length=8,
        required=False,
    )
    tie_rule = forms.ChoiceField(
        label=_("What decides between equal offers"),
        help_text=_("The higher domestic content (TKDN) comes first by law; then this rule of the document."),
        choices=TIES,
    )
    unit_prices = forms.BooleanField(
        label=_("Unit prices: volume times unit price wins over a stated total"), required=False
    )

    def clean_technical_weight(self) -> Decimal | None:
        """As a share."""
        found = self._number("technical_weight")
        return None if found is None else found / 100

    def clean_least_technical_score(self) -> Decimal | None:
        """As a score from 0 to 100."""
        found = self._number("least_technical_score")
        if found is not None and not 0 <= found <= 100:
            raise forms.ValidationError(_now("Write a score from 0 to 100"))
        return found

    def _number(self, name: str) -> Decimal | None:
        text = self.cleaned_data.get(name, "").strip()
        try:
            return read_number(text) if text else None
        except NotANumber:
            raise forms.ValidationError(_now("Write a number, for example 80 or 82,5")) from None

    def values(self) -> PlanValues:
        """The cleaned values."""
        return PlanValues(**self.cleaned_data)


class WhyForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason")},
    )


class ClarifyForm(forms.Form):
    """What a participant said of its low price."""

    explanation = forms.CharField(
        label=_("What the participant explained"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what the participant explained")},
    )
    accepted = forms.ChoiceField(
        label=_("Is the price plausible?"),
        choices=[("1", _("Yes, the offer stays")), ("0", _("No, the offer is out"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no")},
    )


class TkdnForm(forms.Form):
    """The domestic content of an offer."""

    percent = forms.CharField(
        label=_("Domestic content (TKDN), percent"),
        max_length=8,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("Write percent from 0 to 100")},
    )
    evidence = forms.CharField(
        label=_("Certificate or commitment that shows it"),
        max_length=500,
        error_messages={"required": _("Write which paper shows it")},
    )

    def clean_percent(self) -> Decimal:
        """From 0 to 100, two places."""
        try:
            found = read_number(self.cleaned_data["percent"])
        except NotANumber:
            found = Decimal(-1)
        if not 0 <= found <= 100:
            raise forms.ValidationError(_now("Write percent from 0 to 100"))
        return found.quantize(Decimal("0.01"))


class NegotiationForm(forms.Form):
    """A negotiated price."""

    amount = MoneyField(label=_("Negotiated price"), cents=True)
    note = forms.CharField(
        label=_("What was agreed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what was agreed")},
    )


@dataclass
class Row:
    """One row of a grid as it was typed, with what is wrong in it (field -> words)."""

    number: int
    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)


def _rows(data: Any, names: tuple[str, ...], least: int) -> Iterator[Row]:
    """Rows `<name>-<number>` as they were typed, and some empty ones after them."""
    count = max([least, *(int(key.rsplit("-", 1)[1]) for key in data if _is_row(key, names))])
    for number in range(1, min(count, MOST_ROWS) + 1):
        yield Row(number, {name: data.get(f"{name}-{number}", "").strip() for name in names})


def _is_row(key: str, names: tuple[str, ...]) -> bool:
    name, _dash, number = key.rpartition("-")
    return name in names and number.isascii() and number.isdigit() and len(number) < 5


CRITERION = ("part", "name", "requirement", "weight")


def shown_criteria(criteria: Iterable[CriterionValues]) -> list[Row]:
    """Criteria as rows of the editor, with room for more."""
    found = [
        Row(
            number,
            {"part": one.part, "name": one.name, "requirement": one.requirement, "weight": typed_number(one.weight)},
        )
        for number, one in enumerate(criteria, 1)
    ]
    return found + [Row(len(found) + more, dict.fromkeys(CRITERION, "")) for more in range(1, MORE_ROWS + 1)]


def read_criteria(data: Any) -> tuple[list[CriterionValues], list[Row]]:
    """The criteria that were typed, and the rows with their errors; rows without a name are left out."""
    found, rows = [], list(_rows(data, CRITERION, 1))
    for row in rows:
        given = row.values
        if not given["name"]:
            continue
        if given["part"] not in dict(PARTS):
            row.errors["part"] = _now("Choose a part")
        weight = _number_in(row, "weight")
        if weight is not None and not 0 < weight <= 100:
            row.errors["weight"] = _now("A weight lies above 0 and up to 100")
        found.append(CriterionValues(given["part"], given["name"][:200], given["requirement"][:1000], weight))
    return found, rows


LINE = ("name", "volume", "unit", "price", "amount")


def shown_lines(lines: Iterable[Any]) -> list[Row]:
    """Lines of a price as rows of the editor, with room for more."""
    found = [
        Row(
            number,
            {
                "name": one.name, "volume": typed_number(one.volume), "unit": one.unit,
                "price": typed_number(one.unit_amount),
                "amount": typed_number(one.stated_amount),
            },
        )
        for number, one in enumerate(lines, 1)
    ]  # fmt: skip
    return found + [Row(len(found) + more, dict.fromkeys(LINE, "")) for more in range(1, MORE_ROWS + 1)]


def read_lines(data: Any) -> tuple[list[PriceLineValues], list[Row]]:
    """The lines that were pasted from a table, else those that were typed, and the rows with their errors.

    Rows without a name are left out.
    """
    pasted = data.get("paste", "").strip("\r\n")
    found, rows = [], list(_pasted(pasted) if pasted.strip() else _rows(data, LINE, 1))
    for row in rows:
        if not row.values["name"]:
            continue
        volume = _number_in(row, "volume", needed=True)
        if volume is not None and volume <= 0:
            row.errors["volume"] = _now("Write a volume above zero")
        price, amount = _money_in(row, "price", needed=True), _money_in(row, "amount")
        if row.errors or volume is None or price is None:
            continue
        stated = (volume * price).quantize(Decimal("0.01")) if amount is None else amount
        found.append(PriceLineValues(row.values["name"][:300], volume, price, stated, row.values["unit"][:40]))
    return found, rows


def wrong_lines(rows: list[Row]) -> str:
    """What is wrong in a list too long to be shown for typing: its first faults, by row."""
    if len(rows) <= MOST_TYPED:
        return ""
    wrong = [(row.number, words) for row in rows for words in row.errors.values()]
    return " ".join(_now("Row %(number)s: %(words)s.") % {"number": row, "words": words} for row, words in wrong[:5])


def _pasted(text: str) -> Iterator[Row]:
    """Rows of a table as spreadsheets copy them: cells apart by tabs, or by semicolons as in CSV."""
    for number, line in enumerate(text.splitlines()[:MOST_PASTED], 1):
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ";")]
        yield Row(number, dict(zip(LINE, [*cells, *[""] * len(LINE)], strict=False)))


def _number_in(row: Row, name: str, *, needed: bool = False) -> Decimal | None:
    text = row.values[name]
    if not text and not needed:
        return None
    try:
        return _within(read_number(text))
    except NotANumber:
        row.errors[name] = _now("Write a number, for example 80 or 82,5")
        return None


def _money_in(row: Row, name: str, *, needed: bool = False) -> Decimal | None:
    text = row.values[name]
    if not text and not needed:
        return None
    try:
        found = Decimal(parse_rupiah(text))
    except NotMoney:
        row.errors[name] = _now("Write the amount in digits, for example 1.250.000")
        return None
    if found < 0:
        row.errors[name] = _now("The amount cannot be below zero")
    if found >= LARGEST:
        row.errors[name] = _now("This amount is too large")
        return None
    return found


def _within(value: Decimal) -> Decimal:
    """With four places, where the database can hold it. Raises NotANumber."""
    if abs(value) >= LARGEST / 1000:
        raise NotANumber(value)
    return value.quantize(Decimal("0.0001"))


def typed_number(value: Decimal | None) -> str:
    """A number as people type it; nothing for none."""
    return "" if value is None else format(value.normalize(), "f").replace(".", ",")


def read_offers(data: Any, participants: Iterable[Any], *, shut: bool) -> tuple[list[PaperOffer], list[Row]]:
    """Offers on paper by participant: those with a price, or (prices still shut) those that are ticked."""
    found, rows = [], []
    for one in participants:
        names = ("price", "tkdn", "given")
        row = Row(one.pk, {name: data.get(f"{name}-{one.pk}", "").strip() for name in names})
        rows.append(row)
        price = None if shut else _money_in(row, "price")
        tkdn = _number_in(row, "tkdn")
        if tkdn is not None and not 0 <= tkdn <= 100:
            row.errors["tkdn"] = _now("Write percent from 0 to 100")
        if row.values["given"] if shut else price is not None:
            found.append(PaperOffer(one.pk, price, tkdn))
    return found, rows


def read_sheet(data: Any, criteria: Iterable[Any]) -> tuple[dict[int, ScoreValue], dict[int, str], dict[int, str]]:
    """By number of a criterion: what a sheet says, what was typed, what is wrong (and so not kept)."""
    values: dict[int, ScoreValue] = {}
    typed: dict[int, str] = {}
    errors: dict[int, str] = {}
    for one in criteria:
        said, note = data.get(f"nilai-{one.sequence}", "").strip(), data.get(f"catatan-{one.sequence}", "").strip()
        typed[one.sequence] = said
        if one.weight is None:
            values[one.sequence] = ScoreValue({"ya": True, "tidak": False}.get(said), None, note)
            continue
        try:
            score = read_number(said) if said else None
        except NotANumber:
            score = Decimal(-1)
        if score is not None and not 0 <= score <= 100:
            errors[one.sequence] = _now("Write a score from 0 to 100")
            continue
        values[one.sequence] = ScoreValue(None, score, note)
    return values, typed, errors


def shown_plan(values: PlanValues) -> dict[str, Any]:
    """What the form of the plan shows at first."""
    weight = None if values.technical_weight is None else values.technical_weight * 100
    return {
        "technical_weight": typed_number(weight),
        "least_technical_score": typed_number(values.least_technical_score),
        "tie_rule": values.tie_rule,
        "unit_prices": values.unit_prices,
    }


def sum_of(row: Row) -> Decimal | None:
    """Volume times unit price of a typed line; none where one of them is no number."""
    try:
        volume, price = read_number(row.values["volume"]), parse_rupiah(row.values["price"])
    except (NotANumber, NotMoney):
        return None
    return (volume * price).quantize(Decimal("0.01"))
