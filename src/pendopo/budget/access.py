"""Who may do what in the budget."""

from pendopo.kernel import access

PERMISSIONS = {
    "budget.import_ceilings": access.holds("ppkd", "admin"),
    "budget.seed_demo": access.only_system,
}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
