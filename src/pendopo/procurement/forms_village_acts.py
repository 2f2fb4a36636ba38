"""Which form and which service belong to an act on a village's package: the same for pages and for machines."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _

from pendopo.kernel.access import Actor
from pendopo.kernel.display import money
from pendopo.procurement import forms_village as forms
from pendopo.procurement import queries, services
from pendopo.procurement.models import VillagePackage, VillageWay

Act = Callable[[VillagePackage, Any, Actor, dt.datetime], object]


def _of_package(service: Callable[..., object]) -> Act:
    return lambda package, form, actor, now: service(package_id=package.pk, actor=actor, now=now, **form.given())


def _of_seller(service: Callable[..., object]) -> Act:
    return lambda _package, form, actor, now: service(actor=actor, now=now, **form.given())


def _change(package: VillagePackage, form: Any, actor: Actor, now: dt.datetime) -> object:
    return services.change_village_package(package_id=package.pk, values=form.values(), actor=actor, now=now)


ACT_SERVICES: dict[str, Act] = {
    "change": _change,
    "team": _of_package(services.name_activity_team),
    "declare": _of_package(services.declare_team_interest),
    "announce": _of_package(services.announce_village_package),
    "seller": _of_package(services.add_village_seller),
    "comer": _of_package(services.add_village_seller),
    "ask": _of_package(services.ask_village_sellers),
    "offer": _of_seller(services.record_village_offer),
    "talk": _of_seller(services.negotiate_village_offer),
    "decide": _of_seller(services.decide_village_seller),
    "fail": _of_package(services.fail_village_request),
    "begin": _of_package(services.begin_village_work),
    "agree": _of_package(services.agree_village_package),
    "report": _of_package(services.report_village_package),
    "accept": _of_package(services.accept_village_package),
    "send_back": _of_package(services.send_back_village_report),
    "pay": _of_package(services.pay_village_package),
    "settle": _of_package(services.settle_village_package),
    "cancel": _of_package(services.cancel_village_package),
}
FORMS: dict[str, type[Form]] = {
    "team": forms.TeamForm, "declare": forms.InterestForm, "seller": forms.SellerForm, "comer": forms.SellerForm,
    "ask": forms.AskForm, "offer": forms.OfferForm, "talk": forms.TalkForm, "decide": forms.DecideForm,
    "fail": forms.VillageReasonForm, "begin": forms.AgreeForm, "agree": forms.AgreeForm, "report": forms.ReportForm,
    "send_back": forms.VillageReasonForm, "pay": forms.PayForm, "cancel": forms.VillageReasonForm,
}  # fmt: skip


def ways_to_choose(now: dt.datetime) -> list[tuple[str, str]]:
    """The ways with their limits, the residents' own work first."""
    limits = queries.limits_on(timezone.localdate(now))
    rows = [(VillageWay.SELF_MANAGED.value, str(VillageWay.SELF_MANAGED.label))]
    for way, most in limits.items():
        label = str(VillageWay(way).label)
        upto = _("%(way)s, up to %(amount)s") % {"way": label, "amount": money(most)} if most else label
        rows.append((way, upto))
    return rows


def act_form(act: str, package: VillagePackage, data: Any, files: Any, now: dt.datetime) -> Any:
    """The form of the act, with what it needs to know of the package."""
    if act == "change":
        initial = {name: getattr(package, name) for name in services.VillageValues.__annotations__}
        return forms.VillagePackageForm(data, lines=None, ways=ways_to_choose(now), initial=initial)
    form = FORMS.get(act, forms.PlainForm)
    return form(data, files, **_given_to(act, package, now))


def _given_to(act: str, package: VillagePackage, now: dt.datetime) -> dict[str, Any]:
    direct = package.way == VillageWay.DIRECT
    today = timezone.localdate(now)
    if act == "team":
        return {"people": queries.people_for_team(package.unit, today), "initial": {"date": today}}
    if act in ("seller", "comer"):
        return {"direct": direct, "initial": {"look_date": today}}
    if act in ("agree", "begin"):
        return {"direct": direct, "initial": {"date": today}}
    if act == "report":
        return {"package": package}
    if act in ("offer", "talk", "decide"):
        found = queries.sellers_of_round(package) if act == "offer" else queries.priced_sellers(package)
        return {"sellers": [(one.pk, one.name) for one in found]}
    return {"initial": {"date": today}} if act == "pay" else {}
