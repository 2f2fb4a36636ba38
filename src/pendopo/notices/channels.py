"""The channels that carry notices out of the house."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

from pendopo.kernel import clock
from pendopo.kernel.registry import Registry
from pendopo.notices.outside import post
from pendopo.notices.signing import signature

OUTBOX = "outbox:"


class NotDelivered(Exception):
    """The channel could not carry the notice; it is tried again later."""


@dataclass(frozen=True)
class Message:
    """What is sent: to an address (empty for the duty channel), with subject and plain text.

    A webhook has a number, which is the same at each attempt, and the secret of its endpoint.
    """

    address: str
    subject: str
    body: str
    number: str = ""
    secret: str = ""


class Carrier(Protocol):
    """A way out. `send` raises any exception when the message was not taken."""

    def send(self, message: Message) -> None: ...


class EmailCarrier:
    """E-mail through Django's backend: SMTP unless the settings say otherwise."""

    def send(self, message: Message) -> None:
        """Send one e-mail. Raises NotDelivered without an address, or what the mail server answers."""
        from django.core.mail import EmailMessage

        if not message.address:
            raise NotDelivered("no address")
        EmailMessage(subject=message.subject, body=message.body, to=[message.address]).send()


class AppriseCarrier:
    """The regency's duty channel: the Apprise addresses of PENDOPO_APPRISE_URLS."""

    def send(self, message: Message) -> None:
        """Send to all addresses. Raises NotDelivered when one of them fails."""
        import apprise

        channel = apprise.Apprise()
        for url in getattr(settings, "PENDOPO_APPRISE_URLS", []):
            channel.add(url)
        if not channel.notify(title=message.subject, body=message.body or message.subject):
            raise NotDelivered("the duty channel refused")


class SmsCarrier:
    """Text messages through the gateway of PENDOPO_SMS_URL: an Apprise address, `{phone}` standing for the number.

    The value `outbox:` writes them into the mail outbox instead (practice instances and tests).
    """

    def send(self, message: Message) -> None:
        """Send one text message. Raises NotDelivered without a gateway or a number, or when the gateway refuses."""
        gateway = getattr(settings, "PENDOPO_SMS_URL", "")
        if not gateway or not message.address:
            raise NotDelivered("no gateway or no number")
        if gateway == OUTBOX:
            from django.core.mail import EmailMessage

            EmailMessage(message.subject, message.body, to=[f"{message.address.lstrip('+')}@sms.localhost"]).send()
            return
        import apprise

        channel = apprise.Apprise()
        channel.add(gateway.replace("{phone}", message.address.lstrip("+")))
        if not channel.notify(title="", body=message.body):
            raise NotDelivered("the gateway refused")


class WebhookCarrier:
    """Signed JSON to an address that an administrator has named (Standard Webhooks)."""

    def send(self, message: Message) -> None:
        """Post it once. Raises AddressRefused for an address inside, NotDelivered for an answer that is not 2xx."""
        at = int(clock.now().timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message.number,
            "webhook-timestamp": str(at),
            "webhook-signature": signature(message.secret, message.number, at, message.body),
        }
        status = post(message.address, message.body.encode(), headers)
        if not 200 <= status < 300:
            raise NotDelivered(f"answered {status}")


CARRIERS: Registry[Carrier] = Registry("notice channel")
CARRIERS.register("EMAIL", EmailCarrier())
CARRIERS.register("APPRISE", AppriseCarrier())
CARRIERS.register("SMS", SmsCarrier())
CARRIERS.register("WEBHOOK", WebhookCarrier())
