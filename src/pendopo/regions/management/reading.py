"""What the commands of regions share."""

from django.core.management.base import CommandError

from pendopo.instance.queries import current


def regency_code() -> str:
    """The instance's regency. Raises CommandError before `pendopo init`."""
    if (instance := current()) is None:
        raise CommandError("set up the instance first: pendopo init --region 33.03")
    return instance.region_code
