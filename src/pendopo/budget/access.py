"""Who may do what in the budget."""

from pendopo.kernel import access

PERMISSIONS = {
    "budget.import_ceilings": access.holds("ppkd", "admin"),
    "budget.seed_demo": access.only_system,
    "budget.open_stage": access.holds("ppkd", "tapd"),
    "budget.compose_rka": access.holds("pptk"),
    "budget.see_rka": access.holds(
        "pptk", "pa", "kpa", "head", "staff", "ppk", "bendahara", "tapd", "ppkd", "sekda", "bupati", "apip"
    ),
}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
