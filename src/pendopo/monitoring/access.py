"""Who may do what in monitoring."""

from typing import Any

from django.apps import apps
from rules.predicates import Predicate, predicate

from pendopo.kernel import access
from pendopo.monitoring import access_payments
from pendopo.monitoring.access_works import LOOKERS, holds_for_work
from pendopo.procurement.access_suppliers import acts_for_supplier


@predicate
def carries_it_out(actor: access.Actor, subject: Any = None) -> bool:
    """Whether the actor's account is named for the supplier of the work's contract."""
    if actor.pk is None or subject is None:
        return False
    executions = apps.get_model("monitoring", "ContractExecution").objects
    execution = executions.select_related("contract__supplier").filter(project_id=subject.pk).first()
    return execution is not None and bool(acts_for_supplier(actor, execution.contract.supplier))


PERMISSIONS: dict[str, Predicate] = {
    "monitoring.see_projects": access.holds(*LOOKERS),
    "monitoring.work_on": carries_it_out | holds_for_work(*LOOKERS, "pengawas"),
    "monitoring.write_plan": carries_it_out | holds_for_work("pptk", "pengawas"),
    "monitoring.approve_plan": holds_for_work("ppk"),
    "monitoring.report_progress": carries_it_out | holds_for_work("pptk", "pengawas"),
    "monitoring.measure_progress": holds_for_work("pengawas", "pptk"),
    "monitoring.accept_progress": holds_for_work("ppk"),
    "monitoring.judge_photo": holds_for_work("pengawas", "pptk", "ppk"),
    "monitoring.import_handovers": access.holds("ppkd", "admin"),
    "monitoring.count_flags": access.only_system | access.holds("apip"),
    "monitoring.answer_flag": access.holds("ppk", "pptk", "pa", "kpa", "head"),
    "monitoring.judge_flag": access.holds("apip"),
    "monitoring.hand_over": holds_for_work("ppk"),
    "monitoring.register_asset": holds_for_work("ppk", "pptk", "bendahara", "staff"),
    "monitoring.handle_case": holds_for_work("ppk"),
    "monitoring.take_up": access.only_system,
    "monitoring.seed_demo": access.only_system,
    **access_payments.PERMISSIONS,
}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
