"""Photos of reports in the workspace: sent, several at once, looked at beside their twin, judged."""

import uuid
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pendopo.budget.views.rka import actor_of
from pendopo.files.queries import rendition_of
from pendopo.files.services import FileRefused
from pendopo.files.serving import bytes_response
from pendopo.kernel import clock
from pendopo.kernel.access import permits
from pendopo.kernel.states import MoveRefused
from pendopo.monitoring import queries, services
from pendopo.monitoring.forms_photos import JudgeForm, PhotosForm
from pendopo.monitoring.views.photo_words import finding_words, photo_facts, photo_problem
from pendopo.monitoring.views.work import project_of


@login_required
def add_photos(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Several photos of a report at once; what is refused is named, the others are stored."""
    project = project_of(request, code)
    report = queries.report_at_work(project, pk)
    if report is None:
        raise Http404
    if not permits(actor_of(request), "monitoring.report_progress", project):
        raise PermissionDenied
    items = [(row.item_id, row.item.name) for row in report.items.select_related("item")]
    form = PhotosForm(request.POST or None, items=items)
    if request.method == "POST" and form.is_valid():
        if not request.FILES.getlist("photos"):
            form.add_error(None, _("Choose at least one photo."))
        for problem in take_photos(request, report, form.cleaned_data["key"], form.cleaned_data["item"]):
            form.add_error(None, problem)
        if form.is_valid():
            return redirect("monitoring:report", code=project.code, pk=report.pk)
    return render(request, "monitoring/photos/new.html", {"project": project, "report": report, "form": form})


def take_photos(request: HttpRequest, report: Any, key: uuid.UUID, item_id: int | None = None) -> list[str]:
    """Store the photos of a form; what is wrong with those that are refused, by name."""
    problems, stored = [], 0
    for file in request.FILES.getlist("photos"):
        data = file.read()
        own = uuid.uuid5(key, sha256(data).hexdigest())
        values = services.PhotoValues(key=own, data=data, file_name=file.name or "foto.jpg", item_id=item_id)
        try:
            services.receive_photo(report_id=report.pk, values=values, actor=actor_of(request), now=clock.now())
            stored += 1
        except services.PhotoRefused as refusal:
            problems.append(f"{file.name}: {photo_problem(refusal.code)}")
        except FileRefused as refusal:
            problems.append(f"{file.name}: {refusal.message}")
    if stored:
        said = ngettext("%(number)s photo is stored.", "%(number)s photos are stored.", stored)
        messages.success(request, said % {"number": stored})
    return problems


@login_required
def photo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One photo, beside its twin where it has one; the supervisor or the PPK judges it here."""
    project = project_of(request, code)
    found = queries.photo_of(project, pk)
    if found is None:
        raise Http404
    form = JudgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _judged(request, found, form):
        messages.success(request, _("Done."))
        return redirect("monitoring:report", code=project.code, pk=found.report_id)
    judges = found.status in {"RECEIVED", "SUSPECT"} and permits(actor_of(request), "monitoring.judge_photo", project)
    context = {
        "project": project, "photo": found, "form": form, "facts": photo_facts(found), "judges": judges,
        "findings": finding_words(found), "twin_facts": photo_facts(found.twin) if found.twin else [],
    }  # fmt: skip
    return render(request, "monitoring/photos/photo.html", context)


def _judged(request: HttpRequest, found: Any, form: JudgeForm) -> bool:
    act: Any = services.reject_photo if request.POST.get("act") == "tolak" else services.accept_photo
    try:
        act(photo_id=found.pk, actor=actor_of(request), now=clock.now(), reason=form.cleaned_data["reason"])
    except services.PhotoRefused as refusal:
        form.add_error("reason" if refusal.code == "reason" else None, photo_problem(refusal.code))
        return False
    except MoveRefused:
        form.add_error(None, _("Somebody else was quicker: open the page anew to see where the photo stands."))
        return False
    return True


@login_required
def photo_picture(request: HttpRequest, code: str, pk: int, name: str) -> FileResponse:
    """A rendition of a photo for those who work on it, or of the photo of another work that looks the same."""
    found = queries.photo_of(project_of(request, code), pk)
    if found is None:
        raise Http404
    if request.GET.get("kembar") and found.twin:
        found = found.twin
    return picture_answer(found, name, public=False)


def picture_answer(found: Any, name: str, *, public: bool) -> FileResponse:
    """The rendition of that name; the original never leaves by a page."""
    shown = rendition_of(found.document, name)
    if shown is None:
        raise Http404
    return bytes_response(shown.sha256, shown.media_type, public=public, file_name=name, download=False)
