"""What a supplier does on its own pages: begins, claims, joins, changes, sends, answers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.budget.views.rka import actor_of
from pendopo.files.inspection import FileRefused
from pendopo.kernel import clock
from pendopo.kernel.states import MoveRefused
from pendopo.organisations import services as organisations
from pendopo.procurement import queries, services
from pendopo.procurement.forms_suppliers import ClaimForm, OwnSupplierForm, WordsForm
from pendopo.procurement.views.own import own_of, place
from pendopo.procurement.views.own_words import refusal_said

REFUSED = (
    MoveRefused,
    organisations.SupplierRefused,
    organisations.TaxNumberKnown,
    services.AccountRefused,
    services.RatingRefused,
    services.ReasonMissing,
    services.SanctionRefused,
    services.SupplierIncomplete,
)
PAGE = "procurement/own/form.html"


def tried(request: HttpRequest, form: Any, act: Callable[[], Any], said: Any) -> Any:
    """What the act gave (or True); None when nothing was sent or it was refused: that then stands at its field."""
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return None
    try:
        made = act()
    except FileRefused as refusal:
        form.add_error("file", refusal.message)
        return None
    except REFUSED as refusal:
        field, text = refusal_said(refusal)
        if form is None:
            messages.error(request, text)
        else:
            form.add_error(field if field in form.fields else None, text)
        return None
    messages.success(request, said)
    return made or True


def by(request: HttpRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": actor_of(request), "now": clock.now()}


@login_required
def open_supplier(request: HttpRequest) -> HttpResponse:
    """Register one's own firm; where its record exists already, lead to the claim."""
    form = OwnSupplierForm(request.POST or None)
    said = _("Your firm's record is begun. Add the documents, then send it.")
    try:
        made = tried(request, form, lambda: services.open_supplier(values=form.values(), **by(request)), said)
        if made:
            return redirect("procurement:own_record", supplier=made.pk)
    except organisations.SupplierKnown as known:
        if known.supplier_id is None:
            form.add_error("nib", _("An organisation has this NIB. Ask the procurement unit (UKPBJ)."))
        else:
            messages.info(request, _("A record with this NIB exists. If the firm is yours, claim it here."))
            return redirect("procurement:claim_supplier", supplier=known.supplier_id)
    context = {"form": form, "title": _("Register your firm"), "label": _("Save and go on")}
    context |= {"lead": _("One record for each firm, for every purchase of this regency. Have your NIB at hand.")}
    return render(request, PAGE, context)


@login_required
def claim_supplier(request: HttpRequest, supplier: int) -> HttpResponse:
    """Say that an existing record is one's own."""
    found = queries.supplier_to_claim(supplier)
    if found is None:
        raise Http404
    form = ClaimForm(request.POST or None, initial={"nib": found.organisation.nib})
    said = _("Your claim is with the procurement unit. You get a message when it is decided.")
    claim = services.claim_supplier
    if tried(request, form, lambda: claim(supplier_id=supplier, **form.cleaned_data, **by(request)), said):
        return redirect("procurement:own")
    title = _("Is this your firm: %(name)s?") % {"name": found}
    lead = _("Its record exists. The procurement unit confirms that you act for it before you see anything of it.")
    return render(request, PAGE, {"form": form, "title": title, "lead": lead, "label": _("Send the claim")})


@login_required
def join_supplier(request: HttpRequest, token: str) -> HttpResponse:
    """Take an invitation to act for a supplier, with the account that is signed in."""
    said = _("Your account now acts for this firm.")
    made = tried(request, None, lambda: services.join_supplier(token=token, **by(request)), said)
    if made:
        return redirect("procurement:own_supplier", supplier=made.pk)
    title = _("Act for a firm")
    lead = _("With your account you see the firm's record, runs and contracts, and act in its name.")
    return render(request, PAGE, {"title": title, "lead": lead, "label": _("Take the invitation")})


@login_required
def change_record(request: HttpRequest, supplier: int) -> HttpResponse:
    """Change the firm's data; what was verified is then looked at again."""
    found = own_of(request, supplier)
    one = found.organisation
    kept = {key: getattr(one, key) for key in ("nib", "name", "form", "address", "email", "phone")}
    kept |= {"scale": found.scale, "kbli": ", ".join(found.fields_of_work)}
    form = OwnSupplierForm(request.POST or None, initial=kept, has_npwp=bool(one.npwp_index))
    if tried(request, form, lambda: _changed(request, supplier, form), _("Your data are saved.")):
        return redirect("procurement:own_record", supplier=supplier)
    lead = ""
    if found.status == "VERIFIED":
        lead = _("Whatever you change here, except e-mail and phone, is verified again before the next contract.")
    context = place(found, "record") | {"form": form, "title": _("Change the data"), "lead": lead}
    return render(request, PAGE, context | {"label": _("Save")})


def _changed(request: HttpRequest, supplier: int, form: OwnSupplierForm) -> None:
    """Write the record; another record's number is said at the field."""
    try:
        organisations.change_supplier(supplier_id=supplier, values=form.values(), **by(request))
    except organisations.SupplierKnown as known:
        raise services.AccountRefused("nib") from known


@login_required
def send_record(request: HttpRequest, supplier: int) -> HttpResponse:
    """Send the record for verification."""
    found = own_of(request, supplier)
    said = _("Sent. The procurement unit looks at your documents; you get a message.")
    if tried(request, None, lambda: services.send_supplier(supplier_id=supplier, **by(request)), said):
        return redirect("procurement:own_supplier", supplier=supplier)
    if request.method == "POST":
        return redirect("procurement:own_record", supplier=supplier)
    lead = _("The procurement unit (UKPBJ) compares your data with your documents.")
    context = place(found, "record") | {"title": _("Send for verification"), "lead": lead, "label": _("Send")}
    return render(request, PAGE, context)


@login_required
def answer_sanction(request: HttpRequest, supplier: int, sanction: int) -> HttpResponse:
    """Say what the firm has to say to a proposed sanction."""
    found = own_of(request, supplier)
    one = queries.sanctions_to_answer(found).filter(pk=sanction).first()
    if one is None:
        raise Http404
    form = WordsForm(request.POST or None, label=_("What your firm has to say"), most=4000)
    said = _("Your answer is kept. It is read before anything is decided.")
    answer, words = services.answer_sanction, lambda: form.cleaned_data["text"]
    if tried(request, form, lambda: answer(sanction_id=sanction, statement=words(), **by(request)), said):
        return redirect("procurement:own_supplier", supplier=supplier)
    context = place(found, "home") | {"form": form, "sanction": one, "title": _("Answer a proposed sanction")}
    return render(request, "procurement/own/sanction.html", context)


@login_required
def reply_rating(request: HttpRequest, supplier: int, rating: int) -> HttpResponse:
    """Read a rating, and reply once."""
    found = own_of(request, supplier)
    one = queries.rating_of_own(found, rating)
    if one is None:
        raise Http404
    form = None if one.replied_at else WordsForm(request.POST or None, label=_("Your reply"))
    said = _("Your reply stands beside the rating.")
    reply, words = services.reply_to_rating, lambda: form.cleaned_data["text"] if form else ""
    if form and tried(request, form, lambda: reply(rating_id=rating, reply=words(), **by(request)), said):
        return redirect("procurement:own_work", supplier=supplier)
    context = place(found, "work") | {"form": form, "rating": one, "title": _("How your work was rated")}
    return render(request, "procurement/own/rating.html", context)
