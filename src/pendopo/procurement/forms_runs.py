"""What people write about a run on its way to the deadline."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField
from pendopo.kernel.money import NotMoney, parse_rupiah
from pendopo.procurement.kinds import Evaluation, RunPaper, Scheme, Seat
from pendopo.procurement.models import ContractForm
from pendopo.procurement.services import HpsValues, RunValues, SentFile

FACTORS = ((1, _("The ordinary clock")), (1440, _("A day a minute")), (24, _("A day an hour")))


class RunForm(forms.Form):
    """A run to begin; what the method's rule does not leave open is not asked."""

    title = forms.CharField(label=_("Name of the run"), max_length=300)
    packages = forms.TypedMultipleChoiceField(
        label=_("Together with these packages"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    scheme = forms.ChoiceField(label=_("Envelopes of a bid"), widget=forms.RadioSelect)
    evaluation = forms.ChoiceField(label=_("What decides"), required=False)
    sealed = forms.BooleanField(label=_("Bids are sealed envelopes that nobody opens alone"), required=False)
    place_note = forms.CharField(label=_("Place"), max_length=300, required=False)
    payment_kind = forms.CharField(
        label=_("How it is paid"), help_text=_("For example lump sum or harga satuan"), max_length=60, required=False
    )
    practice = forms.BooleanField(label=_("For practice (LATIHAN): it never stands beside real runs"), required=False)
    time_factor = forms.TypedChoiceField(label=_("Clock of a practice run"), coerce=int, choices=FACTORS)

    def __init__(self, *args: Any, forms_open: Iterable[Any], packages: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(forms_open)
        evaluations = dict.fromkeys(name for one in found for name in one.evaluations)
        self._offer("scheme", [(one.scheme, Scheme(one.scheme).label) for one in found])
        self._offer("evaluation", [(one, Evaluation(one).label) for one in evaluations])
        self._offer("packages", [(one.pk, one.title) for one in packages])
        if not self.fields["packages"].choices:  # type: ignore[attr-defined]
            del self.fields["packages"]
        if all(one.sealed is not None for one in found):
            del self.fields["sealed"]
        self.fields["scheme"].initial = found[0].scheme if found else ""

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    def values(self) -> RunValues:
        """The cleaned values."""
        return RunValues(**{name: value for name, value in self.cleaned_data.items() if name != "packages"})


class MomentForm(forms.Form):
    """A day and a time, in the time of the regency."""

    day = DateField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"), input_formats=["%H.%M", "%H:%M"], widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("For example 09.30"),
        error_messages={"required": _("Write the time"), "invalid": _("Write the time as hours and minutes")},
    )  # fmt: skip

    def moment(self) -> dt.datetime | None:
        """The moment; none where no day was written."""
        day, time = self.cleaned_data.get("day"), self.cleaned_data.get("time")
        return timezone.make_aware(dt.datetime.combine(day, time)) if day and time else None


class KakForm(forms.Form):
    """The terms of reference, part by part."""

    background = forms.CharField(label=_("Background"), max_length=8000, widget=forms.Textarea)
    objective = forms.CharField(label=_("Aim"), max_length=4000, widget=forms.Textarea)
    scope = forms.CharField(label=_("Scope of the work"), max_length=8000, widget=forms.Textarea)
    output = forms.CharField(label=_("What is delivered"), max_length=4000, widget=forms.Textarea)
    requirements = forms.CharField(
        label=_("What a supplier must have"), max_length=8000, required=False, widget=forms.Textarea
    )
    duration_days = forms.IntegerField(label=_("Days to carry it out"), min_value=1, max_value=3660)


class ContractDraftForm(forms.Form):
    """The draft contract."""

    form = forms.ChoiceField(label=_("Form of the contract"), choices=ContractForm.choices)
    payment_terms = forms.CharField(label=_("Payment"), max_length=4000, widget=forms.Textarea)
    terms = forms.CharField(label=_("Terms of the contract"), max_length=40000, widget=forms.Textarea)
    warranty_days = forms.IntegerField(
        label=_("Days of maintenance after the first handover"), min_value=0, max_value=3660, required=False
    )


class InterestForm(forms.Form):
    """A member's declaration."""

    has = forms.ChoiceField(
        label=_("Do you have an interest in this run?"), widget=forms.RadioSelect,
        choices=[("no", _("No, I declare what stands above")), ("yes", _("Yes, and I give up my seat"))],
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    interest = forms.CharField(
        label=_("Which one"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("has") == "yes" and not given.get("interest", "").strip():
            self.add_error("interest", _("Write which interest you have"))
        return given

    def said(self) -> str:
        """The interest; nothing where there is none."""
        given = self.cleaned_data
        return str(given["interest"]) if given["has"] == "yes" else ""


class DocumentForm(forms.Form):
    """A file of the run."""

    kind = forms.ChoiceField(
        label=_("What it is"), choices=[one for one in RunPaper.choices if one[0] != RunPaper.AMENDMENT]
    )
    title = forms.CharField(label=_("Name in the list"), max_length=200)
    file = forms.FileField(label=_("PDF file, at most 20 MB"), error_messages={"required": _("Choose a file")})

    def sent(self) -> SentFile:
        """The file with its name."""
        given = self.cleaned_data
        return SentFile(given["file"].read(), given["file"].name, kind=given["kind"], title=given["title"])


class AmendmentForm(MomentForm):
    """A numbered amendment; day and time only where the deadline moves."""

    field_order = ["summary", "day", "time", "file"]
    summary = forms.CharField(
        label=_("What changes"), max_length=4000, widget=forms.Textarea,
        error_messages={"required": _("Write what changes")},
    )  # fmt: skip
    file = forms.FileField(label=_("The amended document, PDF"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].required = self.fields["time"].required = False
        self.fields["day"].label = _("New last day for bids")
        self.fields["day"].help_text = _("Leave day and time empty when the deadline stays")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("day")) != bool(given.get("time")) and not self.errors:
            self.add_error("time" if given.get("day") else "day", _("Write both the day and the time"))
        return given

    def sent(self) -> SentFile | None:
        """The file, if one was sent."""
        file = self.cleaned_data.get("file")
        return SentFile(file.read(), file.name) if file else None


class BriefingForm(MomentForm):
    """Minutes of the briefing."""

    present = forms.IntegerField(label=_("How many were there"), min_value=0, max_value=10000)
    notes = forms.CharField(label=_("What was explained"), max_length=12000, widget=forms.Textarea)


class TextForm(forms.Form):
    """One text: a question or an answer."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea, error_messages={"required": _("Write the text")})

    def __init__(self, *args: Any, label: Any, most: int = 4000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.CharField, self.fields["text"])
        field.label, field.max_length = label, most


class InviteForm(forms.Form):
    """A supplier to invite."""

    supplier = forms.TypedChoiceField(label=_("Supplier"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, suppliers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["supplier"]).choices = list(suppliers)


SEATS = [("", _("No seat")), *Seat.choices]


def read_seats(data: Any, people: Iterable[int]) -> dict[int, str]:
    """Account -> seat, from fields `kursi-<id>`; only people who were offered."""
    found = {pk: data.get(f"kursi-{pk}", "") for pk in people}
    return {pk: seat for pk, seat in found.items() if seat in Seat.values}


def read_times(data: Any, codes: Iterable[str]) -> tuple[dict[str, tuple[dt.datetime, dt.datetime]], dict[str, str]]:
    """(code -> begin and end, code -> what is wrong), from fields `mulai-<code>` and `selesai-<code>`."""
    times: dict[str, tuple[dt.datetime, dt.datetime]] = {}
    errors: dict[str, str] = {}
    for code in codes:
        try:
            ends = [dt.datetime.fromisoformat(data.get(f"{name}-{code}", "")) for name in ("mulai", "selesai")]
            times[code] = (timezone.make_aware(ends[0]), timezone.make_aware(ends[1]))
        except ValueError:
            errors[code] = _now("Write day and time, for example 2026-11-24 09:00")
    return times, errors


HPS_FIELD = re.compile(r"(name|volume|measure|price|item|reference)-(\d{1,3})")
HpsRow = dict[str, str]


def read_hps(data: Any) -> tuple[list[HpsValues], list[HpsRow]]:
    """(lines, rows as typed with what is wrong in `error`), from fields `name-0`, `volume-0` and so on."""
    typed: dict[int, HpsRow] = {}
    for key, value in data.items():
        if found := HPS_FIELD.fullmatch(key):
            typed.setdefault(int(found.group(2)), {})[found.group(1)] = value.strip()
    rows = [typed[number] for number in sorted(typed) if any(typed[number].values())]
    lines = [_line(row) for row in rows]
    return [one for one in lines if one is not None], rows


def _line(row: HpsRow) -> HpsValues | None:
    try:
        volume = Decimal(row.get("volume", "").replace(".", "").replace(",", "."))
        price = parse_rupiah(row.get("price", ""))
    except (InvalidOperation, NotMoney):
        row["error"] = _now("Write volume and price in digits, for example 12,5 and 1.250.000")
        return None
    if not row.get("name") or not row.get("measure"):
        row["error"] = _now("Write what it is, and in which unit it is counted")
    elif not 0 < volume < 10**11 or not 0 < price < 10**15:
        row["error"] = _now("Volume and price have to be above zero")
    if "error" in row:
        return None
    return HpsValues(
        name=row["name"][:300],
        volume=volume.quantize(Decimal("0.0001")),
        measure=row["measure"][:60],
        price_amount=price,
        price_item=row.get("item", "")[:20],
        reference=row.get("reference", "")[:500],
    )
