"""Who may do what with the log."""

from pendopo.kernel import access

PERMISSIONS = {
    "audit.sign_checkpoint": access.only_system,
    "audit.forget_requests": access.only_system,
    "audit.hear": access.only_system,
    "audit.send_once": access.anyone,
}


def register() -> None:
    """Called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
