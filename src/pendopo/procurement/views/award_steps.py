"""One page that asks before a step: it shows the form, does the act, and says refusals in words at the form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.files.inspection import FileRefused
from pendopo.files.signing import SigningUnavailable
from pendopo.procurement import services
from pendopo.procurement.views.award_words import refusal_text
from pendopo.procurement.views.contracts import CONTRACT_REFUSED

AWARD_REFUSED = (*CONTRACT_REFUSED, services.ObjectionRefused, SigningUnavailable)


@dataclass(frozen=True)
class Step:
    """The words of a step, where it leads back to, and facts shown above its form."""

    title: str
    label: str
    up: str
    up_label: str
    text: str = ""
    done: str = ""
    promise: Any = ""
    rows: Sequence[dict[str, Any]] = field(default_factory=tuple)


def ask(request: HttpRequest, step: Step, form: BaseForm, act: Callable[[], object]) -> HttpResponse:
    """Show the form; once it is filled in well, act and go back to where the step leads."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
            messages.success(request, step.done or _("Done: %(step)s.") % {"step": step.label})
            return redirect(step.up)
        except FileRefused as refusal:
            form.add_error("file", refusal.message)
        except AWARD_REFUSED as refusal:
            form.add_error(None, refusal_text(refusal))
    return render(request, "procurement/awards/step.html", vars(step) | {"form": form})
