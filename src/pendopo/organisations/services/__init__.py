"""Writing units and posts."""

from pendopo.organisations.rules import UnitValues
from pendopo.organisations.services.importing import import_units
from pendopo.organisations.services.positions import (
    PositionTaken,
    add_position,
    change_position,
    remove_position,
)
from pendopo.organisations.services.supplier_parts import (
    PaperValues,
    PersonValues,
    add_supplier_document,
    add_supplier_person,
    end_supplier_person,
    remove_supplier_document,
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
from pendopo.organisations.services.suppliers_own import (
    SupplierValues,
    TaxNumberKnown,
    change_supplier,
    register_own_supplier,
    submit_supplier,
)
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
    "PaperValues",
    "PersonValues",
    "PositionTaken",
    "SupplierKnown",
    "SupplierRefused",
    "SupplierValues",
    "TaxNumberKnown",
    "UnitHasParts",
    "UnitValues",
    "UnitsRefused",
    "add_position",
    "add_supplier_document",
    "add_supplier_person",
    "add_unit",
    "change_position",
    "change_supplier",
    "change_unit",
    "close_unit",
    "end_supplier_person",
    "import_suppliers",
    "import_units",
    "register_own_supplier",
    "register_supplier",
    "remove_position",
    "remove_supplier_document",
    "reopen_unit",
    "return_supplier",
    "submit_supplier",
    "verify_supplier",
]
