"""Tables of government bodies, and of the legal persons that deal with them."""

from pendopo.organisations.choices import CompanyForm as CompanyForm
from pendopo.organisations.choices import Scale as Scale
from pendopo.organisations.models.suppliers import Organisation as Organisation
from pendopo.organisations.models.suppliers import PersonRole as PersonRole
from pendopo.organisations.models.suppliers import Supplier as Supplier
from pendopo.organisations.models.suppliers import SupplierDocument as SupplierDocument
from pendopo.organisations.models.suppliers import SupplierPaper as SupplierPaper
from pendopo.organisations.models.suppliers import SupplierPerson as SupplierPerson
from pendopo.organisations.models.units import Position as Position
from pendopo.organisations.models.units import PositionKind as PositionKind
from pendopo.organisations.models.units import Unit as Unit
from pendopo.organisations.models.units import UnitKind as UnitKind
