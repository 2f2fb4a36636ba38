"""States of a heartbeat and of a leaf; the algorithms of cosignatures."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.kernel.states import Machine


class LeafKind(models.TextChoices):
    OPEN = "OPEN", _("Open")
    SEALED = "SEALED", _("Sealed")


class CosignatureAlgorithm(models.TextChoices):
    ED25519 = "ED25519", "Ed25519"


class HeartbeatStatus(models.TextChoices):
    NEW = "NEW", _("Never heard")
    UP = "UP", _("On time")
    LATE = "LATE", _("Late")
    DOWN = "DOWN", _("Silent")


HEARTBEAT: Machine[HeartbeatStatus] = Machine(
    {
        (HeartbeatStatus.NEW, "ping"): HeartbeatStatus.UP,
        (HeartbeatStatus.UP, "ping"): HeartbeatStatus.UP,
        (HeartbeatStatus.LATE, "ping"): HeartbeatStatus.UP,
        (HeartbeatStatus.DOWN, "ping"): HeartbeatStatus.UP,
        (HeartbeatStatus.NEW, "fail"): HeartbeatStatus.DOWN,
        (HeartbeatStatus.UP, "fail"): HeartbeatStatus.DOWN,
        (HeartbeatStatus.LATE, "fail"): HeartbeatStatus.DOWN,
        (HeartbeatStatus.DOWN, "fail"): HeartbeatStatus.DOWN,
        (HeartbeatStatus.UP, "expire"): HeartbeatStatus.LATE,
        (HeartbeatStatus.LATE, "give_up"): HeartbeatStatus.DOWN,
    }
)
