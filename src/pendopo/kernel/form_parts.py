"""What the component `field` needs to know of a bound field: its kind, its ids, its boxes, its errors."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext

from pendopo.kernel.fields import MoneyInput, ThreeBoxDate

# The first class that fits decides; a subclass stands before its parent.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.MultipleHiddenInput, "hidden"),
    (ThreeBoxDate, "date"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (MoneyInput, "money"),
)
CLASSES = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "p-file",
    "checkbox": "govuk-checkboxes__input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
}


def kind_of(field: BoundField) -> str:
    """`text` for every widget that is not named above."""
    return next((kind for widget, kind in KINDS if isinstance(field.field.widget, widget)), "text")


def described_by(field: BoundField) -> str:
    """Ids of hint and error, in that order; empty when there is neither."""
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    return " ".join([*ids, f"{field.auto_id}-error"] if field.errors else ids)


def control(field: BoundField, kind: str) -> str:
    """The widget with the library's classes, no `required` bubble and the ids of hint and error."""
    base = CLASSES.get(kind, "govuk-input")
    classes = [base, field.field.widget.attrs.get("class", "")]
    if field.errors and kind in ("text", "money", "password", "select", "textarea"):
        classes.append(f"{base.split()[0]}--error")
    if kind == "textarea" and _longest(field):
        classes.append("govuk-js-character-count")
    field.form.use_required_attribute = False
    attrs: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if described := described_by(field):
        attrs["aria-describedby"] = described
    if kind == "money":
        attrs |= {"inputmode": "numeric", "autocomplete": "off"}
    if kind == "textarea":
        attrs |= {"rows": _rows(field), "maxlength": False}
    return field.as_widget(attrs=attrs)


def _rows(field: BoundField) -> str:
    """Five lines, unless the form asked for another number than Django's ten."""
    rows = str(field.field.widget.attrs.get("rows", "10"))
    return "5" if rows == "10" else rows


def _longest(field: BoundField) -> int | None:
    return getattr(field.field, "max_length", None)


def boxes(field: BoundField) -> list[dict[str, Any]]:
    """Day, month and year of a ThreeBoxDate: id, name, label, value, width in characters."""
    widget = field.field.widget
    value = field.value()
    values = value if isinstance(value, list) else widget.decompress(value)
    labels = (gettext("Day"), gettext("Month"), gettext("Year"))
    return [
        {
            "id": f"{field.auto_id}_{part}",
            "name": f"{field.html_name}_{part}",
            "label": label,
            "value": "" if shown is None else str(shown),
            "width": width,
        }
        for part, label, shown, width in zip(("day", "month", "year"), labels, values, (2, 2, 4), strict=True)
    ]


def error_texts(field: BoundField) -> list[str]:
    """The errors of a field; Django's own "required" becomes what to do, by the kind of field."""
    missing = str(forms.Field.default_error_messages["required"])
    return [_what_to_do(field) if str(text) == missing else str(text) for text in field.errors]


def _what_to_do(field: BoundField) -> str:
    words = {
        "radios": gettext("Choose: %(label)s"),
        "select": gettext("Choose: %(label)s"),
        "checkboxes": gettext("Choose: %(label)s"),
        "checkbox": gettext("Tick: %(label)s"),
        "file": gettext("Add: %(label)s"),
    }
    return words.get(kind_of(field), gettext("Fill in: %(label)s")) % {"label": field.label}


def first_input(field: BoundField) -> str:
    """The id that a link in the error summary leads to."""
    suffix = {"radios": "_0", "checkboxes": "_0", "date": "_day"}.get(kind_of(field), "")
    return f"{field.auto_id}{suffix}"


def error_links(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of a form, those of the whole form first: text and the id of the input (empty when there is none)."""
    links = [{"text": str(text), "target": ""} for text in form.non_field_errors()]
    for field in form:
        links += [{"text": text, "target": first_input(field)} for text in error_texts(field)]
    return links
