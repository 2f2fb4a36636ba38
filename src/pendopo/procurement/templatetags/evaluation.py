"""Words and controls of evaluations for templates."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pendopo.kernel.display import date_and_time, number
from pendopo.procurement.forms_evaluation import PARTS, Row, sum_of
from pendopo.procurement.views.contract_words import written

register = template.Library()
Pairs = list[tuple[str, dict[str, str]]]


def _facts(rows: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in rows if value]


register.filter("rupiah", written)


@register.simple_tag
def evaluation_facts(board: Any) -> list[dict[str, str]]:
    """Short facts above the board."""
    run, plan = board.tender, board.plan
    until = plan.standstill_until if plan else None
    return _facts([
        (_("Owner's estimate (HPS)"), written(run.hps_amount) if run.hps_amount is not None else ""),
        (_("What decides"), run.get_evaluation_display()),
        (_("Files"), run.get_scheme_display()),
        (_("Who evaluates"), ", ".join(f"{one.name} ({one.seat_words})" for one in board.people)),
        (_("Objections until"), date_and_time(until) if until else ""),
    ])  # fmt: skip


@register.simple_tag
def offer_facts(run: Any, offer: Any) -> list[dict[str, str]]:
    """Short facts of one offer."""
    amounts = (
        (_("Owner's estimate (HPS)"), run.hps_amount), (_("Offered"), offer.price_amount),
        (_("Corrected"), offer.corrected_amount), (_("Negotiated"), offer.negotiated_amount),
    )  # fmt: skip
    return _facts([(key, written(value)) for key, value in amounts if value is not None])


@register.simple_tag
def plan_words(plan: Any) -> str:
    """How a run is evaluated, in sentences."""
    found = []
    if plan.technical_weight is not None:
        shares = {"technical": number(plan.technical_weight * 100), "price": number((1 - plan.technical_weight) * 100)}
        found.append(_("The technical score counts %(technical)s%%, the price %(price)s%%.") % shares)
    if plan.least_technical_score is not None:
        found.append(_("An offer below a technical score of %(least)s is out.") % {
            "least": number(plan.least_technical_score)
        })  # fmt: skip
    tie = plan.get_tie_rule_display().lower()
    found.append(_("Between equal offers the higher domestic content decides, then: %(rule)s.") % {"rule": tie})
    return " ".join(found)


STAGES = ("ADMINISTRATION", "QUALIFICATION", "TECHNICAL")


@register.simple_tag
def stage_tags(board: Any, row: Any) -> Pairs:
    """Of each stage the word and kind of its tag: met, out, not reached."""
    failed = {one.criterion.part if one.criterion else "TECHNICAL" for one in row.knock_outs if row.out != "PRICE"}
    known = {one.part for one in board.criteria}
    first = min((STAGES.index(one) for one in failed), default=len(STAGES))
    reached = STAGES if board.scored else STAGES[: first + 1]
    return [_tag(stage, board.concluded and stage in known and stage in reached, failed) for stage in STAGES]


def _tag(stage: str, judged: bool, failed: set[str]) -> tuple[str, dict[str, str]]:
    head = str(dict(PARTS)[stage])
    if not judged:
        return "", {"head": head, "kind": ""}
    out = stage in failed
    return (_("Out") if out else _("Met")), {"head": head, "kind": "late" if out else "done"}


@register.simple_tag
def said_words(said: Any) -> str:
    """What a sheet says of a criterion."""
    if said is None or (said.score is None and said.passed is None):
        return "–"
    if said.score is not None:
        return number(said.score)
    return _("Met") if said.passed else _("Not met")


@register.simple_tag
def score_text(said: Any) -> str:
    """A score as it is typed."""
    return "" if said is None or said.score is None else number(said.score)


@register.simple_tag
def named_scores(merged: Any, row: Any) -> list[tuple[str, Any]]:
    """(name, what was said) of all who filled a sheet."""
    return list(zip(merged.names, row.said, strict=True))


@register.simple_tag
def grid_input(row: Row, name: str, label: Any, most: int, width: str = "") -> SafeString:
    """One cell of a grid that is typed into, with its error."""
    key, wrong = f"{name}-{row.number}", row.errors.get(name, "")
    error = format_html('<p class="govuk-error-message" id="salah-{}">{}</p>', key, wrong) if wrong else ""
    marks = format_html(' aria-invalid="true" aria-describedby="salah-{}"', key) if wrong else ""
    sized = f" govuk-input--width-{width}" if width else ""
    return format_html(
        '{}<input class="govuk-input{}" name="{}" value="{}" maxlength="{}" autocomplete="off" aria-label="{}"{}>',
        error, sized, key, row.values[name], most, _labelled(label, row.number), marks,
    )  # fmt: skip


@register.simple_tag
def grid_part(row: Row) -> SafeString:
    """The part of a criterion, chosen in a grid."""
    wrong = row.errors.get("part", "")
    error = format_html('<p class="govuk-error-message">{}</p>', wrong) if wrong else ""
    options = format_html_join(
        "", '<option value="{}"{}>{}</option>',
        ((code, " selected" if code == row.values["part"] else "", words) for code, words in PARTS),
    )  # fmt: skip
    return format_html(
        '{}<select class="govuk-select" name="part-{}" aria-label="{}">{}</select>',
        error, row.number, _labelled(_("Part"), row.number), options,
    )  # fmt: skip


def _labelled(label: Any, number_: int) -> str:
    return _("%(label)s, row %(number)s") % {"label": label, "number": number_}


@register.simple_tag
def line_sum(row: Row) -> str:
    """Volume times unit price of a line as it is typed; nothing where one is missing."""
    found = sum_of(row)
    return "" if found is None else number(found)
