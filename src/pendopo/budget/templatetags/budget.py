"""Tags of statuses: the colour that goes with the word."""

from django import template

register = template.Library()

KINDS = {
    "DRAFT": "info",
    "SUBMITTED": "wait",
    "REVIEWED": "wait",
    "AGREED": "coordination",
    "SET": "done",
    "PUBLISHED": "done",
    "VERIFIED": "done",
    "RETURNED": "late",
    "SUPERSEDED": "closed",
}


@register.filter
def stage_tag(status: str) -> str:
    """The kind of the component `tag` for a status of a stage or an Rka."""
    return KINDS.get(status, "closed")
