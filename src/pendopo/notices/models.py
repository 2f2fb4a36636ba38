"""The outbox, which is the in-app inbox too."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.notices.states import WAITING, NoticeStatus


class Channel(models.TextChoices):
    """Ways to reach somebody; INBOX needs no delivery."""

    INBOX = "INBOX", _("Inbox")
    EMAIL = "EMAIL", _("E-mail")
    APPRISE = "APPRISE", _("Duty channel")
    SMS = "SMS", _("Text message")
    WEBHOOK = "WEBHOOK", _("Webhook")


class NoticePreference(models.Model):
    """How often a person wants to hear of notices by e-mail; the inbox has each at once."""

    class Rhythm(models.TextChoices):
        EACH = "EACH", _("Each message at once")
        DAILY = "DAILY", _("One summary each morning")
        WEEKLY = "WEEKLY", _("One summary each Monday morning")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, default=Rhythm.EACH)
    updated_at = models.DateTimeField()


class WebhookEndpoint(models.Model):
    """An address outside that is told of public acts, in the order of the log.

    `events` are names or beginnings of names (`budget.`), empty for all; `cursor` is the last leaf that was looked at.
    The secret is made from `nonce` and a key outside the database.
    """

    name = models.CharField(max_length=120)
    url = models.CharField(max_length=500)
    events = models.JSONField(default=list)
    nonce = models.CharField(max_length=64)
    active = models.BooleanField(default=True)
    cursor = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """One message by one channel: to a person, to an address without an account, or to the regency's duty channel.

    A confidential one holds a key or a code: its text and address are emptied once it is sent or given up.
    """

    event = models.CharField(max_length=100)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.CharField(max_length=254, blank=True)
    confidential = models.BooleanField(default=False)
    channel = models.CharField(max_length=16, choices=Channel.choices)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    urgent = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=NoticeStatus.choices, default=NoticeStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    receipt = models.BooleanField(default=False)
    awaits_digest = models.BooleanField(default=False)
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(status__in=WAITING), name="notices_waiting"),
            models.Index(
                fields=["recipient", "-created_at"], condition=models.Q(channel="INBOX"), name="notices_inbox"
            ),
            models.Index(fields=["recipient"], condition=models.Q(awaits_digest=True), name="notices_digest"),
        ]

    def __str__(self) -> str:
        return self.subject
