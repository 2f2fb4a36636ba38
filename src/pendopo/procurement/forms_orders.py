"""What people type about orders from the catalogue."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.fields import DateField, MoneyField


class CartForm(forms.Form):
    """For which package, and how many."""

    package = forms.TypedChoiceField(
        label=_("For which package"), coerce=int, error_messages={"required": _("Choose a package")}
    )
    quantity = forms.IntegerField(
        label=_("How many"), min_value=0, max_value=10_000_000, error_messages={"required": _("Write how many")}
    )

    def __init__(self, *args: Any, packages: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["package"])
        field.choices = [("", _("Choose")), *packages]


class PricesForm(forms.Form):
    """One price for each line, and a word to the other side."""

    message = forms.CharField(
        label=_("A word to the other side"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, lines: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_fields = {}
        for line in lines:
            name = f"harga-{line.pk}"
            label = _("%(name)s, price per %(measure)s") % {"name": line.name, "measure": line.measure}
            self.fields[name] = MoneyField(label=label, cents=True)
            self.line_fields[line.pk] = name
        self.order_fields([*self.line_fields.values(), *(name for name in self.fields if name[:6] != "harga-")])

    def prices(self) -> dict[int, Decimal]:
        """Line id -> rupiah."""
        return {pk: Decimal(self.cleaned_data[name]) for pk, name in self.line_fields.items()}


class SendForm(PricesForm):
    """Asking the supplier: where to, until when, at which prices."""

    place_note = forms.CharField(
        label=_("Deliver to"), max_length=300, error_messages={"required": _("Write where it is to be delivered")}
    )
    needed_date = DateField(label=_("Needed by"), required=False)


class LetterForm(forms.Form):
    """The order letter; amounts by budget line stand beside it where there are several."""

    number = forms.CharField(
        label=_("Number of the order letter"), max_length=160, error_messages={"required": _("Write the number")}
    )
    date = DateField(label=_("Date of the order letter"))
