"""The acts on what people want to hear of, and telling them: one query finds everybody whom an announcement fits."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pendopo.audit.services import record
from pendopo.kernel.access import Actor, require
from pendopo.kernel.languages import DEFAULT, in_language
from pendopo.kernel.sql import read
from pendopo.notices.services import notify
from pendopo.procurement.models import Package, ProcurementWatch, Tender
from pendopo.procurement.states import TENDER_PUBLIC, PackageStatus
from pendopo.procurement.stopping import key_of, watches_in

MOST_WATCHES = 20
FITTING = """
    SELECT user_id, array_agg(id) AS watches FROM procurement_procurementwatch
    WHERE ended_at IS NULL
        AND (kinds = '{}' OR %(kind)s = ANY(kinds)) AND (methods = '{}' OR %(method)s = ANY(methods))
        AND (places = '{}' OR %(places)s::varchar[] = '{}' OR places && %(places)s::varchar[])
        AND (words = '{}' OR EXISTS (SELECT FROM unnest(words) w WHERE strpos(lower(%(title)s), lower(w)) > 0))
    GROUP BY user_id
"""


class WatchRefused(Exception):
    """So many wishes are enough for one account."""


@transaction.atomic
def begin_watch(
    *, kinds: Iterable[str], methods: Iterable[str], places: Iterable[str], words: Iterable[str], actor: Actor,
    now: dt.datetime,
) -> ProcurementWatch:  # fmt: skip
    """Ask to hear of new packages and runs of these kinds, methods, places, words. Raises WatchRefused."""
    require(actor, "procurement.watch")
    if ProcurementWatch.objects.filter(user_id=actor.pk, ended_at=None).count() >= MOST_WATCHES:
        raise WatchRefused
    made = ProcurementWatch.objects.create(
        user_id=actor.pk, kinds=sorted(kinds), methods=sorted(methods), places=sorted(places), words=list(words),
        created_at=now,
    )  # fmt: skip
    record(actor=actor, event="procurement.watch.begun", subject=made, now=now)
    return made


@transaction.atomic
def end_watch(*, watch_id: int, actor: Actor, now: dt.datetime) -> None:
    """Hear of it no more. Raises ProcurementWatch.DoesNotExist for what is not one's own."""
    require(actor, "procurement.watch")
    watch = ProcurementWatch.objects.get(pk=watch_id, user_id=actor.pk, ended_at=None)
    watch.ended_at = now
    watch.save(update_fields=["ended_at"])
    record(actor=actor, event="procurement.watch.ended", subject=watch, now=now)


@transaction.atomic
def stop_watches(*, key: str, actor: Actor, now: dt.datetime) -> int:
    """Hear no more of the wishes that a signed link in a message names, for whoever has it; gives how many ended."""
    require(actor, "procurement.stop_watches")
    live = ProcurementWatch.objects.select_for_update().filter(pk__in=watches_in(key), ended_at=None)
    ended = list(live.order_by("pk"))
    for watch in ended:
        watch.ended_at = now
        record(actor=actor, event="procurement.watch.stopped", subject=watch, now=now)
    ProcurementWatch.objects.bulk_update(ended, ["ended_at"])
    return len(ended)


@transaction.atomic
def tell_watchers(*, what: str, key: int, actor: Actor, now: dt.datetime) -> int:
    """Tell everybody whom an announced package ("package") or run ("tender") fits; gives how many were told.

    One query finds them, whatever their number; people who gather messages find it in their digest.
    """
    require(actor, "procurement.tell_watchers")
    found = _package(key) if what == "package" else _tender(key)
    if found is None:
        return 0
    fits, context, subject = found
    rows = read(FITTING, **fits)
    people = list(get_user_model()._default_manager.filter(pk__in=[row["user_id"] for row in rows], is_active=True))
    own = {row["user_id"]: {"stop": _absolute("stop_watches", key=key_of(row["watches"]))} for row in rows}
    notify(
        actor=actor, event=f"procurement.{what}.fits", recipients=people, subject=subject, context=context, now=now,
        own=own,
    )  # fmt: skip
    return len(people)


def _fits(one: Any, places: Iterable[str]) -> dict[str, Any]:
    codes = sorted({code[:8] for code in places})
    return {"kind": one.kind, "method": one.method, "title": one.title, "places": codes}


def _context(one: Any, name: str) -> dict[str, Any]:
    path = reverse(f"procurement:{name}", kwargs={"code": one.code})
    return {"what": one, "url": in_language(path, DEFAULT), "stop": _absolute("watches")}


def _absolute(name: str, **where: Any) -> str:
    return settings.SITE_URL.rstrip("/") + in_language(reverse(f"procurement:{name}", kwargs=where), DEFAULT)


def _package(key: int) -> tuple[dict[str, Any], dict[str, Any], Any] | None:
    one = Package.objects.select_related("unit").filter(pk=key, status=PackageStatus.ANNOUNCED).first()
    if one is None:
        return None
    places = one.places.values_list("desa_id", flat=True)
    return _fits(one, places), _context(one, "package"), _("New package: %(title)s") % {"title": one.title}


def _tender(key: int) -> tuple[dict[str, Any], dict[str, Any], Any] | None:
    runs = Tender.objects.select_related("unit").filter(pk=key, status__in=TENDER_PUBLIC, practice=False)
    one = runs.first()
    if one is None:
        return None
    places = Package.objects.filter(tenders__tender=one, places__isnull=False).values_list("places__desa_id", flat=True)
    return _fits(one, places), _context(one, "tender"), _("New selection: %(title)s") % {"title": one.title}
