"""Who may do what in the budget."""

from typing import Any

from rules.predicates import predicate

from pendopo.kernel import access, clock
from pendopo.kernel.access import Actor

ANSWERERS = ("pa", "kpa", "head")
"""Who answers a resident for the office."""
FINDING_ANSWERERS = ("pptk", "pa", "kpa")
"""Who answers a finding for the office."""
FINDING_JUDGES = ("tapd", "ppkd")
"""Who judges such an answer; who holds both judges in the first."""
MAKERS = ("pa", "kpa", "pptk", "ppkd", "tapd")
"""Who has the papers of an office made; as long as nobody has signed one, they also take it back."""
COMMENTERS = ("apip", "dprd", "tapd", "ppkd", "sekda", "bupati", "pa", "kpa", "pptk")
"""Duties that speak about an Rka; who has several speaks in the first of them."""


PROPOSERS = ("dprd", "bupati", "pptk", "pa", "kpa", "tapd", "camat", "kades", "sekdes")
"""Who may ask something of the budget for a meeting, a group, an office or a village."""


@predicate
def closes_comment(actor: Actor, comment: Any = None) -> bool:
    """Who wrote the comment, or holds the duty it was written in: an office cannot close what an auditor asked."""
    if comment is None:
        return False
    own = actor.pk is not None and str(actor.pk) == comment.author_pk
    return own or actor.holds(comment.role, comment.unit, clock.today())


@predicate
def of_village(actor: Actor, unit: Any = None) -> bool:
    """Whether the money is a village's: a duty of a village says nothing about lines of an office (none: no line)."""
    return unit is None or unit.kind == "VILLAGE"


HEAD_OF_VILLAGE = of_village & access.holds("kades")
PAYER_OF_VILLAGE = of_village & access.holds("kaur_keuangan")

PERMISSIONS = {
    "budget.import_ceilings": access.holds("ppkd", "admin"),
    "budget.import_stage_pair": access.holds("ppkd"),
    "budget.seed_demo": access.only_system,
    "budget.open_stage": access.holds("ppkd", "tapd"),
    "budget.import_codes": access.holds("ppkd", "admin"),
    "budget.keep_calendar": access.holds("tapd", "ppkd"),
    "budget.remind_calendar": access.only_system,
    "budget.keep_rpjmd": access.holds("tapd"),
    "budget.set_ceiling": access.holds("tapd"),
    "budget.compose_rka": access.holds("pptk"),
    "budget.submit_rka": access.holds("pa", "kpa"),
    "budget.pass_bappeda": access.holds("tapd"),
    "budget.pass_bpkad": access.holds("ppkd"),
    "budget.pass_apip": access.holds("apip"),
    "budget.return_rka": access.holds("tapd", "ppkd", "apip"),
    "budget.verify_rka": access.holds("tapd"),
    "budget.check_stage": access.holds("tapd", "ppkd", "apip"),
    "budget.answer_finding": access.holds(*FINDING_ANSWERERS),
    "budget.judge_finding": access.holds(*FINDING_JUDGES),
    "budget.override_finding": access.holds("tapd", "ppkd", "sekda"),
    "budget.submit_stage": access.holds("ppkd"),
    "budget.review_stage": access.holds("apip"),
    "budget.agree_stage": access.holds("sekda"),
    "budget.return_stage": access.holds("apip", "sekda", "bupati"),
    "budget.set_stage": access.holds("bupati"),
    "budget.publish_stage": access.holds("ppkd"),
    "budget.make_paper": access.holds(*MAKERS),
    "budget.make_summary": access.holds("ppkd", "tapd"),
    "budget.print_all": access.holds("ppkd", "tapd"),
    "budget.sign_paper": access.holds("pa"),
    "budget.sign_summary": access.holds("bupati"),
    "budget.validate_paper": access.holds("ppkd"),
    "budget.approve_paper": access.holds("sekda"),
    "budget.edit_prices": access.holds("ppkd"),
    "budget.see_price_impact": access.holds("ppkd", "tapd", "bupati"),
    "budget.approve_prices": access.holds("bupati"),
    "budget.see_rka": access.holds(
        "pptk", "pa", "kpa", "head", "staff", "ppk", "bendahara", "tapd", "ppkd", "sekda", "bupati", "apip", "dprd"
    ),
    "budget.comment_rka": access.holds(*COMMENTERS),
    "budget.close_comment": closes_comment,
    "budget.see_apbdes": access.holds("kaur_keuangan", "operator_desa", "sekdes", "kades", "camat"),
    "budget.compose_apbdes": access.holds("kaur_keuangan", "operator_desa"),
    "budget.submit_apbdes": access.holds("sekdes"),
    "budget.evaluate_apbdes": access.holds("camat"),
    "budget.publish_apbdes": access.holds("kades"),
    "budget.open_imported_lines": access.holds("ppkd", "admin"),
    "budget.bind_imported_contracts": access.holds("ppkd", "admin"),
    "budget.reserve_funds": access.holds("pa", "kpa") | HEAD_OF_VILLAGE,
    "budget.commit_funds": access.holds("ppk", "pa", "kpa") | HEAD_OF_VILLAGE,
    "budget.spend_funds": access.holds("bendahara", "ppkd", "kuasa_bud") | PAYER_OF_VILLAGE,
    "budget.release_funds": access.holds("pa", "kpa", "ppk") | HEAD_OF_VILLAGE,
    "budget.propose": access.holds(*PROPOSERS),
    "budget.judge_proposal": access.holds("tapd"),
    "budget.fund_proposal": access.holds("pptk"),
    "budget.write_public_comment": access.signed_in,
    "budget.moderate_comments": access.holds("ppid", "ppkd"),
    "budget.answer_public_comment": access.holds(*ANSWERERS),
}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
