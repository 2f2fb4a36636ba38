"""What the acts on the one row of settings share."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from pendopo.instance import queries
from pendopo.instance.models import Instance
from pendopo.kernel import topics


def locked_instance() -> Instance:
    """The row, locked until the transaction ends. Raises Instance.DoesNotExist before `pendopo init`."""
    return Instance.objects.select_for_update(no_key=True, of=("self",)).get(pk=1)


def put(instance: Instance, values: Mapping[str, Any], now: dt.datetime) -> list[str]:
    """Write what differs and drop the pages that show it; gives the names of what has changed."""
    changed = [name for name, value in values.items() if getattr(instance, name) != value]
    if changed:
        for name in changed:
            setattr(instance, name, values[name])
        instance.updated_at = now
        instance.save(update_fields=[*changed, "updated_at"])
        topics.touch("site")
        queries.forget()
    return changed
