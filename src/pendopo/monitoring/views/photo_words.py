"""Photos in words: what the checks found, why one is refused, the facts beside it."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from pendopo.kernel.display import full_date, number, percent
from pendopo.monitoring.photo_checks import SUSPICIONS
from pendopo.monitoring.states import ReportStatus


def photo_problem(code: str) -> str:
    """Why a photo is not taken, and what to do."""
    return {
        "used": _("This photo was sent before: each photo counts once."),
        "key_taken": _("This photo was sent before with other content."),
        "closed": _("The report is closed: photos are added before it is accepted."),
        "no_photo": _("Only photos (JPEG, PNG, WebP) are taken."),
        "unknown_item": _("The report does not name this item."),
        "many": _("A report holds at most 60 photos."),
        "reason": _("Write the reason."),
        "own_photo": _("Who sent a photo or wrote its report does not judge it."),
    }[code]


def finding_words(photo: Any) -> list[dict[str, Any]]:
    """What the checks found, suspicions first, each with whether it is one."""
    values = {"bits": photo.twin_bits, "meters": number(photo.distance_meters or 0)}
    said = {
        "no_place": _("The photo says no place: messengers remove it. Send the original."),
        "far": _("Taken %(meters)s m from the site."),
        "no_time": _("The photo says no time."),
        "time_skew": _("The camera's time and ours are more than a day apart."),
        "outside_period": _("Taken outside the reported week."),
        "reused": _("Looks like a photo of another work or week (%(bits)s of 64 bits differ)."),
        "series": _("Looks like an earlier photo of the same item, with more done since: a series from one spot."),
        "project_unplaced": _("The work has no place on the map yet: the distance is not known."),
    }
    found = sorted(photo.findings, key=lambda code: code not in SUSPICIONS)
    return [{"text": said[code] % values, "suspicion": code in SUSPICIONS} for code in found]


def photo_facts(photo: Any) -> list[dict[str, Any]]:
    """The facts beside a photo, for the component `facts`."""
    near = "" if photo.distance_meters is None else _("%(meters)s m") % {"meters": number(photo.distance_meters)}
    rows = [
        (_("Week"), str(photo.report.period)),
        (_("Shows"), photo.item.name if photo.item else _("The work as a whole")),
        (_("Received"), full_date(photo.received_at)),
        (_("Taken"), full_date(photo.taken_at) if photo.taken_at else _("Not stated")),
        (_("Distance to the site"), near),
        (_("Sent by"), photo.author_label),
        (_("Fingerprint"), photo.sha256[:12]),
        (_("Judged by"), photo.judged_label),
        (_("Reason"), photo.judged_reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def shown_photos(photos: Iterable[Any]) -> list[dict[str, Any]]:
    """Public photos in the order of time, each with whether it stands before, during or after the work."""
    rows = list(photos)
    return [
        {
            "photo": photo,
            "said": _moment(photo, place == 0),
            "week": _("Week %(week)s: %(percent)s done")
            % {"week": photo.report.period, "percent": percent(photo.report.accepted_percent or 0, 2)},
        }
        for place, photo in enumerate(rows)
    ]


def _moment(photo: Any, first: bool) -> str:
    if photo.report.status == ReportStatus.ACCEPTED and photo.report.accepted_percent == 100:
        return _("When it was done")
    return _("At the beginning") if first else _("During the work")


def three_of(shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first, the one in the middle, and the last."""
    if len(shown) <= 3:
        return shown
    return [shown[0], shown[len(shown) // 2], shown[-1]]
