"""Flags as pages show them: cards, buttons of steps, the board of figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.kernel.display import date_and_time, number, percent
from pendopo.kernel.figures import bars, stack
from pendopo.kernel.flags import UNSETTLED
from pendopo.procurement import queries, services
from pendopo.procurement.views.flag_words import NAMES, reason_of, subject_of

WEIGHTS = {"BLOCK": "hard", "ANSWER": "warn", "INFO": "info"}
TAGS = {"BLOCK": "late", "ANSWER": "wait", "INFO": "info"}
COLOURS = {"BLOCK": "f-late", "ANSWER": "s4", "INFO": "s1"}
TOP = 5


@dataclass(frozen=True)
class Step:
    """Title and text of the page that asks, the button, and what is said when it is done."""

    title: Any
    text: Any
    done: Any
    kind: str = ""


STEP_WORDS = {
    "answer": Step(
        gettext_lazy("Explain this flag"),
        gettext_lazy("A flag is a question. Where the cause can be mended, mend it: the flag then goes by itself."),
        gettext_lazy("The explanation is kept."),
    ),
    "accept": Step(
        gettext_lazy("Accept the explanation"),
        gettext_lazy("The flag stays beside the purchase with its explanation, and asks nothing any more."),
        gettext_lazy("The explanation is accepted."),
    ),
    "reject": Step(
        gettext_lazy("Refuse the explanation"),
        gettext_lazy("The office explains again or mends the cause."),
        gettext_lazy("The explanation is refused."),
        "danger",
    ),
    "reopen": Step(
        gettext_lazy("Ask again"),
        gettext_lazy("The flag waits for an explanation again."),
        gettext_lazy("The flag is open again."),
    ),
}
MOVES = {
    "answer": (gettext_lazy("Explanation of the office"), "", "wait"),
    "accept": (gettext_lazy("Accepted"), gettext_lazy("The auditor accepted the explanation."), "done"),
    "reject": (gettext_lazy("Refused"), "", "late"),
    "reopen": (gettext_lazy("Opened again"), gettext_lazy("It grew after it was explained."), "wait"),
}
"""Action -> tag, words where nobody wrote any, kind of the tag."""


def severity_of(flag: Any) -> str:
    """The weight for the component `finding`."""
    if flag.gone_at is not None or flag.status == "ACCEPTED":
        return "done"
    return WEIGHTS[flag.severity] if flag.status in UNSETTLED else "info"


def tag_of(flag: Any) -> tuple[str, str]:
    """Words and kind of the tag in a list: how heavy it is while it waits, else how far it is answered."""
    if flag.gone_at is not None:
        return _("The cause is gone"), "closed"
    if flag.status == "OPEN":
        return str(flag.get_severity_display()), TAGS[flag.severity]
    kinds = {"REJECTED": "late", "REOPENED": "wait", "ANSWERED": "wait", "ACCEPTED": "done"}
    return str(flag.get_status_display()), kinds[flag.status]


def card_of(flag: Any, moves: Iterable[Any] = (), *, public: bool = False) -> dict[str, Any]:
    """What lists and pages show of a flag: name, subject, reason, law, tag, address, answers."""
    tag, tag_kind = tag_of(flag)
    return {
        "flag": flag,
        "name": NAMES[flag.code],
        "subject": subject_of(flag),
        "reason": reason_of(flag),
        "law": flag.rule.source,
        "unsure": flag.rule.certainty == "TO_CONFIRM",
        "severity": severity_of(flag),
        "tag": tag,
        "tag_kind": tag_kind,
        "url": _address(flag, public=public),
        "answers": thread_of(moves),
    }


def _address(flag: Any, *, public: bool) -> str:
    if flag.pk is None:
        return ""
    return reverse("procurement:public_flag" if public else "procurement:flag", kwargs={"flag": flag.pk})


def thread_of(moves: Iterable[Any]) -> list[dict[str, Any]]:
    """Answers and judgements for the component `thread`."""
    return [
        {
            "who": move.actor_label,
            "when": date_and_time(move.at),
            "text": move.text or MOVES[move.action][1],
            "tag": MOVES[move.action][0],
            "tag_kind": MOVES[move.action][2],
        }
        for move in moves
    ]


def thing_url(flag: Any, *, public: bool) -> str:
    """Where the package, run or contract of a flag has its page."""
    if flag.contract and not public:
        return reverse("procurement:contract", kwargs={"key": flag.contract.key})
    package = flag.package or (flag.contract.package if flag.contract else None)
    if flag.tender:
        return reverse("procurement:tender", kwargs={"code": flag.tender.code})
    if package:
        return reverse(
            "procurement:package" if public else "procurement:package_at_work", kwargs={"code": package.code}
        )
    return ""


def buttons_of(flag: Any, actions: Iterable[str]) -> list[dict[str, Any]]:
    """The steps that the person may do now; the first is the main one."""
    return [
        {
            "label": STEP_WORDS[action].title,
            "url": reverse("procurement:flag_step", kwargs={"flag": flag.pk, "action": action}),
            "main": place == 0,
        }
        for place, action in enumerate(actions)
    ]


def refused_step(refusal: Exception) -> str:
    """One sentence for a refused step: what, why, what to do."""
    if isinstance(refusal, services.OwnAnswer):
        return _("You explained this flag yourself. Ask a colleague to judge it.")
    if isinstance(refusal, services.ReasonMissing):
        return _("Write the reason")
    return _("Somebody moved this flag on a moment ago. Look at where it stands now.")


def board_of(rows: Any, year: int, address: str, *, public: bool = False) -> dict[str, Any]:
    """The figures of a year: flags by rule, how far answered, direct purchases below their limit, largest groups."""
    counts = queries.counts_by_code(rows)
    return {
        "rules": _by_rule(counts, address),
        "answered": _answered(counts),
        "spread": _spread(queries.spread_below_limit(year, timezone.get_current_timezone_name())),
        "splits": [card_of(flag, public=public) for flag in rows.filter(code="ID-SPLIT", gone_at=None)[:TOP]],
        "repeats": [card_of(flag, public=public) for flag in rows.filter(code="ID-REPEAT", gone_at=None)[:TOP]],
        "total": sum(one.number for one in counts.values()),
        "waiting": sum(one.waiting for one in counts.values()),
        "accepted": sum(one.accepted for one in counts.values()),
        "answers": sum(one.answered for one in counts.values()),
    }


def _by_rule(counts: dict[str, Any], address: str) -> Any:
    named = [counts[code] for code in NAMES if code in counts]
    rows = [
        {
            "label": str(NAMES[one.code]),
            "value": one.number,
            "text": number(one.number),
            "url": f"{address}?tanda={one.code}#daftar",
        }
        for one in sorted(named, key=lambda one: -one.number)
    ]
    return bars(rows) if rows else None


def _answered(counts: dict[str, Any]) -> Any:
    parts = [
        (_("Waiting"), sum(one.waiting for one in counts.values()), "s4"),
        (_("Explained"), sum(one.answered for one in counts.values()), "s2"),
        (_("Accepted"), sum(one.accepted for one in counts.values()), "f-good"),
        (_("For information"), sum(one.to_know for one in counts.values()), "s1"),
    ]
    shown = [{"label": label, "value": value, "text": number(value), "css": css} for label, value, css in parts]
    return stack(shown) if any(part["value"] for part in shown) else None


def _spread(parts: list[int]) -> Any:
    """Six rows out of twenty-one parts of five percent."""
    groups = (
        (_("up to 50%"), parts[:10]), ("50–80%", parts[10:16]), ("80–90%", parts[16:18]), ("90–95%", parts[18:19]),
        ("95–100%", parts[19:20]), (_("above the limit"), parts[20:]),
    )  # fmt: skip
    whole = sum(parts)
    if not whole:
        return None
    rows = [
        {
            "label": label,
            "value": sum(found),
            "text": f"{number(sum(found))} ({percent(sum(found) * 100 / whole)})",
            "css": "s4" if place == 4 else "f-late" if place == 5 else "s1",
        }
        for place, (label, found) in enumerate(groups)
    ]
    return bars(rows)
