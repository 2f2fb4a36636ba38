"""Who may do what in the budget."""

from pendopo.kernel import access

PERMISSIONS = {
    "budget.import_ceilings": access.holds("ppkd", "admin"),
    "budget.seed_demo": access.only_system,
    "budget.open_stage": access.holds("ppkd", "tapd"),
    "budget.keep_calendar": access.holds("tapd", "ppkd"),
    "budget.remind_calendar": access.only_system,
    "budget.set_ceiling": access.holds("tapd"),
    "budget.compose_rka": access.holds("pptk"),
    "budget.submit_rka": access.holds("pa", "kpa"),
    "budget.pass_bappeda": access.holds("tapd"),
    "budget.pass_bpkad": access.holds("ppkd"),
    "budget.pass_apip": access.holds("apip"),
    "budget.return_rka": access.holds("tapd", "ppkd", "apip"),
    "budget.verify_rka": access.holds("tapd"),
    "budget.check_stage": access.holds("tapd", "ppkd", "apip"),
    "budget.answer_finding": access.holds("pptk", "pa", "kpa"),
    "budget.judge_finding": access.holds("tapd", "ppkd"),
    "budget.override_finding": access.holds("tapd", "ppkd", "sekda"),
    "budget.submit_stage": access.holds("ppkd"),
    "budget.review_stage": access.holds("apip"),
    "budget.agree_stage": access.holds("sekda"),
    "budget.return_stage": access.holds("apip", "sekda", "bupati"),
    "budget.set_stage": access.holds("bupati"),
    "budget.publish_stage": access.holds("ppkd"),
    "budget.make_paper": access.holds("pa", "kpa", "pptk", "ppkd", "tapd"),
    "budget.make_summary": access.holds("ppkd", "tapd"),
    "budget.print_all": access.holds("ppkd", "tapd"),
    "budget.sign_paper": access.holds("pa"),
    "budget.sign_summary": access.holds("bupati"),
    "budget.validate_paper": access.holds("ppkd"),
    "budget.approve_paper": access.holds("sekda"),
    "budget.see_rka": access.holds(
        "pptk", "pa", "kpa", "head", "staff", "ppk", "bendahara", "tapd", "ppkd", "sekda", "bupati", "apip"
    ),
}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
