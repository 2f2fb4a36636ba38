"""Who may do what with the log."""

from pendopo.kernel import access

PERMISSIONS = {
    "audit.sign_checkpoint": access.only_system,
    "audit.forget_requests": access.only_system,
    "audit.hear": access.only_system,
    "audit.send_once": access.anyone,
    "audit.watch_heartbeat": access.holds("admin"),
    # The secret address, or the witness's signature, is the permission.
    "audit.hear_from_outside": access.anyone,
    "audit.cosign": access.anyone,
    "audit.add_witness": access.holds("admin"),
    "audit.retire_witness": access.holds("admin"),
}


def register() -> None:
    """Called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
