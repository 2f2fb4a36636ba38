"""What binds a village's procurement: limits of the ways by size, the team, the number of sellers; from dated rows."""

import datetime as dt
from typing import Any

from pendopo.procurement.contracting import rule_on
from pendopo.procurement.models import ActivityTeamMember, VillagePackage, VillageSeller, VillageWay

TEMPLATES = {
    "desa_pembelian_langsung": VillageWay.DIRECT,
    "desa_permintaan_penawaran": VillageWay.QUOTATION,
    "desa_lelang": VillageWay.AUCTION,
}
"""Forms of the row RUN_VILLAGE, the smallest purchases first."""


class VillageRefused(Exception):
    """A rule forbids the act; `code` says which (see `village_words`), `more` fills its sentence."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code, self.more = code, more


def limits_on(day: dt.date) -> dict[str, int | None]:
    """Way of buying -> the largest amount it may be used for on the day, rupiah (none: no limit); small ones first."""
    forms = rule_on("RUN_VILLAGE", day)["forms"]
    return {TEMPLATES[form["template"]].value: form.get("most_amount") for form in forms}


def way_for(amount: int, limits: dict[str, int | None]) -> str:
    """The simplest way of buying that the limits allow for the amount."""
    return next(way for way, most in limits.items() if most is None or amount <= most)


def road_on(day: dt.date) -> dict[str, Any]:
    """The other values of the village's road on the day."""
    return rule_on("VILLAGE_ROAD", day)


def check_way(*, way: str, kind: str, amount: int, reason: str, day: dt.date) -> None:
    """Raise VillageRefused for a way that is too simple for the amount, or that passes over the residents unsaid."""
    if way == VillageWay.SELF_MANAGED:
        return
    most = limits_on(day)[way]
    if most is not None and amount > most:
        raise VillageRefused("way_limit", amount=most)
    if kind in road_on(day)["self_managed_first"] and not reason.strip():
        raise VillageRefused("self_managed_first")


def members_of(package: VillagePackage) -> list[ActivityTeamMember]:
    """The team by seats; nobody while none is named. One query."""
    team = getattr(package, "team", None)
    if team is None:
        return []
    seats = {"CHAIR": 0, "SECRETARY": 1, "MEMBER": 2}
    return sorted(team.members.select_related("user"), key=lambda one: (seats[one.seat], one.pk))


def refuse_unready_team(package: VillagePackage) -> None:
    """Raise VillageRefused unless the team is named and each member declared to have no interest."""
    members = members_of(package)
    if not members:
        raise VillageRefused("no_team")
    if any(one.interest for one in members):
        raise VillageRefused("interest", names=", ".join(one.user.label for one in members if one.interest))
    if waiting := [one.user.label for one in members if one.declared_at is None]:
        raise VillageRefused("undeclared", names=", ".join(waiting))


def sellers_of_round(package: VillagePackage) -> list[VillageSeller]:
    """The sellers of the present round, in the order they were noted. One query."""
    return list(package.sellers.filter(round=package.round).order_by("pk")[:50])


def priced_sellers(package: VillagePackage) -> list[VillageSeller]:
    """Those of them whose price counts: looked up for direct buying, quoted otherwise."""
    field = "look_amount" if package.way == VillageWay.DIRECT else "offer_amount"
    return [one for one in sellers_of_round(package) if getattr(one, field) is not None]
