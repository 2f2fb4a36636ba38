"""Setting up: this instance becomes the one of a regency."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from pendopo.audit.services import record
from pendopo.instance import holidays, queries
from pendopo.instance.models import Holiday, Instance, ModuleName, ModuleSwitch
from pendopo.instance.rules import DEFAULT_COLOURS, check_brand
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require

YEARS = range(2025, 2028)


class OtherRegency(Exception):
    """This instance already belongs to another regency: its data would be mixed."""

    def __init__(self, code: str) -> None:
        super().__init__(f"this instance already belongs to region {code}; use another data folder for another regency")
        self.code = code


@dataclass(frozen=True)
class RegencyIdentity:
    """What an instance takes over from the list of regions."""

    code: str
    name: str
    kind: str
    time_zone: str
    has_desa: bool = True


@transaction.atomic
def set_up_instance(
    *, regency: RegencyIdentity, actor: Actor, now: dt.datetime, demo: bool = False, brand_colour: str = ""
) -> Instance:
    """Make this instance the one of a regency, with holidays and module switches; a second time changes nothing twice.

    What an official has changed since (name, tagline, contacts, colour, switches, holidays) stays. Raises OtherRegency,
    BrandRefused, PermissionDenied.
    """
    require(actor, "instance.set_up_instance")
    instance = Instance.objects.select_for_update().filter(pk=1).first()
    if instance and instance.region_code != regency.code:
        raise OtherRegency(instance.region_code)
    wanted = {} if instance else _first(regency)
    instance = instance or Instance(pk=1)
    wanted["demo"] = demo or instance.demo
    if brand_colour:
        check_brand({**DEFAULT_COLOURS, "brand_colour": brand_colour})
        wanted["brand_colour"] = brand_colour
    _put_switches()
    _put_holidays()
    if any(getattr(instance, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(instance, name, value)
        instance.updated_at = now
        instance.save()
        record(
            actor=actor, event="instance.regency.established", subject=instance, now=now,
            data={"region": regency.code, "demo": instance.demo},
        )  # fmt: skip
        topics.touch("site")
    queries.forget()
    return instance


def _first(regency: RegencyIdentity) -> dict[str, str | bool]:
    return {
        "region_code": regency.code,
        "name": regency.name,
        "kind": regency.kind,
        "time_zone": regency.time_zone,
        "has_desa": regency.has_desa,
    }


def _put_switches() -> None:
    ModuleSwitch.objects.bulk_create([ModuleSwitch(module=name) for name in ModuleName.values], ignore_conflicts=True)


def _put_holidays() -> None:
    """Only years that have none: a day that an official removed does not come back."""
    known = set(Holiday.objects.values_list("day_date__year", flat=True))
    Holiday.objects.bulk_create(
        [
            Holiday(day_date=one.day, name=one.name, kind=one.kind, source=holidays.SOURCE, certain=one.certain)
            for one in holidays.rest_days(year for year in YEARS if year not in known)
        ],
        ignore_conflicts=True,
    )
