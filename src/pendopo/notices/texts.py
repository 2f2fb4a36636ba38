"""The texts of notices: templates of the package that raises them, plain and in Indonesian."""

from collections.abc import Mapping
from typing import Any

from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template

LONGEST_SUBJECT = 200


def title_of(subject: Any) -> str:
    """A subject on one line, at most 200 characters."""
    return " ".join(str(subject).split())[:LONGEST_SUBJECT]


def text_of(event: str, context: Mapping[str, Any]) -> str:
    """The plain text of an event's template; empty where there is none."""
    package = event.split(".", 1)[0]
    try:
        template = get_template(f"{package}/notices/{event}.txt")
    except TemplateDoesNotExist:
        return ""
    # Plain text: escaping would show &amp; to the reader.
    return template.template.render(Context(dict(context), autoescape=False)).strip()  # type: ignore[attr-defined]
