"""What people type about a village's procurement; each form gives its act what it takes (`given`)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField
from pendopo.procurement.kinds import Kind
from pendopo.procurement.models import Nearness, VillagePackage, VillageWay
from pendopo.procurement.queries import VillageQuestion
from pendopo.procurement.services import PaymentValues, ReportValues, SellerValues, VillageValues

AREA = {"rows": 3}
Choices = Iterable[tuple[Any, Any]]


def sent(form: forms.Form, name: str) -> Any:
    """The uploaded file as (name, bytes); none for none."""
    file = form.cleaned_data.get(name)
    return (file.name, file.read()) if file else None


def _choose(form: forms.Form, name: str, choices: Choices) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = [("", _("Choose")), *choices]


class VillagePackageForm(forms.Form):
    """A package of the village; the row of the budget is chosen when it is begun."""

    line = forms.TypedChoiceField(
        label=_("Row of the village budget (APBDes)"), coerce=int, error_messages={"required": _("Choose a row")}
    )
    title = forms.CharField(label=_("What the village needs"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(one.value, one.label) for one in Kind])
    ceiling_amount = MoneyField(label=_("At most (pagu)"))
    volume = forms.CharField(label=_("How much"), max_length=200, help_text=_("For example 640 meters, or 12 sets"))
    specification = forms.CharField(label=_("What exactly"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    place_note = forms.CharField(label=_("Where in the village"), max_length=300, required=False)
    way = forms.ChoiceField(label=_("Way of buying"))
    way_reason = forms.CharField(
        label=_("Why residents cannot do it themselves"), max_length=500, required=False,
        help_text=_("Needed for construction that is not self-managed."),
    )  # fmt: skip
    cash_for_work = forms.BooleanField(label=_("Residents are paid for the work (padat karya)"), required=False)

    def __init__(self, *args: Any, lines: Choices | None, ways: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lines is None:
            del self.fields["line"]
        else:
            _choose(self, "line", lines)
        _choose(self, "way", ways)

    def values(self) -> VillageValues:
        """The cleaned values without the row."""
        return VillageValues(**{key: value for key, value in self.cleaned_data.items() if key != "line"})


class TeamForm(forms.Form):
    """The three of the activity team, and the decree."""

    number = forms.CharField(label=_("Number of the decree"), max_length=120)
    date = DateField(label=_("Date of the decree"))
    chair = forms.TypedChoiceField(label=_("Chair of the team"), coerce=int)
    secretary = forms.TypedChoiceField(label=_("Secretary of the team"), coerce=int)
    member = forms.TypedChoiceField(label=_("Member of the team"), coerce=int)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "secretary", "member"):
            _choose(self, name, people)

    def clean(self) -> dict[str, Any]:
        """One seat for each person."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [given.get(name) for name in ("chair", "secretary", "member")]
        for place, name in enumerate(("chair", "secretary", "member")):
            if chosen[place] and chosen[place] in chosen[:place]:
                self.add_error(name, _("This person has another seat already."))
        return given

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        own = self.cleaned_data
        seats = {own["chair"]: "CHAIR", own["secretary"]: "SECRETARY", own["member"]: "MEMBER"}
        return {"number": own["number"], "date": own["date"], "seats": seats}


class InterestForm(forms.Form):
    """A declaration; an interest is stated in words."""

    interest = forms.CharField(
        label=_("Tie to a seller, if there is one"), max_length=1000, required=False,
        widget=forms.Textarea(attrs=AREA), help_text=_("Leave it empty when you have none. With a tie you step aside."),
    )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return dict(self.cleaned_data)


class PlainForm(forms.Form):
    """Nothing to type."""

    def given(self) -> dict[str, Any]:
        """Nothing."""
        return {}


class VillageReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs=AREA))

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return dict(self.cleaned_data)


class SellerForm(forms.Form):
    """A seller, for direct buying with the price in the shop."""

    name = forms.CharField(label=_("Seller"), max_length=200)
    nearness = forms.ChoiceField(label=_("Where the seller is"), choices=Nearness.choices)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    look_amount = MoneyField(label=_("Price in the shop, for everything"), cents=True)
    look_date = DateField(label=_("Day of the look"))

    def __init__(self, *args: Any, direct: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not direct:
            del self.fields["look_amount"], self.fields["look_date"]

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"values": SellerValues(**self.cleaned_data)}


class AskForm(forms.Form):
    """The last day for quotations; it ends at four in the afternoon."""

    date = DateField(label=_("Quotations until"), help_text=_("On this day until 16.00."))

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"deadline": timezone.make_aware(dt.datetime.combine(self.cleaned_data["date"], dt.time(16)))}


class _SellerChoice(forms.Form):
    """A form about one of the sellers."""

    seller_id = forms.TypedChoiceField(label=_("Seller"), coerce=int, error_messages={"required": _("Choose a seller")})

    def __init__(self, *args: Any, sellers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "seller_id", sellers)

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return dict(self.cleaned_data)


class OfferForm(_SellerChoice):
    """A quotation as it stands on its paper."""

    amount = MoneyField(label=_("Price on the quotation"), cents=True)
    date = DateField(label=_("Day it was handed in"))
    paper = forms.FileField(
        label=_("Photo or PDF of the quotation"), help_text=_("At most 20 MB. Seen by the village's officers."),
        error_messages={"required": _("Choose the file")},
    )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return super().given() | {"paper": sent(self, "paper")}


class TalkForm(_SellerChoice):
    """What the talks ended with."""

    amount = MoneyField(label=_("Price after the talks"), cents=True)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs=AREA))


class DecideForm(_SellerChoice):
    """The seller that is chosen."""

    reason = forms.CharField(
        label=_("Reason for this seller"), max_length=1000, required=False, widget=forms.Textarea(attrs=AREA),
        help_text=_("Needed when another is cheaper, or when one nearby offered too."),
    )  # fmt: skip


class AgreeForm(forms.Form):
    """Number and days of an agreement, an order, or a receipt."""

    number = forms.CharField(label=_("Number of the paper"), max_length=120)
    date = DateField(label=_("Date of the paper"))
    due_date = DateField(label=_("To be finished by"), required=False)
    receipt = forms.FileField(label=_("Photo or PDF of the receipt"), error_messages={"required": _("Choose the file")})

    def __init__(self, *args: Any, direct: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["due_date" if direct else "receipt"]
        self.direct = direct

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        own = {"number": self.cleaned_data["number"], "date": self.cleaned_data["date"]}
        own["due_date"] = self.cleaned_data.get("due_date")
        return own | ({"receipt": sent(self, "receipt")} if self.direct else {})


class ReportForm(forms.Form):
    """What was delivered or built, and for paid work of residents who worked how long."""

    report = forms.CharField(label=_("What was delivered or built"), max_length=2000, widget=forms.Textarea(attrs=AREA))
    workers = forms.IntegerField(label=_("Residents who worked"), min_value=1, max_value=100_000)
    work_days = forms.IntegerField(label=_("Days of work in all (HOK)"), min_value=1, max_value=10_000_000)
    wages_amount = MoneyField(label=_("Wages paid"), cents=True)

    def __init__(self, *args: Any, package: VillagePackage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if package.way != VillageWay.SELF_MANAGED and not package.cash_for_work:
            for name in ("workers", "work_days", "wages_amount"):
                del self.fields[name]
        elif not package.cash_for_work:
            for name in ("workers", "work_days", "wages_amount"):
                self.fields[name].required = False

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"values": ReportValues(**self.cleaned_data)}


class PayForm(forms.Form):
    """A payment by its kuitansi."""

    number = forms.CharField(label=_("Number of the kuitansi"), max_length=120)
    date = DateField(label=_("Day of the payment"))
    amount = MoneyField(label=_("Amount"), cents=True)
    note = forms.CharField(label=_("What for"), max_length=300, required=False)
    paper = forms.FileField(label=_("Photo or PDF of the kuitansi"), required=False)

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        own = {key: value for key, value in self.cleaned_data.items() if key != "paper"}
        return {"values": PaymentValues(**own), "paper": sent(self, "paper")}


class VillageFilterForm(forms.Form):
    """Words, year, village and way; all may be left out."""

    q = forms.CharField(label=_("Words or seller"), required=False, max_length=100, widget=forms.SearchInput)
    tahun = forms.ChoiceField(label=_("Year"), required=False)
    desa = forms.ChoiceField(label=_("Village"), required=False)
    cara = forms.ChoiceField(label=_("Way"), required=False, choices=[("", _("All ways")), *VillageWay.choices])

    def __init__(self, *args: Any, years: Iterable[int], villages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        all_years = [("", _("All years")), *((str(year), str(year)) for year in years)]
        cast(forms.ChoiceField, self.fields["tahun"]).choices = all_years
        cast(forms.ChoiceField, self.fields["desa"]).choices = [("", _("All villages")), *villages]

    def question(self) -> VillageQuestion:
        """What was chosen; what is no choice is left out."""
        self.is_valid()
        given = self.cleaned_data
        year = given.get("tahun", "")
        return VillageQuestion(
            text=given.get("q", ""), year=int(year) if year else None, unit=given.get("desa", ""),
            way=given.get("cara", ""),
        )  # fmt: skip
