"""Papers for their pages: the way through the signatures, who signed, what can be made."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.budget import queries, services
from pendopo.budget.papering import STEPS, possible_kinds
from pendopo.budget.states import PaperKind, PaperStatus
from pendopo.budget.views.agreement_words import Words, refused, role_name
from pendopo.files.presentation_checks import signers_of, withdrawn_of
from pendopo.kernel.access import Actor

WORDS = {
    "sign": Words(
        gettext_lazy("Sign the paper"),
        gettext_lazy("Your electronic signature is put into the PDF. It cannot be taken back."),
        gettext_lazy("Sign"),
        gettext_lazy("The paper is signed."),
    ),
    "validate": Words(
        gettext_lazy("Validate the paper"),
        gettext_lazy("You sign as finance officer (PPKD). The signature cannot be taken back."),
        gettext_lazy("Validate and sign"),
        gettext_lazy("The paper is validated."),
    ),
    "approve": Words(
        gettext_lazy("Approve the paper"),
        gettext_lazy("You sign as regional secretary. With a published budget everybody can read the paper."),
        gettext_lazy("Approve and sign"),
        gettext_lazy("The paper is approved."),
    ),
    "withdraw": Words(
        gettext_lazy("Withdraw the paper"),
        gettext_lazy(
            "Its check page then says that it does not hold, and why. While its stage holds it can be made anew."
        ),
        gettext_lazy("Withdraw the paper"),
        gettext_lazy("The paper is withdrawn."),
        "danger",
    ),
}
STEP_NAMES = {
    "sign": gettext_lazy("Signature"),
    "validate": gettext_lazy("Validation"),
    "approve": gettext_lazy("Approval"),
}


def refused_paper(refusal: Exception) -> str:
    """One sentence for a paper that is not made or not signed."""
    if isinstance(refusal, services.PaperTooEarly):
        return _("This stage does not have that paper now. Look at where the stage stands.")
    if isinstance(refusal, services.PaperExists):
        return _("This paper was made already. It stands in the list.")
    if isinstance(refusal, services.SigningUnavailable):
        return _("This instance cannot sign now. Tell the administrator: no provider of signatures is set up.")
    return refused(refusal)


def any_possible(stage: Any) -> bool:
    """Whether the stage is far enough to have papers."""
    return bool(possible_kinds(stage))


def unit_makes(actor: Actor, stage: Any, unit: Any) -> list[dict[str, str]]:
    """The papers of the unit that the actor may make now."""
    return [{"kind": kind, "label": str(kind.label)} for kind in queries.kinds_to_make(actor, stage, unit)]


def regency_makes(actor: Actor, stage: Any) -> list[dict[str, Any]]:
    """The summary, and one annex for each urusan that has none."""
    kinds = queries.kinds_to_make(actor, stage, None)
    found = [{"kind": kind, "label": str(kind.label)} for kind in kinds if kind != PaperKind.ANNEX]
    if PaperKind.ANNEX not in kinds:
        return found
    made = {paper.activity_id for paper in queries.held_by(stage, None)}
    left = [node for node in queries.affairs_of(stage) if node.pk not in made]
    label = PaperKind.ANNEX.label
    return found + [{"kind": PaperKind.ANNEX, "label": f"{label} {node.code}", "activity": node.pk} for node in left]


def asked(post: Mapping[str, str], stage: Any) -> dict[str, Any]:
    """What a button to make a paper sends. Raises Http404 for what no button sends."""
    kind, activity = post.get("kind", ""), post.get("activity", "")
    if kind not in PaperKind.values:
        raise Http404
    if not activity:
        return {"kind": kind}
    node = next((one for one in queries.affairs_of(stage) if str(one.pk) == activity), None)
    if node is None:
        raise Http404
    return {"kind": kind, "activity_id": node.pk}


def paper_context(actor: Actor, paper: Any) -> dict[str, Any]:
    """Steps, signers and buttons of one paper."""
    signed = signers_of(paper.document)
    steps = STEPS[paper.kind]
    waiting = [
        {"name": _("Not signed yet"), "position": role_name(role)} for role in list(steps.values())[len(signed) :]
    ]
    actions = [
        {
            "label": WORDS[action].title,
            "url": reverse("budget:paper_step", kwargs={"paper": paper.pk, "action": action}),
            "main": True,
        }
        for action in queries.paper_actions(actor, paper)
    ]
    if queries.may_withdraw(actor, paper):
        url = reverse("budget:paper_withdraw", kwargs={"paper": paper.pk})
        actions.append({"label": WORDS["withdraw"].title, "url": url, "main": False})
    ended = paper.status == PaperStatus.WITHDRAWN
    return {
        "steps": _way(steps, signed, ended),
        "signers": signed + ([] if ended else waiting),
        "actions": actions,
        "withdrawn": withdrawn_of(paper.document),
    }


def _way(steps: dict[str, str], signed: list[dict[str, Any]], ended: bool) -> list[dict[str, Any]]:
    found = []
    for number, (step, role) in enumerate(steps.items()):
        done = signed[number] if number < len(signed) else None
        state = "done" if done else "now" if number == len(signed) and not ended else "next"
        who = done["name"] if done else role_name(role)
        found.append({"name": STEP_NAMES[step], "who": who, "state": state, "when": done["when"] if done else ""})
    return found
