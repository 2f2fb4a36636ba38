"""The first page of a signed-in person."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from pendopo.kernel import clock
from pendopo.kernel.access import Actor
from pendopo.portal import queries


def _actor(request: HttpRequest) -> Actor:
    assert isinstance(request.user, Actor)
    return request.user


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits, and the doors of the workspace that this person may open."""
    now = clock.now()
    context = {
        **queries.desk(_actor(request), now),
        "now": now,
        "duties": getattr(request.user, "duties", []),
        "empty_text": gettext("Tasks, deadlines and messages stand here as soon as somebody sends them to your post."),
    }
    return render(request, "portal/workspace.html", context)
