"""Critical contracts: the cases of a work, and what may be done next."""

from pendopo.kernel.access import Actor, permits
from pendopo.monitoring.models import CatchUpTest, CriticalCase, Project
from pendopo.monitoring.states_cases import CaseStatus

NEXT = {
    CaseStatus.OPENED: ("sebab",),
    CaseStatus.ROUTED: ("selesaikan",),
    CaseStatus.CLASSIFIED: ("teguran",),
    CaseStatus.WARNED: ("rapat",),
    CaseStatus.TESTING: ("nilai",),
    CaseStatus.FAILED: ("teguran",),
    CaseStatus.FINAL: ("akhiri",),
}


def cases_of(project: Project) -> list[CriticalCase]:
    """The cases of a work with their letters and meetings, latest first. Three queries."""
    found = CriticalCase.objects.filter(project=project).prefetch_related("letters", "meetings__test")
    return list(found.order_by("-number")[:20])


def case_of(project: Project, number: int) -> CriticalCase | None:
    """One case of a work. Three queries."""
    found = CriticalCase.objects.filter(project=project, number=number).prefetch_related("letters", "meetings__test")
    return found.first()


def case_steps(actor: Actor, case: CriticalCase) -> tuple[str, ...]:
    """What the person may do with the case now."""
    allowed = permits(actor, "monitoring.handle_case", case.project)
    return NEXT.get(CaseStatus(case.status), ()) if allowed else ()


def pending_test(case: CriticalCase) -> CatchUpTest | None:
    """The test that is under way. One query."""
    return CatchUpTest.objects.filter(meeting__case=case, result=CatchUpTest.Result.PENDING).first()
