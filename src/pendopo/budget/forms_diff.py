"""What a reader of a comparison of two stages chooses: which stages, which level, which changes."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pendopo.budget.queries import LEVELS, DiffAsked
from pendopo.kernel.fields import MoneyField

ROWS = "baris"
LEVEL_NAMES = {
    ROWS: _("Each row"),
    "unit": _("Office or unit"),
    "urusan": _("Urusan"),
    "bidang": _("Bidang urusan"),
    "program": _("Program"),
    "kegiatan": _("Kegiatan"),
    "sub-kegiatan": _("Sub kegiatan"),
    "akun": _("Akun"),
    "kelompok": _("Kelompok"),
    "jenis": _("Jenis"),
    "objek": _("Objek"),
    "rincian-objek": _("Rincian objek"),
    "sub-rincian-objek": _("Sub rincian objek"),
}
CHANGES = [
    ("", _("Every change")),
    ("added", _("Added only")),
    ("removed", _("Removed only")),
    ("changed", _("Changed only")),
    ("price", _("Other price")),
    ("volume", _("Other volume")),
    ("unit", _("Other unit of measure")),
    ("text", _("Other wording")),
    ("funding", _("Other source of funds")),
    ("tax", _("Other tax")),
]
MARKS = ("added", "removed", "changed")
ORDERS = [("besar", _("Largest change first")), ("kode", _("By code"))]
CODE = r"^\d{1,2}(\.\d{1,4}){0,5}$"


class DiffForm(forms.Form):
    """Both stages by their numbers, the level, filters and order. What cannot be read counts as not asked."""

    dari = forms.TypedChoiceField(label=_("From stage"), coerce=int)
    ke = forms.TypedChoiceField(label=_("To stage"), coerce=int)
    tingkat = forms.ChoiceField(label=_("Level of detail"), required=False, choices=list(LEVEL_NAMES.items()))
    unit = forms.ChoiceField(label=_("Office or unit"), required=False)
    jenis = forms.ChoiceField(label=_("Kind of change"), required=False, choices=CHANGES)
    rekening = forms.RegexField(
        CODE,
        label=_("Account code"),
        required=False,
        max_length=20,
        error_messages={"invalid": _("Write the beginning of an account code, for example 5.1.02")},
    )
    minimal = MoneyField(label=_("Change of at least, Rp"), required=False)
    q = forms.CharField(label=_("Search by words"), required=False, max_length=100)
    urut = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    kegiatan = forms.RegexField(CODE, required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict,
        *,
        stages: Sequence[tuple[int, str]],
        pair: tuple[int, int],
        units: Iterable[tuple[str, str]],
        level: str,
    ) -> None:
        """`stages` are numbers and words, oldest first; `pair` are the two that are compared."""
        asked = data.copy()
        asked["dari"], asked["ke"] = map(str, pair)
        for name, value in (("tingkat", level), ("urut", "besar")):
            if not asked.get(name):
                asked[name] = value
        super().__init__(asked)
        self._offer("dari", list(stages))
        self._offer("ke", list(stages))
        self._offer("unit", [("", _("Every unit")), *units])
        self.default_level = level

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices

    @property
    def level(self) -> str:
        """`baris`, or one of LEVELS."""
        return str(self.cleaned_data.get("tingkat") or self.default_level)

    def asked(self, units: tuple[int, ...] | None) -> DiffAsked:
        """The question for the reads; `units` are those that the reader may see, None for all."""
        given = self.cleaned_data
        kind = given.get("jenis") or ""
        return DiffAsked(
            unit=given.get("unit") or "",
            activity=given.get("kegiatan") or "",
            account=given.get("rekening") or "",
            kind=kind if self.level == ROWS or kind in MARKS else "",
            text=(given.get("q") or "").strip(),
            least=given.get("minimal") or 0,
            order="code" if given.get("urut") == "kode" else "size",
            units=units,
        )


assert set(LEVEL_NAMES) == {ROWS, *LEVELS}
