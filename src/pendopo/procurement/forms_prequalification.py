"""What people send for a prequalification."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pendopo.procurement.services import SentFile, Verdict
from pendopo.procurement.states import ShortlistStatus


class PaperForm(forms.Form):
    """A paper of the qualification."""

    title = forms.CharField(
        label=_("Which paper it is"), max_length=200, help_text=_("For example experience of the last ten years")
    )
    file = forms.FileField(label=_("PDF file, at most 20 MB"), error_messages={"required": _("Choose a file")})

    def sent(self) -> SentFile:
        """The file with its name."""
        given = self.cleaned_data
        return SentFile(given["file"].read(), given["file"].name, title=given["title"])


class AnswerObjectionForm(forms.Form):
    """The committee's answer to an objection to the short list."""

    accepted = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[("0", _("Refused")), ("1", _("Accepted: the short list is made again"))],
        error_messages={"required": _("Choose one")},
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Answer"), max_length=4000, widget=forms.Textarea, error_messages={"required": _("Write the answer")}
    )


def read_verdicts(data: Any, rows: Iterable[Any]) -> dict[int, Verdict]:
    """Participant id -> verdict, from fields `putusan-<id>` and `alasan-<id>`; who was not judged stays out."""
    found: dict[int, Verdict] = {}
    for one in rows:
        said = data.get(f"putusan-{one.participant_id}", "")
        if said in {"ya", "tidak"}:
            reason = data.get(f"alasan-{one.participant_id}", "")
            found[one.participant_id] = Verdict(said == "ya", reason[:1000])
    return found


def typed_of(one: Any, said: dict[int, Verdict]) -> Verdict | None:
    """What stands in the fields of one firm: as typed a moment ago, else as kept; nothing where it was not judged."""
    kept = None if one.status == ShortlistStatus.WAITING else Verdict(one.status == ShortlistStatus.LISTED, one.reason)
    return said.get(one.participant_id, kept)
