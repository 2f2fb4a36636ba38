"""What the acts on packages share: the values of one, their checks, its version as the public sees it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from django.db.models import Q

from pendopo.budget.models import Line
from pendopo.procurement.models import BudgetShare, MethodRule, Package, PackagePlace, PackageVersion
from pendopo.regions.models import Desa

Shares = Mapping[int, int]
"""Line id -> whole rupiah."""
MOST = 9_000_000_000_000_000


class ShareRefused(Exception):
    """A share is zero or less, beyond all measure, or of a line of another unit or year: `line_ids`."""

    def __init__(self, line_ids: list[int]) -> None:
        super().__init__(str(line_ids))
        self.line_ids = line_ids


class PackageUnfinished(Exception):
    """What is still missing before a package can be approved: names of fields, `shares`, or `method`."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class PackageChanged(Exception):
    """Somebody changed the package after it was read."""


class ReasonMissing(Exception):
    """This step needs its reason in writing."""


class PackageInUse(Exception):
    """A selection run or a contract is under way for the package."""


@dataclass(frozen=True)
class PackageValues:
    """What a person says of a package; `desa` are codes of villages."""

    title: str
    kind: str = ""
    method: str = ""
    method_reason: str = ""
    circumstance: str = ""
    self_managed_type: str = ""
    description: str = ""
    volume: str = ""
    place_note: str = ""
    is_umk: bool = False
    is_pdn: bool = False
    tkdn_percent: Decimal | None = None
    selection_from_date: dt.date | None = None
    selection_to_date: dt.date | None = None
    contract_from_date: dt.date | None = None
    contract_to_date: dt.date | None = None
    desa: tuple[str, ...] = ()


def holder_of(package: Package) -> str:
    """The package's name in the ledger of funds."""
    return f"procurement.package:{package.pk}"


COLUMNS = [field.name for field in fields(PackageValues) if field.name != "desa"]
DATES = [name for name in COLUMNS if name.endswith("_date")]
NEEDED = ("kind", "method", "volume", *DATES)


def values_of(package: Package) -> PackageValues:
    """The package's values as they stand, a pending revision included."""
    if package.pending:
        return _read(package.pending["values"])
    desa = tuple(package.places.order_by("desa_id").values_list("desa_id", flat=True))
    return PackageValues(desa=desa, **{name: getattr(package, name) for name in COLUMNS})


def shares_of(package: Package) -> dict[int, int]:
    """The package's shares as they stand, a pending revision included."""
    if package.pending:
        return {int(line): amount for line, amount in package.pending["shares"].items()}
    return dict(package.shares.order_by("line_id").values_list("line_id", "amount"))


def written(values: PackageValues) -> dict[str, Any]:
    """The values as JSON."""
    plain = {name: _plain(value) for name, value in asdict(values).items()}
    return plain | {"desa": list(values.desa)}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | dt.date) else value


def _read(data: dict[str, Any]) -> PackageValues:
    dates = {name: dt.date.fromisoformat(data[name]) if data[name] else None for name in DATES}
    tkdn = Decimal(data["tkdn_percent"]) if data["tkdn_percent"] else None
    return PackageValues(**data | dates | {"tkdn_percent": tkdn, "desa": tuple(data["desa"])})


def check_shares(package: Package, shares: Shares) -> None:
    """Raise ShareRefused unless every line belongs to the package's unit and year, with an amount."""
    wrong = [line for line, amount in shares.items() if not 0 < amount <= MOST]
    known = Line.objects.filter(pk__in=shares, sheet__unit_id=package.unit_id, sheet__year=package.year)
    wrong += sorted(set(shares) - set(known.values_list("pk", flat=True)))
    if wrong:
        raise ShareRefused(wrong)


def apply(package: Package, values: PackageValues, shares: Shares) -> None:
    """Write the values and shares into the package's rows."""
    for name in COLUMNS:
        setattr(package, name, getattr(values, name))
    package.ceiling_amount = sum(shares.values())
    package.save()
    package.shares.all().delete()
    BudgetShare.objects.bulk_create(BudgetShare(package=package, line_id=pk, amount=a) for pk, a in shares.items())
    package.places.all().delete()
    known = Desa.objects.filter(pk__in=values.desa).values_list("pk", flat=True)
    PackagePlace.objects.bulk_create(PackagePlace(package=package, desa_id=code) for code in known)


def limits_on(day: dt.date) -> list[MethodRule]:
    """The rows of methods in force on the day."""
    at = Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))
    return list(MethodRule.objects.filter(at))


def missing_of(values: PackageValues, shares: Shares) -> list[str]:
    """Names of what has to be filled in before the package can be approved."""
    missing = [name for name in NEEDED if not getattr(values, name)]
    if values.method == "SELF_MANAGED" and not values.self_managed_type:
        missing.append("self_managed_type")
    return missing if shares else [*missing, "shares"]


def note_version(package: Package, *, reason: str, actor_label: str, now: dt.datetime) -> PackageVersion:
    """Keep the package as it is announced now."""
    rows = BudgetShare.objects.filter(package=package).select_related("line__sheet__activity", "line__account")
    shares = [
        {
            "line": row.line_id,
            "code": f"{row.line.sheet.activity.code if row.line.sheet.activity else ''}.{row.line.account.code}",
            "name": row.line.account.name,
            "amount": row.amount,
        }
        for row in rows.order_by("line_id")
    ]
    data = written(values_of(package)) | {"ceiling_amount": package.ceiling_amount, "shares": shares}
    return PackageVersion.objects.create(
        package=package, number=package.version, data=data, reason=reason, actor_label=actor_label, announced_at=now
    )
