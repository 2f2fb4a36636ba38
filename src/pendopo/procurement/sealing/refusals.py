"""The one refusal of everything in sealed bids."""


class SealRefused(Exception):
    """A message, share or payload is not what it must be: `field` says where, `reason` why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason
