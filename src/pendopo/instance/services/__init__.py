"""Writing this regency's settings: identity, contacts, crest, population, holidays, module switches."""

from pendopo.instance.rules import BrandRefused
from pendopo.instance.services.crest import CrestRefused, put_crest, remove_crest
from pendopo.instance.services.holidays import DayTaken, HolidayValues, add_holiday, change_holiday, remove_holiday
from pendopo.instance.services.identity import (
    ContactValues,
    IdentityValues,
    PopulationIncomplete,
    change_contacts,
    change_identity,
    set_population,
)
from pendopo.instance.services.modules import ModuleNotBuilt, switch_module
from pendopo.instance.services.set_up import OtherRegency, RegencyIdentity, set_up_instance

__all__ = [
    "BrandRefused",
    "ContactValues",
    "CrestRefused",
    "DayTaken",
    "HolidayValues",
    "IdentityValues",
    "ModuleNotBuilt",
    "OtherRegency",
    "PopulationIncomplete",
    "RegencyIdentity",
    "add_holiday",
    "change_contacts",
    "change_holiday",
    "change_identity",
    "put_crest",
    "remove_crest",
    "remove_holiday",
    "set_population",
    "set_up_instance",
    "switch_module",
]
