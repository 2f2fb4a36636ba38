"""Who may do what in procurement."""

from pendopo.kernel import access

PERMISSIONS: dict[str, access.Predicate] = {}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
