"""The one tag library, loaded everywhere as a built-in. What it says stands in kernel.display; here only the doors."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.base import Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pendopo.kernel import clock, display, form_parts, languages
from pendopo.kernel.display import icons
from pendopo.kernel.links import trace_url

register = template.Library()


def _optional(function: Any) -> Any:
    """Filters show a dash where there is no value."""

    def shown(value: Any, *args: Any) -> str:
        return "–" if value is None or value == "" else function(value, *args)

    return shown


for _name, _function in {
    "money": display.money,
    "short_money": display.short_money,
    "full_date": display.full_date,
    "day_and_date": display.day_and_date,
    "table_date": display.table_date,
    "clock_time": display.clock_time,
    "date_and_time": display.date_and_time,
    "market_day": display.market_day,
    "weekday": display.weekday,
    "phone": display.phone,
    "phone_link": display.phone_link,
}.items():
    register.filter(_name, _optional(_function))


@register.filter
def money_cents(value: Decimal | int | None) -> str:
    """`Rp1.250.000.000,50`: accounts only."""
    return "–" if value is None else display.money(value, cents=True)


@register.filter
def number(value: Any, places: int | None = None) -> str:
    """`1.234.567,5`; `{{ x|number:1 }}` fixes the decimals."""
    return "–" if value is None or value == "" else display.number(value, places)


@register.filter
def percent(value: Any, places: int = 1) -> str:
    """`81,5%` of a value already in percent."""
    return "–" if value is None or value == "" else display.percent(value, places)


@register.filter
def until(due: dt.date, today: dt.date | None = None) -> str:
    """`3 hari lagi`, `terlambat 2 hari kerja`; holidays are known only to a view, which then calls display.deadline."""
    return display.deadline(due, today or clock.today()) if due else "–"


@register.filter
def ago(day: dt.date, today: dt.date | None = None) -> str:
    """`kemarin`, `3 hari lalu`: for news, not for duties."""
    return display.span_until(day, today or clock.today()) if day else "–"


@register.filter
def iso(day: dt.date | None) -> str:
    """The machine form of `<time datetime>`."""
    return day.isoformat() if day else ""


@register.filter
def plain(value: object) -> str:
    """The value without thousand separators: for attributes and addresses."""
    return str(value)


@register.simple_tag
def icon_svg(name: str, size: int | str = 24, label: str = "", css: str = "") -> SafeString:
    """An icon of kernel.display.icons; with `label` it is an image with a name, without it decoration."""
    inner, side = icons.drawing(name)
    decoration = mark_safe('aria-hidden="true" focusable="false"')
    role = format_html('role="img" aria-label="{}"', label) if label else decoration
    return format_html(
        '<svg class="p-icon{}" width="{}" height="{}" viewBox="0 0 {} {}" fill="none" stroke="currentColor"'
        ' stroke-width="2" stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        f" {css}" if css else "",
        str(size),
        str(size),
        str(side),
        str(side),
        role,
        mark_safe(inner),  # noqa: S308 - our own drawings
    )


@register.simple_tag
def page(path: str) -> str:
    """An address of the portal or workspace in the language of the page: `{% page "/anggaran/" %}`."""
    return languages.in_language(path, get_language() or languages.DEFAULT)


@register.simple_tag
def trace(kind: str, key: object) -> str:
    """The page of the rupiah trace, in the language of the page."""
    return page(trace_url(kind, key))


@register.simple_tag
def pairs(*values: Any) -> list[dict[str, Any]]:
    """`{% pairs "Luas" area "Hasil" yield as facts %}`: rows with `key` and `value` (also `label`, `url`)."""
    return [
        {"key": key, "label": key, "value": value, "url": value}
        for key, value in zip(values[::2], [*values[1::2], ""], strict=False)
    ]


@register.simple_tag
def columns(*labels: str) -> list[dict[str, Any]]:
    """Heads of a table: `{% columns "Program" ">Rp" as heads %}`; `>` sets figures right, `-` hides the words."""
    return [{"label": label.lstrip(">-"), "num": label[:1] == ">", "hidden": label[:1] == "-"} for label in labels]


def _query_of(query: QueryDict | str | None, **changes: object) -> str:
    pairs_: list[tuple[str, str]] = []
    if isinstance(query, QueryDict):
        pairs_ = [(key, value) for key, values in query.lists() for value in values]
    elif query:
        pairs_ = [(key, value) for key, values in QueryDict(query).lists() for value in values]
    kept = [(key, value) for key, value in pairs_ if key not in changes]
    return "?" + urlencode([*kept, *((key, str(value)) for key, value in changes.items() if value is not None)])


@register.simple_tag(takes_context=True)
def page_links(context: Context, current: Page, query: QueryDict | str | None = None) -> list[dict[str, Any]]:
    """The pages near `current`, first and last always: number, url, current; a gap has no url."""
    request = context.get("request")
    query = query if query is not None else (request.GET if request else None)
    numbers = current.paginator.get_elided_page_range(current.number, on_each_side=1, on_ends=1)
    return [
        {
            "number": str(entry),
            "url": _query_of(query, page=entry) if isinstance(entry, int) else "",
            "current": entry == current.number,
        }
        for entry in numbers
    ]


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(context: Context, label: str, key: str, parameter: str = "urut") -> dict[str, Any]:
    """A table head that sorts by a link: first ascending, then descending (`-key`). The view reads `urut`."""
    query = context["request"].GET
    now = query.get(parameter, "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return {
        "label": label,
        "direction": direction,
        "url": _query_of(query, **{parameter: f"-{key}" if now == key else key, "page": None}),
    }


@register.filter
def kind(field: BoundField) -> str:
    """text, textarea, select, radios, checkboxes, checkbox, date, file, password, money or hidden."""
    return form_parts.kind_of(field)


@register.simple_tag
def control(field: BoundField, kind_: str) -> str:
    """The widget alone, with the library's classes. Pages use components/field.html."""
    return form_parts.control(field, kind_)


@register.simple_tag
def date_boxes(field: BoundField) -> list[dict[str, Any]]:
    """Day, month and year of a date field."""
    return form_parts.boxes(field)


@register.simple_tag
def longest(field: BoundField, limit: int | str | None = None) -> object:
    """The most characters of a text field: `limit`, else its own max_length, else None."""
    return limit or getattr(field.field, "max_length", None)


@register.filter
def described_by(field: BoundField) -> str:
    """Ids of hint and error."""
    return form_parts.described_by(field)


@register.simple_tag
def error_links(*sources: BaseForm) -> list[dict[str, str]]:
    """All errors of the forms, for the summary on top."""
    return [link for form in sources if form for link in form_parts.error_links(form)]


@register.filter
def filter_control(field: BoundField) -> str:
    """The widget of a filter bar: a plain select or input."""
    kind_ = "p-select" if form_parts.kind_of(field) == "select" else "p-input"
    field.form.use_required_attribute = False
    return field.as_widget(attrs={"class": kind_})


@register.filter
def breakable(text: str) -> SafeString:
    """Let a line part after each slash: official names chain words ("Pembangunan/Rehabilitasi/Peningkatan")."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in str(text).split("/")))


@register.filter
def narrowed(form: BaseForm | None) -> bool:
    """Whether the reader set one of the filters, so that there is something to remove."""
    return form is not None and form.is_bound and any(_is_set(field) for field in form.visible_fields())


def _is_set(field: BoundField) -> bool:
    given = field.value()
    said = any(given) if isinstance(given, (list, tuple)) else given not in (None, "")
    return said and str(given) != str(field.form.get_initial_for_field(field.field, field.name))


@register.filter
def month_short(day: dt.date) -> str:
    """`Nov`."""
    return display.table_date(day, year=False).split("\u00a0")[1]


@register.filter
def error_texts(field: BoundField) -> list[str]:
    """The errors of a field as they are shown."""
    return form_parts.error_texts(field)


@register.filter
def has_errors(value: object) -> bool:
    """Whether a form was sent with mistakes: the page title then begins with the word for error."""
    return isinstance(value, BaseForm) and bool(value.errors)


class ComponentNode(Node):
    """`{% component "notice" kind="warn" %} … {% endcomponent %}`: the component with the inside as `body`.

    The component sees its arguments only, so that no name of the page fills an argument that was left out.
    """

    def __init__(self, name: Any, arguments: dict[str, Any], inside: NodeList) -> None:
        self.name, self.arguments, self.nodelist = name, arguments, inside

    def render(self, context: Context) -> SafeString:
        values = {key: value.resolve(context) for key, value in self.arguments.items()}
        values["body"] = self.nodelist.render(context)
        engine = context.template.engine  # type: ignore[union-attr]
        component = engine.get_template(f"components/{self.name.resolve(context)}.html")
        return component.render(context.new(values))


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """Parse the block form of a component."""
    words: Iterable[str] = token.split_contents()[1:]
    name, *rest = words
    arguments = token_kwargs(rest, parser)
    inside = parser.parse(("endcomponent",))
    parser.delete_first_token()
    return ComponentNode(parser.compile_filter(name), arguments, inside)
