"""Modules and their switches."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pendopo.instance import queries, services
from pendopo.instance.views.people import actor, for_administrators
from pendopo.instance.words import MODULES
from pendopo.kernel import clock


def _modules(request: HttpRequest) -> list[dict]:
    return [{**one, "words": MODULES[one["name"]]} for one in queries.modules_visible_to(actor(request))]


@for_administrators
def modules(request: HttpRequest) -> HttpResponse:
    """Every module: what it is, whether it is on."""
    return render(request, "instance/modules.html", {"modules": _modules(request)})


@for_administrators
def switch(request: HttpRequest, module: str) -> HttpResponse:
    """Asks, then switches the module on or off; one that is not built cannot be switched."""
    found = next((one for one in _modules(request) if one["name"] == module and one["is_built"]), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        on = request.POST.get("on") == "yes"
        services.switch_module(module=module, on=on, actor=actor(request), now=clock.now())
        return redirect("instance:modules")
    return render(request, "instance/switch_module.html", {"module": found})
