"""Reads for the portal's own pages."""

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError, connection
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext

from pendopo import __version__
from pendopo.audit.queries import latest_checkpoint, pulses
from pendopo.budget.queries import headline
from pendopo.instance.context import workspace_pages
from pendopo.instance.queries import current, modules_on, working_calendar
from pendopo.kernel import clock
from pendopo.kernel.access import ANONYMOUS, Actor
from pendopo.kernel.calendar import WorkingCalendar
from pendopo.kernel.display import deadline, percent
from pendopo.kernel.figures import stack
from pendopo.kernel.tasks import Task, tasks_of
from pendopo.notices.queries import inbox_visible_to, unread_count
from pendopo.regions.queries import kecamatan_map
from pendopo.search.queries import KindCount, find

SHOWN_UNREAD = 8

# Doors that stay or go with a module of their own.
NEEDS = {"budget:home": "budget", "procurement:packages": "procurement", "monitoring:projects": "monitoring"}


def _places_door() -> tuple[str, str]:
    """Label and text of the door to the places: a city of kelurahan alone is not told of desa."""
    instance = current()
    if instance is not None and not instance.has_desa:
        return gettext("Urban villages"), gettext("Kecamatan and kelurahan: where they are, and their neighbours.")
    return gettext("Villages"), gettext("Desa and kelurahan: where they are and how they develop.")


def _doors() -> list[dict[str, str]]:
    """The doors below the roof: address, icon, label, text. Doors that are not built yet are left out."""
    candidates = [
        ("regions:desa_list", "villages", *_places_door()),
        ("budget:home", "budget", gettext("Budget"),
         gettext("Where the regency's money goes, down to each activity.")),
        ("procurement:packages", "works", gettext("Procurement"),
         gettext("What the regency is going to buy, and from whom it buys.")),
        ("monitoring:projects", "works", gettext("Works"),
         gettext("How far each work of the regency is, and what is paid of it.")),
        ("portal:search", "search", gettext("Search everything"),
         gettext("Services, places and budget lines in one search.")),
        ("audit:log", "log", gettext("Transparency log"),
         gettext("Acts of the government that anybody can check.")),
    ]  # fmt: skip
    doors = []
    on = modules_on()
    for name, icon, label, text in candidates:
        if NEEDS.get(name, "portal") not in on:
            continue
        with contextlib.suppress(NoReverseMatch):
            url = reverse(name)
            doors.append({"url": url, "icon": icon, "drawing": f"door-{icon}", "label": label, "text": text})
    return doors


def workspace_doors(actor: Actor) -> list[dict[str, str]]:
    """The pages that the actor may open: address, label, text. Pages that are not built yet are left out."""
    open_pages = {
        *workspace_pages(actor),
        "accounts:my_appointments",
        *({"budget:home"} if "budget" in modules_on() else ()),
    }
    candidates = [
        ("notices:inbox", gettext("Inbox"), gettext("Messages to your post, read and unread.")),
        ("budget:stages", gettext("Budget work"), gettext("Stages, Rka of the offices, checks and agreement.")),
        ("budget:apbdes_work", gettext("Village budgets"), gettext("Writing, evaluating and publishing the APBDes.")),
        ("procurement:work", gettext("Procurement work"), gettext("Packages of the plan, from budget lines.")),
        (
            "accounts:my_appointments",
            gettext("My appointments"),
            gettext("The roles you hold, and handing one over while you are away."),
        ),
        ("accounts:people", gettext("People and appointments"), gettext("Who holds which post, from when to when.")),
        (
            "organisations:units",
            gettext("Government units"),
            gettext("Offices, kecamatan and villages with their codes."),
        ),
        (
            "instance:settings",
            gettext("Settings"),
            gettext("Name and look, contacts, residents, holidays, modules."),
        ),
        (
            "files:imports",
            gettext("Imports"),
            gettext("Data taken over from files, looked at before anything changes."),
        ),
        ("budget:home", gettext("Budget"), gettext("The open budget, as residents see it.")),
        ("portal:style", gettext("Style page"), gettext("Every component of the pages in every state.")),
    ]
    doors = []
    for name, label, text in candidates:
        if name not in open_pages:
            continue
        with contextlib.suppress(NoReverseMatch):
            doors.append({"url": reverse(name), "label": label, "text": text})
    return doors


def desk(actor: Actor, now: dt.datetime) -> dict[str, Any]:
    """What waits for the actor: tasks by urgency, unread messages (the newest eight, and how many), and the doors."""
    tasks = tasks_of(actor, now)
    groups = _by_urgency(tasks, now)
    return {
        "tasks": len(tasks),
        "groups": groups,
        "late": sum(len(group["tasks"]) for group in groups if group["late"]),
        "unread": unread_count(actor),
        "notices": list(inbox_visible_to(actor).filter(read_at=None)[:SHOWN_UNREAD]),
        "inbox_url": reverse("notices:inbox"),
        "doors": workspace_doors(actor),
    }


def _by_urgency(tasks: list[Task], now: dt.datetime) -> list[dict[str, Any]]:
    """Groups that hold something: label, whether they are late, their tasks, each with the time that is left."""
    today = timezone.localtime(now)
    midnight = today.replace(hour=23, minute=59, second=59)
    week = midnight + dt.timedelta(days=6 - today.weekday())
    bounds: list[tuple[str, Callable[[dt.datetime], bool]]] = [
        (gettext("Late"), lambda due: due < now),
        (gettext("Today"), lambda due: due <= midnight),
        (gettext("This week"), lambda due: due <= week),
        (gettext("Later"), lambda due: True),
    ]
    groups: dict[str, list[Task]] = {label: [] for label, _inside in bounds}
    open_ended = gettext("Without a deadline")
    groups[open_ended] = [task for task in tasks if task.due is None]
    for task in tasks:
        if task.due is not None:
            groups[next(label for label, inside in bounds if inside(task.due))].append(task)
    offices = working_calendar() if any(task.due for task in tasks) else None
    return [
        {"label": label, "late": label == bounds[0][0], "tasks": [_left(task, now, offices) for task in found]}
        for label, found in groups.items()
        if found
    ]


def _left(task: Task, now: dt.datetime, offices: WorkingCalendar | None) -> dict[str, Any]:
    return {"task": task, "left": deadline(task.due, now, offices) if task.due else ""}


def _budget(modules: frozenset[str]) -> dict[str, Any] | None:
    """The budget in one figure with its bar of parts; None while the module is off or holds nothing."""
    figure = headline(ANONYMOUS) if "budget" in modules else None
    if figure is None:
        return None
    parts = [
        {"label": part["name"], "value": part["value"], "text": part["share"], "url": part["url"]}
        for part in figure["parts"]
    ]
    rest = figure["whole"] - sum(part["value"] for part in figure["parts"])
    if rest > 0:
        parts.append({
            "label": gettext("Other fields"),
            "value": rest,
            "text": percent(rest * 100 / figure["whole"]),
            "url": figure["url"],
            "css": "s8",
        })  # fmt: skip
    return figure | {"bar": stack(parts)}


def home() -> dict[str, Any]:
    """What the home shows: doors, the budget in one figure, the map of kecamatan."""
    budget = _budget(modules_on())
    return {"doors": _doors(), "often": _often(budget), "budget": budget, "map": kecamatan_map()}


def _often(budget: dict[str, Any] | None) -> list[dict[str, str]]:
    """Words to begin with: searches that find something wherever there is a budget."""
    words = [gettext("road"), gettext("school"), gettext("health centre"), gettext("rice field")] if budget else []
    return [{"label": word, "url": f"{reverse('portal:search')}?{urlencode({'q': word})}"} for word in words]


def _kinds(text: str, kind: str, counted: list[KindCount]) -> list[dict[str, Any]]:
    """The kinds of what was found, as tabs; first all of them."""
    here = reverse("portal:search")
    everything = {"label": gettext("All results"), "url": f"{here}?{urlencode({'q': text})}", "current": not kind}
    return [
        everything | {"count": sum(one.count for one in counted)},
        *(
            {
                "label": one.label,
                "count": one.count,
                "url": f"{here}?{urlencode({'q': text, 'jenis': one.kind})}",
                "current": kind == one.kind,
            }
            for one in counted
        ),
    ]


def search(text: str, page: str, kind: str = "") -> dict[str, Any]:
    """The hits for a text, 25 a page; nothing for an empty text. An unreadable page number is page 1."""
    found = find(text, kind or None, int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1)
    return {
        "query": text,
        "kind": kind,
        "kinds": _kinds(text, kind, found.kinds) if len(found.kinds) > 1 else [],
        "doors": [] if found.hits else [door for door in _doors() if door["icon"] != "search"],
        "hits": found.hits,
        "total": found.total,
        "similar": found.similar,
        "page": found.page,
        "pages": found.pages,
    }


def system_status() -> dict[str, Any]:
    """The parts of the instance, whether each works and when it was last heard; the log, what waits, the version."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")
            waiting = cursor.fetchone()[0]
    except DatabaseError:
        return {"parts": [{"name": gettext("Database"), "works": False}], "version": __version__}
    heard = [pulse for pulse in pulses(clock.now()) if pulse.last_ping_at is not None]
    parts = [{"name": pulse.label, "works": pulse.works, "heard_at": pulse.last_ping_at} for pulse in heard]
    return {
        "parts": [{"name": gettext("Database"), "works": True, "heard_at": clock.now()}, *parts],
        "checkpoint": latest_checkpoint(),
        "waiting": waiting,
        "version": __version__,
    }
