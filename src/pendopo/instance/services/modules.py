"""Switching modules on and off."""

import datetime as dt

from django.db import transaction

from pendopo.audit.services import record
from pendopo.instance import queries
from pendopo.instance.models import ModuleName, ModuleSwitch
from pendopo.kernel import topics
from pendopo.kernel.access import Actor, require


class ModuleNotBuilt(Exception):
    """This release does not hold the module."""


@transaction.atomic
def switch_module(*, module: str, on: bool, actor: Actor, now: dt.datetime) -> ModuleSwitch:
    """Switch a module on or off: its pages, menu entries and API appear or go with this act's commit.

    Nothing stored is lost. Raises ModuleNotBuilt, PermissionDenied.
    """
    require(actor, "instance.switch_module")
    if module not in queries.BUILT:
        raise ModuleNotBuilt(module)
    ModuleSwitch.objects.get_or_create(module=module)
    switch = ModuleSwitch.objects.select_for_update().get(pk=module)
    if switch.is_on == on:
        return switch
    switch.is_on = on
    switch.save(update_fields=["is_on"])
    label = str(ModuleName(module).label)
    if on:
        record(actor=actor, event="instance.module.switched_on", subject=switch, now=now, data={"module": label})
    else:
        record(actor=actor, event="instance.module.switched_off", subject=switch, now=now, data={"module": label})
    topics.touch("site")
    queries.forget()
    return switch
