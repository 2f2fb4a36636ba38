"""What villages, residents and the regency read of village budgets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from pendopo.budget.models import NodeTotal, Stage
from pendopo.budget.states import OPEN, StageStatus
from pendopo.budget.village_codes import FROM_REGENCY
from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit, UnitKind
from pendopo.regions.queries import kecamatan_of, region_code

SIGNS = {"4": 1, "5": -1, "6.1": 1, "6.2": -1}


@dataclass
class VillageSums:
    """A village's sums in whole rupiah: by account code, and by bidang code."""

    stage: Stage
    accounts: dict[str, int] = field(default_factory=dict)
    fields: dict[str, int] = field(default_factory=dict)

    @property
    def revenue(self) -> int:
        return self.accounts.get("4", 0)

    @property
    def spending(self) -> int:
        return self.accounts.get("5", 0)

    @property
    def surplus(self) -> int:
        """Revenue less spending: below zero it is a deficit."""
        return self.revenue - self.spending

    @property
    def financing(self) -> int:
        return self.accounts.get("6.1", 0) - self.accounts.get("6.2", 0)

    @property
    def balance(self) -> int:
        """Planned SiLPA: revenue - spending + financing; 0 is balanced."""
        return sum(sign * self.accounts.get(code, 0) for code, sign in SIGNS.items())

    @property
    def from_regency(self) -> int:
        """What the regency's own budget already holds as its transfer to this village."""
        return sum(self.accounts.get(code, 0) for code in FROM_REGENCY)


def village_sums(stages: Iterable[Stage]) -> list[VillageSums]:
    """The sums of village stages, in their order. One query."""
    found = {stage.pk: VillageSums(stage) for stage in stages}
    totals = NodeTotal.objects.filter(stage__in=found, unit=None)
    for stage, account, activity, amount in totals.values_list("stage_id", "account__code", "activity__code", "amount"):
        if account is not None:
            found[stage].accounts[account] = amount
        elif activity is not None:
            found[stage].fields[activity] = amount
    return list(found.values())


def villages_of(actor: Actor, right: str = "budget.see_apbdes") -> list[Unit]:
    """The villages for which the actor holds that right, by code. One query."""
    if not permits(actor, right):
        return []
    units = Unit.objects.filter(kind=UnitKind.VILLAGE, is_active=True).order_by("code")
    return [unit for unit in units if permits(actor, right, unit)]


OF_THE_VILLAGE = ("budget.compose_apbdes", "budget.submit_apbdes", "budget.publish_apbdes")


def apbdes_at_work(actor: Actor) -> QuerySet[Stage]:
    """The budgets of the actor's villages, newest year first. The camat sees a draft once it was handed in."""
    villages = villages_of(actor)
    own = [unit for unit in villages if any(permits(actor, right, unit) for right in OF_THE_VILLAGE)]
    seen = Q(owner__in=own) | (Q(owner__in=villages) & ~Q(status=StageStatus.DRAFT))
    return Stage.objects.filter(seen).select_related("owner", "base").order_by("-year", "owner__code", "-seq")


def apbdes_visible_to(actor: Actor, stage_id: int) -> Stage | None:
    """The village budget of that id if the actor works on it."""
    return apbdes_at_work(actor).filter(pk=stage_id).first()


def published_apbdes(year: int) -> QuerySet[Stage]:
    """The published budgets of villages in a year, by code of the village."""
    found = Stage.objects.filter(year=year, owner__isnull=False, owner__kind=UnitKind.VILLAGE, status__in=OPEN)
    return found.exclude(status="SUPERSEDED").select_related("owner").order_by("owner__code")


def node_names(stage: Stage) -> dict[str, str]:
    """Code -> name of all accounts and bidang of the stage's lists. Two queries."""
    accounts = stage.account_list.accounts.values_list("code", "name") if stage.account_list else ()
    return dict(accounts) | dict(stage.code_list.activities.filter(parent=None).values_list("code", "name"))


@dataclass(frozen=True)
class KecamatanSum:
    """Village budgets of one kecamatan: how many, revenue, spending, and what came from the regency; whole rupiah."""

    name: str
    villages: list[VillageSums]

    @property
    def revenue(self) -> int:
        return sum(row.revenue for row in self.villages)

    @property
    def spending(self) -> int:
        return sum(row.spending for row in self.villages)

    @property
    def from_regency(self) -> int:
        return sum(row.from_regency for row in self.villages)


def apbdes_by_kecamatan(year: int) -> list[KecamatanSum]:
    """Published village budgets of a year, by kecamatan (first eight characters of the code). Three queries."""
    names = dict(kecamatan_of(region_code()).values_list("code", "name"))
    groups: dict[str, list[VillageSums]] = defaultdict(list)
    for row in village_sums(published_apbdes(year)):
        groups[row.stage.owner.code[:8] if row.stage.owner else ""].append(row)
    return [KecamatanSum(names.get(code, code), rows) for code, rows in sorted(groups.items())]
