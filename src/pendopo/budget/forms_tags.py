"""The shares of a form's money that serve priorities and themes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from pendopo.budget.models.tags import TagFamily


class TagsForm(forms.Form):
    """One percentage for each tag, one paper for each family."""

    def __init__(self, *args: Any, tags: Iterable[Any], held: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tags = list(tags)
        shares = {row.tag_id: row for row in held}
        papers = {row.tag.family: row.evidence for row in shares.values()}
        for tag in self.tags:
            start = shares[tag.pk].percent.normalize() if tag.pk in shares else None
            share = forms.DecimalField(
                label=tag.name,
                min_value=Decimal(0),
                max_value=Decimal(100),
                max_digits=5,
                decimal_places=2,
                required=False,
                localize=True,
                initial=start,
            )
            share.widget.attrs["inputmode"] = "decimal"
            self.fields[f"t{tag.pk}"] = share
        for family in TagFamily.values:
            self.fields[f"paper_{family}"] = forms.CharField(
                label=_("Paper that shows it"), max_length=300, required=False, initial=papers.get(family, "")
            )

    def families(self) -> list[tuple[str, list[Any], Any]]:
        """(name, fields of the tags, field of the paper) of each family."""
        return [
            (str(label), [self[f"t{tag.pk}"] for tag in self.tags if tag.family == family], self[f"paper_{family}"])
            for family, label in TagFamily.choices
        ]

    def shares(self) -> list[tuple[int, Decimal, str]]:
        """(tag id, percent, paper) of all tags with a share."""
        values = self.cleaned_data
        found = [(tag, values[f"t{tag.pk}"]) for tag in self.tags if values[f"t{tag.pk}"]]
        return [(tag.pk, percent, values[f"paper_{tag.family}"]) for tag, percent in found]
