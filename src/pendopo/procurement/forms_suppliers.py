"""What suppliers type about themselves: the record, documents, people, capacity, accounts, answers."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.accounts import nik as niks
from pendopo.kernel.fields import DateField, MoneyField, PhoneField
from pendopo.organisations import npwp
from pendopo.organisations.choices import CompanyForm, Scale
from pendopo.organisations.services import PaperValues, PersonValues, SupplierValues
from pendopo.procurement.kinds import Kind, Method
from pendopo.procurement.services import CapacityValues

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class NibField(forms.CharField):
    """Nomor Induk Berusaha: thirteen digits, spaces allowed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Business number (NIB)"),
            help_text=_("13 digits, from OSS"),
            max_length=30,
            widget=forms.TextInput(attrs=DIGITS),
            error_messages={"required": _("Write the NIB")},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s.\-]", "", super().clean(value))
        if len(digits) != 13 or not digits.isascii() or not digits.isdigit():
            raise forms.ValidationError(_("The NIB has 13 digits"), code="invalid")
        return digits


class OwnSupplierForm(forms.Form):
    """A firm as it registers itself."""

    nib = NibField()
    npwp = forms.CharField(
        label=_("Tax number (NPWP)"),
        help_text=_("15 or 16 digits. It is kept encrypted; officials see only the last four."),
        max_length=30,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": _("Write the NPWP")},
    )
    name = forms.CharField(
        label=_("Name of the firm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name")},
    )
    form = forms.ChoiceField(label=_("Legal form"), choices=CompanyForm.choices)
    scale = forms.ChoiceField(
        label=_("Size of the business"),
        help_text=_("As it stands on your NIB. Micro and small firms and cooperatives have packages of their own."),
        choices=Scale.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the size")},
    )
    kbli = forms.CharField(
        label=_("Fields of work (KBLI)"),
        help_text=_("Codes of five digits from your NIB, with a space or comma between them, for example 41011, 47611"),
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
        error_messages={"required": _("Write at least one KBLI code")},
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
        error_messages={"required": _("Write the address")},
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)

    def __init__(self, *args: Any, has_npwp: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_npwp:
            self.fields["npwp"].required = False
            self.fields["npwp"].help_text = _("Kept encrypted. Leave it empty to keep the number that is there.")

    def clean_npwp(self) -> str:
        """Digits alone."""
        digits = npwp.digits_of(self.cleaned_data["npwp"])
        if digits and not npwp.is_well_formed(digits):
            raise forms.ValidationError(_("The NPWP has 15 or 16 digits"))
        return digits

    def clean_kbli(self) -> tuple[str, ...]:
        """The codes, each once."""
        codes = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", self.cleaned_data["kbli"])))
        wrong = [code for code in codes if not re.fullmatch(r"[0-9]{5}", code)]
        if wrong:
            raise forms.ValidationError(_("%(code)s is no KBLI code: it has five digits") % {"code": wrong[0]})
        return codes

    def values(self) -> SupplierValues:
        """The cleaned answer as the acts take it."""
        return SupplierValues(**self.cleaned_data)


class ClaimForm(forms.Form):
    """Why a record is one's own."""

    nib = NibField()
    statement = forms.CharField(
        label=_("How we can see that this is your firm"),
        help_text=_(
            "For example: I am the director by the deed of 12 March 2019. The procurement unit calls you back."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write how we can see it")},
    )


class PaperForm(forms.Form):
    """A document with the day it ends."""

    kind = forms.ChoiceField(label=_("Kind of document"))
    number = forms.CharField(
        label=_("Document number"), max_length=120, error_messages={"required": _("Write the number of the document")}
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200, required=False)
    from_date = DateField(label=_("Valid from"), required=False)
    to_date = DateField(
        label=_("Valid until"), required=False, help_text=_("Leave it empty when it does not end. We remind you.")
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF or photo, at most 20 MB. Seen by your firm and by officials of procurement."),
        error_messages={"required": _("Choose the file")},
    )

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]

    def values(self) -> PaperValues:
        """The cleaned answer as the act takes it."""
        given = dict(self.cleaned_data)
        sent = given.pop("file")
        return PaperValues(**given, file=(sent.name, sent.read()))


class PersonForm(forms.Form):
    """An owner, director, commissioner or expert."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Write the name")})
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    share_percent = forms.DecimalField(
        label=_("Share of an owner, percent"), min_value=0, max_value=100, decimal_places=2, required=False,
        localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    nik = forms.CharField(
        label=_("Identity number (NIK)"),
        help_text=_("Only a sealed mark of it is kept, to see whether one person stands behind several bidders."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs=DIGITS),
    )

    def __init__(self, *args: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]

    def clean_nik(self) -> str:
        """Sixteen digits."""
        digits = re.sub(r"[\s.\-]", "", self.cleaned_data["nik"])
        if digits and not niks.is_well_formed(digits):
            raise forms.ValidationError(_("The NIK has 16 digits"))
        return digits

    def values(self) -> PersonValues:
        """The cleaned answer; of the identity number only its keyed hash."""
        given = dict(self.cleaned_data)
        number = given.pop("nik")
        return PersonValues(**given, nik_index=niks.blind_index(number) if number else "")


class CapacityForm(forms.Form):
    """A machine, a skilled person, a work done or in hand."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"),
        help_text=_("For example: excavator of 20 tons, 2019; or the name of the work"),
        max_length=200,
        error_messages={"required": _("Write the name")},
    )
    quantity = forms.IntegerField(label=_("Number"), min_value=1, max_value=9999, initial=1,
                                  widget=forms.TextInput(attrs=DIGITS))  # fmt: skip
    client = forms.CharField(label=_("For whom"), max_length=200, required=False)
    amount = MoneyField(label=_("Value of the work"), cents=True, required=False)
    from_date = DateField(label=_("From"), required=False)
    to_date = DateField(label=_("Until"), required=False)

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]

    def values(self) -> CapacityValues:
        """The cleaned answer as the act takes it."""
        return CapacityValues(**self.cleaned_data)


class InviteForm(forms.Form):
    """Who else acts for the firm."""

    email = forms.EmailField(label=_("E-mail"), error_messages={"required": _("Write the e-mail address")})


class WordsForm(forms.Form):
    """A text: an answer, a reply, a note."""

    text = forms.CharField(
        label=_("Your answer"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your answer")},
    )

    def __init__(self, *args: Any, label: Any = None, most: int = 1000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = label or field.label
        field.widget.attrs["maxlength"] = str(most)


class WatchForm(forms.Form):
    """What to hear of; nothing chosen asks for everything."""

    kinds = forms.MultipleChoiceField(
        label=_("What is bought"), choices=Kind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    methods = forms.MultipleChoiceField(
        label=_("Method"), choices=Method.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    places = forms.MultipleChoiceField(
        label=_("Kecamatan"),
        help_text=_("Work that names no place is told everywhere."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("Words in the name"),
        help_text=_("With commas between them, for example: jalan, jembatan"),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = list(places)  # type: ignore[attr-defined]

    def clean_words(self) -> list[str]:
        """The words, each once, at most twenty."""
        words = [word.strip()[:60] for word in self.cleaned_data["words"].split(",")]
        return list(dict.fromkeys(word for word in words if word))[:20]
