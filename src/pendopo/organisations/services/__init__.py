"""Writing units and posts."""

from pendopo.organisations.rules import UnitValues
from pendopo.organisations.services.importing import import_units
from pendopo.organisations.services.positions import (
    PositionTaken,
    add_position,
    change_position,
    remove_position,
)
from pendopo.organisations.services.suppliers import (
    OrganisationValues,
    SupplierKnown,
    SupplierRefused,
    register_supplier,
    return_supplier,
    verify_supplier,
)
from pendopo.organisations.services.suppliers_imported import ImportedSupplier, import_suppliers
from pendopo.organisations.services.units import (
    UnitHasParts,
    add_unit,
    change_unit,
    close_unit,
    reopen_unit,
)
from pendopo.organisations.tree import UnitsRefused

__all__ = [
    "ImportedSupplier",
    "OrganisationValues",
    "PositionTaken",
    "SupplierKnown",
    "SupplierRefused",
    "UnitHasParts",
    "UnitValues",
    "UnitsRefused",
    "add_position",
    "add_unit",
    "change_position",
    "change_unit",
    "close_unit",
    "import_suppliers",
    "import_units",
    "register_supplier",
    "remove_position",
    "reopen_unit",
    "return_supplier",
    "verify_supplier",
]
