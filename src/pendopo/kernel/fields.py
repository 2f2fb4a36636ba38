"""Form fields of the design system: a date in three boxes, and money as people write it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.display import number
from pendopo.kernel.display.phones import e164
from pendopo.kernel.money import NotMoney, parse_rupiah, parse_whole_rupiah


class ThreeBoxDate(forms.MultiWidget):
    """Day, month and year as text; names `<field>_day`, `_month`, `_year`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in ("day", "month", "year")}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A date as its three parts; nothing as three empty ones."""
        return [value.day, value.month, value.year] if isinstance(value, dt.date) else [None, None, None]


class DateField(forms.MultiValueField):
    """A date typed as day, month, year. Cleans to `datetime.date`, or None when it may be empty."""

    widget = ThreeBoxDate
    default_error_messages = {
        "required": _("Write the date"),
        "invalid": _("Write a date that exists, for example 24 11 2026"),
    }

    def __init__(self, **kwargs: Any) -> None:
        parts = tuple(forms.CharField(required=False) for _part in range(3))
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dt.date | None:
        if not any(data_list):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            day, month, year = (int(part) for part in data_list)
            return dt.date(year, month, day)
        except (TypeError, ValueError):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class MoneyInput(forms.TextInput):
    """Shows amounts as `1.250.000`, so that what was saved can be sent back unchanged."""

    def format_value(self, value: Any) -> str | None:
        if value in (None, ""):
            return None
        return value if isinstance(value, str) else number(value)


class MoneyField(forms.CharField):
    """Accepts `1.250.000`, `1250000`, `Rp1.250.000,00`. Cleans to int (whole rupiah), or Decimal with `cents`."""

    widget = MoneyInput
    default_error_messages = {
        "required": _("Write the amount"),
        "invalid": _("Write the amount in digits, for example 1.250.000"),
        "min_amount": _("The amount cannot be below zero"),
    }

    def __init__(self, *, cents: bool = False, allow_negative: bool = False, **kwargs: Any) -> None:
        self.cents, self.allow_negative = cents, allow_negative
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            amount = parse_rupiah(text) if self.cents else parse_whole_rupiah(text)
        except NotMoney:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if amount < 0 and not self.allow_negative:
            raise forms.ValidationError(self.error_messages["min_amount"], code="min_amount")
        return amount

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The text validators of CharField do not fit a number."""


class PhoneField(forms.CharField):
    """Accepts `0812 3456 7890`, `+62 812-3456-7890`, `62812…`. Cleans to E.164 (`+6281234567890`)."""

    default_error_messages = {
        "required": _("Write the phone number"),
        "invalid": _("Write the phone number in digits, for example 0812 3456 7890"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        number = e164(text)
        if number is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number
