"""Who may do what in monitoring."""

from rules.predicates import Predicate

from pendopo.kernel import access

LOOKERS = (
    "ppk", "pptk", "ppk_skpd", "bendahara", "pa", "kpa", "head", "staff", "ppkd", "tapd", "sekda", "bupati", "apip",
)  # fmt: skip
"""Officials who see the works of their unit before anything of them is public."""

PERMISSIONS: dict[str, Predicate] = {
    "monitoring.see_projects": access.holds(*LOOKERS),
    "monitoring.take_up": access.only_system,
    "monitoring.seed_demo": access.only_system,
}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
