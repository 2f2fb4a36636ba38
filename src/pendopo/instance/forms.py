"""What the administrator types about this regency."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.instance.models import Holiday
from pendopo.instance.services import ContactValues, HolidayValues, IdentityValues
from pendopo.kernel.fields import DateField

ZONES = [
    ("Asia/Jakarta", _("WIB, western Indonesia")),
    ("Asia/Makassar", _("WITA, central Indonesia")),
    ("Asia/Jayapura", _("WIT, eastern Indonesia")),
]
MOST_LINKS = 6


def _colour(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=7, widget=forms.TextInput(attrs={"type": "color"}))


class IdentityForm(forms.Form):
    """Name and look."""

    name = forms.CharField(label=_("Name of the regency or city"), max_length=120)
    tagline = forms.CharField(
        label=_("Words below the name"), max_length=160, required=False, help_text=_("One short line in the header.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=ZONES, widget=forms.RadioSelect)
    brand_colour = _colour(
        _("Main colour"), _("Header, lines of tables, headings in print. White words must be readable on it.")
    )
    action_colour = _colour(_("Colour of buttons"), _("White words must be readable on it."))
    accent_colour = _colour(
        _("Colour of the line"), _("The line below the header. It must stand out from the main colour.")
    )

    def values(self) -> IdentityValues:
        """What the act takes; only after `is_valid`."""
        return IdentityValues(**self.cleaned_data)


class ContactForm(forms.Form):
    """Where people reach the regency."""

    contact_address = forms.CharField(label=_("Address of the office"), max_length=300, required=False)
    contact_phone = forms.CharField(
        label=_("Telephone"), max_length=32, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    contact_hours = forms.CharField(
        label=_("When somebody answers"), max_length=120, required=False,
        help_text=_("For example: Monday to Friday, 07.30 to 15.30 WIB"),
    )  # fmt: skip
    contact_email = forms.EmailField(
        label=_("E-mail of the office"), required=False, help_text=_("Also for reports of security problems.")
    )
    social_links = forms.CharField(
        label=_("Social media"), required=False, widget=forms.Textarea(attrs={"rows": "4"}),
        help_text=_("One address on each line, for example https://www.instagram.com/pemkab"),
    )  # fmt: skip

    def clean_social_links(self) -> list[str]:
        """Addresses that begin with https, at most six."""
        lines = [line.strip() for line in self.cleaned_data["social_links"].splitlines() if line.strip()]
        parts = [urlsplit(line) for line in lines]
        if any(part.scheme != "https" or "." not in part.netloc or "@" in part.netloc for part in parts):
            raise forms.ValidationError(_("Write whole addresses that begin with https://"))
        if len(lines) > MOST_LINKS or any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("At most six addresses, each of at most 200 letters"))
        return lines

    def values(self) -> ContactValues:
        """What the act takes; only after `is_valid`."""
        return ContactValues(**self.cleaned_data)


class CrestForm(forms.Form):
    """The picture of the crest."""

    crest = forms.FileField(
        label=_("Picture of the crest"),
        help_text=_("PNG with a clear ground is best; JPEG and WebP work too. At most 12 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )


class PopulationForm(forms.Form):
    """How many residents, by whom, when."""

    population = forms.CharField(
        label=_("Number of residents"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("For example 1.046.920. Empty it to take the figure back."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False,
        help_text=_("For example: Dinas Kependudukan dan Pencatatan Sipil, semester I 2026"),
    )  # fmt: skip
    on_date = DateField(label=_("Date of the figure"), required=False)

    def clean_population(self) -> int | None:
        """A whole number as people write it."""
        digits = self.cleaned_data["population"].replace(".", "").replace(" ", "").replace("\u00a0", "")
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit()) or not 0 < int(digits[:12]) < 100_000_000:
            raise forms.ValidationError(_("Write the number in digits, for example 1.046.920"))
        return int(digits)

    def clean(self) -> dict[str, Any]:
        """A number needs its source and its date."""
        typed = super().clean() or {}
        if typed.get("population"):
            if not typed.get("source") and "source" not in self.errors:
                self.add_error("source", _("Write where the figure comes from"))
            if not typed.get("on_date") and "on_date" not in self.errors:
                self.add_error("on_date", _("Write the date of the figure"))
        return typed


class HolidayForm(forms.Form):
    """One day of rest."""

    day_date = DateField(label=_("Date of the holiday"))
    name = forms.CharField(label=_("Name of the holiday"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind of holiday"), choices=Holiday.Kind.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Decree or source"),
        max_length=200,
        help_text=_("For example: SKB Tiga Menteri 2026, or the regent's decree"),
    )
    certain = forms.TypedChoiceField(
        label=_("How sure is the date"), widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", _("Decreed")), ("no", _("Estimated, may still move by a day"))],
    )  # fmt: skip

    def values(self) -> HolidayValues:
        """What the act takes; only after `is_valid`."""
        return HolidayValues(**self.cleaned_data)
