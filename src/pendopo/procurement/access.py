"""Who may do what in procurement."""

from rules.predicates import Predicate

from pendopo.kernel import access

PERMISSIONS: dict[str, Predicate] = {}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
