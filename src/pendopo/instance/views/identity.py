"""Name and look, contacts, crest, population."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pendopo.instance import queries, services
from pendopo.instance.forms import ContactForm, CrestForm, IdentityForm, PopulationForm
from pendopo.instance.views.people import actor, for_administrators
from pendopo.kernel import clock
from pendopo.kernel.display import number


def _present() -> Any:
    found = queries.current()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, form: Any, **words: Any) -> HttpResponse:
    return render(request, "instance/form.html", {"form": form, **words})


@for_administrators
def identity(request: HttpRequest) -> HttpResponse:
    """Name, tagline, time zone, colours."""
    present = _present()
    form = IdentityForm(
        request.POST or None, initial={name: getattr(present, name) for name in IdentityForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change_identity(values=form.values(), actor=actor(request), now=clock.now())
            return redirect("instance:settings")
        except services.BrandRefused as refusal:
            for name, problem in refusal.problems.items():
                form.add_error(name, problem)
    return _page(request, form, title=_("Name and look"))


@for_administrators
def contacts(request: HttpRequest) -> HttpResponse:
    """Address, telephone, hours, e-mail, social media."""
    present = _present()
    initial = {name: getattr(present, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial={**initial, "social_links": "\n".join(present.social_links)})
    if request.method == "POST" and form.is_valid():
        services.change_contacts(values=form.values(), actor=actor(request), now=clock.now())
        return redirect("instance:settings")
    lead = _("These stand in the footer of every page, on the accessibility statement and in security.txt.")
    return _page(request, form, title=_("Contacts"), lead=lead)


@for_administrators
def crest(request: HttpRequest) -> HttpResponse:
    """Upload the crest."""
    present = _present()
    form = CrestForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data["crest"].read()
            services.put_crest(data=data, actor=actor(request), now=clock.now())
            return redirect("instance:settings")
        except services.CrestRefused as refusal:
            form.add_error("crest", refusal.message)
    return render(request, "instance/crest.html", {"form": form, "crest_url": queries.crest_url(present)})


@for_administrators
def remove_crest(request: HttpRequest) -> HttpResponse:
    """Asks, then shows the drawn stand-in again."""
    if not queries.crest_url(_present()):
        raise Http404
    if request.method == "POST":
        services.remove_crest(actor=actor(request), now=clock.now())
        return redirect("instance:settings")
    return render(request, "instance/remove_crest.html")


@for_administrators
def population(request: HttpRequest) -> HttpResponse:
    """The number of residents with source and date."""
    present = _present()
    shown = number(present.population) if present.population else ""
    initial = {"population": shown, "source": present.population_source, "on_date": present.population_date}
    form = PopulationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.set_population(**form.cleaned_data, actor=actor(request), now=clock.now())
        return redirect("instance:settings")
    lead = _("With a number, a source and a date, budget figures also show how much they are for each resident.")
    return _page(request, form, title=_("Residents"), lead=lead)
