"""All settings on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.instance import queries
from pendopo.instance.forms import ZONES
from pendopo.instance.views.people import actor, for_administrators
from pendopo.kernel import clock


@for_administrators
def settings(request: HttpRequest) -> HttpResponse:
    """What is set, each group with its page."""
    today = clock.today()
    instance = queries.current()
    context = {
        "instance": instance,
        "zone": dict(ZONES).get(instance.time_zone, "") if instance else "",
        "crest_url": queries.crest_url(instance),
        "colours": queries.colours(instance),
        "modules": queries.modules_visible_to(actor(request)),
        "year": today.year,
        "holidays": queries.holidays_of(today.year).count(),
        "next_holiday": queries.next_holiday(today),
    }
    return render(request, "instance/settings.html", context)
