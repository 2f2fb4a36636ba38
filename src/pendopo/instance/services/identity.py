"""Name and look, contacts, population."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction

from pendopo.audit.services import record
from pendopo.instance.models import Instance
from pendopo.instance.row import locked_instance, put
from pendopo.instance.rules import check_brand
from pendopo.kernel.access import Actor, require


class PopulationIncomplete(Exception):
    """A number of residents without its source or its date: nobody could check it."""


@dataclass(frozen=True)
class IdentityValues:
    """How the regency is called and how it looks; colours as `#RRGGBB`."""

    name: str
    tagline: str
    time_zone: str
    brand_colour: str
    action_colour: str
    accent_colour: str

    def colours(self) -> dict[str, str]:
        """The three colours by their names."""
        return {name: value for name, value in asdict(self).items() if name.endswith("_colour")}


@dataclass(frozen=True)
class ContactValues:
    """Where people reach the regency; social links are addresses that begin with https."""

    contact_address: str
    contact_phone: str
    contact_hours: str
    contact_email: str
    social_links: list[str]


@transaction.atomic
def change_identity(*, values: IdentityValues, actor: Actor, now: dt.datetime) -> Instance:
    """Change name, tagline, time zone and colours. Raises BrandRefused, PermissionDenied."""
    require(actor, "instance.change_identity")
    check_brand(values.colours())
    instance = locked_instance()
    if changed := put(instance, asdict(values), now):
        record(actor=actor, event="instance.identity.changed", subject=instance, now=now, data={"changed": changed})
    return instance


@transaction.atomic
def change_contacts(*, values: ContactValues, actor: Actor, now: dt.datetime) -> Instance:
    """Change address, telephone, hours, e-mail and social links. Raises PermissionDenied."""
    require(actor, "instance.change_identity")
    instance = locked_instance()
    if changed := put(instance, asdict(values), now):
        record(actor=actor, event="instance.contacts.changed", subject=instance, now=now, data={"changed": changed})
    return instance


@transaction.atomic
def set_population(
    *, population: int | None, source: str, on_date: dt.date | None, actor: Actor, now: dt.datetime
) -> Instance:
    """Say how many residents there are, by which source, on which date; None takes the figure back.

    With it the figures per resident appear. Raises PopulationIncomplete, PermissionDenied.
    """
    require(actor, "instance.set_population")
    if population is None:
        source, on_date = "", None
    elif population < 1 or not source or on_date is None:
        raise PopulationIncomplete
    values = {"population": population, "population_source": source, "population_date": on_date}
    instance = locked_instance()
    if put(instance, values, now):
        record(
            actor=actor, event="instance.population.set", subject=instance, now=now,
            data={"population": population, "source": source, "date": on_date and on_date.isoformat()},
        )  # fmt: skip
    return instance
