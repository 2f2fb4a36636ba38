"""Papers that a run needs, in their versions: drafted, decided, superseded."""

import datetime as dt
from typing import Any

from pendopo.kernel.access import Actor
from pendopo.procurement.models import Tender
from pendopo.procurement.models.preparation import PreparedPaper
from pendopo.procurement.states import PREPARED, PreparedStatus
from pendopo.procurement.tendering import TenderRefused


def draft_of(model: type[PreparedPaper], tender: Tender, now: dt.datetime) -> Any:
    """The draft of a paper of the run, a new version of it where there is none."""
    draft = model._default_manager.filter(tender=tender, status=PreparedStatus.DRAFT).first()
    if draft is not None:
        return draft
    last = model._default_manager.filter(tender=tender).order_by("-version").first()
    return model(tender=tender, version=last.version + 1 if last else 1, made_at=now)


def decide(model: type[PreparedPaper], tender: Tender, actor: Actor, now: dt.datetime) -> Any:
    """The draft becomes what holds; the version before it is superseded. Raises TenderRefused without a draft."""
    draft = model._default_manager.filter(tender=tender, status=PreparedStatus.DRAFT).first()
    if draft is None:
        raise TenderRefused("no_draft")
    for before in model._default_manager.filter(tender=tender, status=PreparedStatus.DECIDED):
        PREPARED.move(before, "supersede")
        before.save(update_fields=["status"])
    PREPARED.move(draft, "decide")
    draft.decided_at, draft.decider_label = now, actor.label
    draft.save(update_fields=["status", "decided_at", "decider_label"])
    return draft


def written(model: type[PreparedPaper], tender: Tender, values: dict[str, Any], now: dt.datetime) -> Any:
    """The draft with the values."""
    draft = draft_of(model, tender, now)
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save()
    return draft
