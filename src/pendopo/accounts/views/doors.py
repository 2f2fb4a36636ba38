"""What the pages of accounts share."""

from typing import Any

from django import forms
from django.http import HttpRequest

from pendopo.accounts.forms import SureForm

PER_PAGE = 25


def actor_of(request: HttpRequest) -> Any:
    """Who acts."""
    return request.user


def sure_of(request: HttpRequest, form: forms.Form) -> SureForm | None:
    """What to ask once more before the act: a copy of what was typed; None while typing, or when the person is sure."""
    if request.method != "POST" or not form.is_valid() or "sure" in request.POST:
        return None
    return SureForm(request.POST.dict())


def is_meant(request: HttpRequest, form: forms.Form) -> bool:
    """Whether the form is right and was confirmed on the page after it."""
    return request.method == "POST" and "sure" in request.POST and form.is_valid()
