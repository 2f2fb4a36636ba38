"""Whose works a person follows at work: all of the regency, or those of the own units."""

from typing import Any

from pendopo.kernel.access import Actor, permits
from pendopo.organisations.models import Unit

WATCHERS = ("apip", "tapd", "ppkd", "sekda", "bupati", "pembangunan", "bappeda", "kuasa_bud")
"""Duties for the whole regency that follow the works of every unit."""


def watches_all(actor: Actor) -> bool:
    """Whether the actor watches over the whole regency."""
    posts: list[Any] = getattr(actor, "posts", list)()
    return any(post.role in WATCHERS and post.unit_id is None for post in posts)


def units_at_work(actor: Actor) -> list[Unit]:
    """The units whose works the actor follows by a post there. One query, and those of the posts."""
    posts: list[Any] = getattr(actor, "posts", list)()
    mine = {post.unit_id for post in posts if post.unit_id}
    if not mine:
        return []
    return [unit for unit in Unit.objects.filter(pk__in=mine) if permits(actor, "monitoring.see_projects", unit)]
