"""The steps of a run for machines: committee, declaration, schedule, files, amendments, answers, taking part.

The same acts and refusals as on the pages.
"""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, File, Form, Router, Schema
from ninja.errors import HttpError
from ninja.files import UploadedFile
from ninja.security import django_auth
from pydantic import AwareDatetime

from pendopo.audit.once import once
from pendopo.kernel import clock
from pendopo.procurement import queries, services
from pendopo.procurement.api_acts import ActIn, Ids, SaidIn, by, refusing
from pendopo.procurement.api_answers import CODE, acting
from pendopo.procurement.api_runs import RunDetailOut, RunQuestionOut, detail_of, on, refusing_runs
from pendopo.procurement.views.run_words import refusal_text
from pendopo.procurement.views.runs import allowed

run_steps_router = Router(tags=["runs at work"], auth=django_auth)
taking_part_router = Router(tags=["taking part in runs"], auth=django_auth)
refusing_part = refusing((services.TenderRefused,), refusal_text)


class RunPersonOut(Schema):
    """Somebody who may get a seat."""

    person: int
    name: str


class MemberSeatIn(ActIn):
    """Whose seat."""

    person: Ids
    seat: Literal["CHAIR", "SECRETARY", "MEMBER"]


class CommitteeIn(ActIn):
    """The whole committee: an odd number, at least three, one chair."""

    seats: list[MemberSeatIn] = Field(max_length=25)


class DeclarationIn(ActIn):
    """Nothing where there is no interest; else which one, and the seat does not count."""

    interest: str = Field("", max_length=1000)


class StartIn(ActIn):
    """From when on the template's steps are laid."""

    start: AwareDatetime


class SpanIn(ActIn):
    """When a step begins and ends."""

    step: str = Field(min_length=1, max_length=60)
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class MoveIn(ActIn):
    """The steps to move; once announced, with the reason."""

    steps: list[SpanIn] = Field(min_length=1, max_length=60)
    reason: str = Field("", max_length=500)


class RunAmendIn(ActIn):
    """What changes; the deadline only where it moves."""

    summary: str = Field(min_length=1, max_length=4000)
    deadline: AwareDatetime | None = None


class BriefingIn(ActIn):
    """What was explained, when, and how many were there."""

    notes: str = Field(min_length=1, max_length=12000)
    present: int = Field(ge=0, le=10000)
    held_at: AwareDatetime


class SupplierIn(ActIn):
    """Which supplier."""

    supplier: Ids


class RunFileIn(ActIn):
    """What a file is, and how it is called in the list."""

    kind: Literal["SELECTION", "KAK", "CONTRACT", "DRAWING", "OTHER"] = "OTHER"
    title: str = Field(min_length=1, max_length=200)


class ParticipationOut(Schema):
    """A participation of the caller's firm."""

    tender: str = Field(alias="tender.code")
    supplier: int = Field(alias="supplier_id")
    name: str
    status: str

    @staticmethod
    def resolve_name(part: Any) -> str:
        """The firm."""
        return str(part.supplier)


@run_steps_router.get("/runs/{code}/people", response=list[RunPersonOut], summary="Who may get a seat in the committee")
@refusing_runs
def people(request: HttpRequest, code: str = CODE) -> Any:
    """People of the selection committees for the run's unit."""
    found = queries.people_for_committee(allowed(request, code, "committee"), clock.today())
    return [{"person": pk, "name": name} for pk, name in found]


@run_steps_router.put("/runs/{code}/committee", response=RunDetailOut, summary="Appoint the committee")
@once
@refusing_runs
def put_committee(request: HttpRequest, values: CommitteeIn, code: str = CODE) -> Any:
    """Who stays keeps the declaration."""
    seats = {one.person: one.seat for one in values.seats}
    services.appoint_committee(seats=seats, **on(request, code, "committee"))
    return detail_of(request, code)


@run_steps_router.post("/runs/{code}/declaration", response=RunDetailOut, summary="Declare as a member")
@once
@refusing_runs
def declare(request: HttpRequest, values: DeclarationIn, code: str = CODE) -> Any:
    """To have no interest, or which one."""
    services.declare_interest(interest=values.interest, **on(request, code, "declare"))
    return detail_of(request, code)


@run_steps_router.post("/runs/{code}/schedule", response=RunDetailOut, summary="Propose the schedule")
@once
@refusing_runs
def propose(request: HttpRequest, values: StartIn, code: str = CODE) -> Any:
    """From the template of the method, from a moment on."""
    services.propose_schedule(start=values.start, **on(request, code, "schedule"))
    return detail_of(request, code)


@run_steps_router.patch("/runs/{code}/schedule", response=RunDetailOut, summary="Move steps of the schedule")
@once
@refusing_runs
def move(request: HttpRequest, values: MoveIn, code: str = CODE) -> Any:
    """A schedule that does not fit together is refused with what is wrong with each step."""
    times = {one.step: (one.starts_at, one.ends_at) for one in values.steps}
    services.move_schedule(times=times, reason=values.reason, **on(request, code, "schedule"))
    return detail_of(request, code)


@run_steps_router.post("/runs/{code}/amendments", response=RunDetailOut, summary="Amend what was announced")
@once
@refusing_runs
def amend(request: HttpRequest, values: RunAmendIn, code: str = CODE) -> Any:
    """Numbered, in writing; everybody reads it at once."""
    services.amend_documents(summary=values.summary, deadline=values.deadline, **on(request, code, "amend"))
    return detail_of(request, code)


@run_steps_router.post("/runs/{code}/questions/{int:number}/answer", response=RunDetailOut, summary="Answer a question")
@once
@refusing_runs
def answer(request: HttpRequest, number: int, values: SaidIn, code: str = CODE) -> Any:
    """For everybody, once."""
    question = queries.question_of(allowed(request, code, "answer"), min(number, 2**31 - 1))
    if question is None:
        raise HttpError(404, "Not found")
    services.answer_question(question_id=question.pk, answer=values.text, **by(request))
    return detail_of(request, code)


@run_steps_router.post("/runs/{code}/briefings", response=RunDetailOut, summary="Draw up minutes of the briefing")
@once
@refusing_runs
def briefing(request: HttpRequest, values: BriefingIn, code: str = CODE) -> Any:
    """With the questions and answers so far."""
    services.hold_briefing(**values.dict(), **on(request, code, "briefing"))
    return detail_of(request, code)


@run_steps_router.post("/runs/{code}/invitations", response=RunDetailOut, summary="Invite a supplier")
@once
@refusing_runs
def invite(request: HttpRequest, values: SupplierIn, code: str = CODE) -> Any:
    """To a run of a direct method; it is told."""
    own = on(request, code, "invite")
    if queries.supplier_to_claim(values.supplier) is None:
        raise HttpError(404, "Not found")
    services.invite_participant(supplier_id=values.supplier, **own)
    return detail_of(request, code)


@taking_part_router.post("/runs/{code}/participants", response={201: ParticipationOut}, summary="Register one's firm")
@once
@refusing_part
def register(request: HttpRequest, values: SupplierIn, code: str = CODE) -> Any:
    """Once more gives the same participation."""
    run = _joined(request, code)
    if not any(one.pk == values.supplier for one in queries.suppliers_of(acting(request))[:20]):
        raise HttpError(404, "Not found")
    return 201, services.register_participant(tender_id=run.pk, supplier_id=values.supplier, **by(request))


@taking_part_router.post("/runs/{code}/questions", response={201: RunQuestionOut}, summary="Ask about the documents")
@once
@refusing_part
def ask(request: HttpRequest, values: SaidIn, code: str = CODE) -> Any:
    """In the name of a firm that takes part; the name does not stand beside the question."""
    parts = queries.parts_of(acting(request), _joined(request, code))
    if not parts:
        raise HttpError(404, "Not found")
    return 201, services.ask_question(participant_id=parts[0].pk, text=values.text, **by(request))


def _joined(request: HttpRequest, code: str) -> Any:
    found = queries.run_to_join(acting(request), code)
    if found is None:
        raise HttpError(404, "Not found")
    return found


@run_steps_router.post("/runs/{code}/documents", response={201: RunDetailOut}, summary="Add a file to the run")
@refusing_runs
def add_file(request: HttpRequest, values: Form[RunFileIn], file: File[UploadedFile], code: str = CODE) -> Any:
    """Everybody reads it once the run is announced. As multipart form."""
    sent = services.SentFile(file.read(), file.name or "", kind=values.kind, title=values.title)
    services.add_tender_document(file=sent, **on(request, code, "document"))
    return 201, detail_of(request, code)


@run_steps_router.delete("/runs/{code}/documents/{int:document}", response={204: None}, summary="Take a file out")
@refusing_runs
def take_file_out(request: HttpRequest, document: int, code: str = CODE) -> Any:
    """Before the run is announced."""
    found = allowed(request, code, "document")
    if not any(one.pk == document for one in queries.documents_of(found)):
        raise HttpError(404, "Not found")
    services.remove_tender_document(document_id=document, **by(request))
    return 204, None
