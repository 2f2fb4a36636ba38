"""What readers of the price standards choose."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.budget.queries.price_search import PriceAsked

KINDS = [
    ("SSH", _("Goods and services (SSH)")),
    ("SBU", _("Fees and travel (SBU)")),
    ("HSPK", _("Composed work (HSPK)")),
    ("ASB", _("Fair cost of an activity (ASB)")),
]


class PriceFilterForm(forms.Form):
    """Words, book, group and unit of measure; all may be left out."""

    q = forms.CharField(label=_("Words or code"), required=False, max_length=100, widget=forms.SearchInput)
    jenis = forms.ChoiceField(label=_("Price book"), required=False, choices=[("", _("All books")), *KINDS])
    kelompok = forms.ChoiceField(label=_("Group of items"), required=False)
    satuan = forms.ChoiceField(label=_("Unit of measure"), required=False)

    def __init__(self, *args: Any, groups: Iterable[str], measures: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kelompok", _("All groups"), groups)
        self._offer("satuan", _("All units of measure"), measures)

    def _offer(self, name: str, everything: Any, words: Iterable[str]) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = [("", everything), *((word, word) for word in words)]

    def asked(self, sort: str = "", account: str = "") -> PriceAsked:
        """What was chosen; a value that is not offered is left out."""
        self.is_valid()
        given = self.cleaned_data
        words = {"text": "q", "kind": "jenis", "group": "kelompok", "measure": "satuan"}
        return PriceAsked(sort=sort, account=account, **{name: given.get(field, "") for name, field in words.items()})
