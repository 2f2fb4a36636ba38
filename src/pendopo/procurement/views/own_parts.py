"""The parts of a supplier's record on its own pages: documents, people, capacity, accounts; added and removed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pendopo.organisations import services as organisations
from pendopo.organisations.queries import paper_kinds, person_roles
from pendopo.procurement import queries, services
from pendopo.procurement.forms_suppliers import CapacityForm, InviteForm, PaperForm, PersonForm
from pendopo.procurement.views.own import own_of, place
from pendopo.procurement.views.own_acts import PAGE, by, tried


@dataclass(frozen=True)
class Part:
    """One kind of part: how its pages are called, its form, the acts that add (form's values) and remove (key)."""

    title: Any
    label: Any
    said: Any
    form: Callable[[Any, Any], Any]
    add: Callable[[int, Any, dict[str, Any]], Any]
    removal: Any
    removal_text: Any
    removal_label: Any
    remove: Callable[[int, int, dict[str, Any]], Any]


PARTS = {
    "berkas": Part(
        gettext_lazy("Add a document"),
        gettext_lazy("Keep the document"),
        gettext_lazy("The document is kept. You are reminded before it ends."),
        lambda data, files: PaperForm(data, files, kinds=paper_kinds()),
        lambda one, form, who: organisations.add_supplier_document(supplier_id=one, values=form.values(), **who),
        gettext_lazy("Remove %(name)s"),
        gettext_lazy("The document is taken out of your record."),
        gettext_lazy("Remove"),
        lambda one, key, who: organisations.remove_supplier_document(supplier_id=one, document_id=key, **who),
    ),
    "orang": Part(
        gettext_lazy("Add a person"),
        gettext_lazy("Add the person"),
        gettext_lazy("The person is in your record."),
        lambda data, _files: PersonForm(data, roles=person_roles()),
        lambda one, form, who: organisations.add_supplier_person(supplier_id=one, values=form.values(), **who),
        gettext_lazy("%(name)s has no part any more"),
        gettext_lazy("The role ends today. That there was one stays in the record."),
        gettext_lazy("End the role"),
        lambda one, key, who: organisations.end_supplier_person(supplier_id=one, person_id=key, **who),
    ),
    "kemampuan": Part(
        gettext_lazy("Add to your capacity"),
        gettext_lazy("Add it"),
        gettext_lazy("It stands in your record."),
        lambda data, _files: CapacityForm(data, kinds=queries.capacity_kinds()),
        lambda one, form, who: services.add_capacity(supplier_id=one, values=form.values(), **who),
        gettext_lazy("Remove %(name)s"),
        gettext_lazy("It is taken out of your record."),
        gettext_lazy("Remove"),
        lambda one, key, who: services.remove_capacity(supplier_id=one, capacity_id=key, **who),
    ),
    "akun": Part(
        gettext_lazy("Invite somebody to act for your firm"),
        gettext_lazy("Send the invitation"),
        gettext_lazy("The invitation is sent. It is good for seven days."),
        lambda data, _files: InviteForm(data),
        lambda one, form, who: services.invite_account(supplier_id=one, **form.cleaned_data, **who),
        gettext_lazy("Close the account of %(name)s"),
        gettext_lazy("From now on it sees nothing of your firm and can do nothing in its name."),
        gettext_lazy("Close the account"),
        lambda one, key, who: services.close_account(supplier_id=one, account_id=key, **who),
    ),
}


def kind_of(part: str) -> Part:
    """The part of that word in an address. Raises Http404."""
    if part not in PARTS:
        raise Http404
    return PARTS[part]


@login_required
def add_part(request: HttpRequest, supplier: int, part: str) -> HttpResponse:
    """Add a document, a person, a capacity, or invite an account."""
    found, kind = own_of(request, supplier), kind_of(part)
    form = kind.form(request.POST or None, request.FILES or None)
    if tried(request, form, lambda: kind.add(supplier, form, by(request)), kind.said):
        return redirect("procurement:own_record", supplier=supplier)
    context = place(found, "record") | {"form": form, "title": kind.title, "label": kind.label}
    return render(request, PAGE, context)


@login_required
def remove_part(request: HttpRequest, supplier: int, part: str, key: int) -> HttpResponse:
    """Remove a document or a capacity, end a person's role, close an account, after asking."""
    found, kind = own_of(request, supplier), kind_of(part)
    name = queries.part_named(found, part, key)
    if name is None:
        raise Http404
    if tried(request, None, lambda: kind.remove(supplier, key, by(request)), _("Done.")):
        return redirect("procurement:own_record", supplier=supplier)
    words = {"title": kind.removal % {"name": name}, "lead": kind.removal_text, "label": kind.removal_label}
    return render(request, PAGE, place(found, "record") | words | {"kind": "danger"})
