"""Sources of funds for the sample: a small list of its own, and which source pays for which account. None is real."""

from dataclasses import replace

from pendopo.budget.items import ItemValues
from pendopo.budget.models import CodeList, FundingSource

SOURCES = (
    ("1", "Pendapatan asli daerah (PAD)"),
    ("2", "Dana alokasi umum (DAU)"),
    ("3", "DAK fisik"),
    ("4", "DAK nonfisik"),
    ("5", "Dana bagi hasil (DBH)"),
    ("6", "Bantuan keuangan provinsi"),
)
BY_ACCOUNT = (("5.1.01", "2"), ("5.2.04", "3"), ("5.2", "5"), ("5.4", "2"), ("5.1.05", "6"))
BY_ACTIVITY = (("1.01.02", "4"), ("1.02.02", "4"))
OTHERWISE = "1"


def store_sources() -> dict[str, int]:
    """The sample's list, made when it is new; code -> id."""
    own, _new = CodeList.objects.get_or_create(kind="FUNDING", code="demo", defaults={"name": "Contoh"})
    if not own.fundings.exists():
        FundingSource.objects.bulk_create(FundingSource(code_list=own, code=code, name=name) for code, name in SOURCES)
    return dict(own.fundings.values_list("code", "pk"))


def with_source(values: ItemValues, activity: str, account: str, sources: dict[str, int]) -> ItemValues:
    """The row with the source that pays for its account, or for its activity."""
    found = next((code for start, code in BY_ACCOUNT if account.startswith(start)), None)
    found = found or next((code for start, code in BY_ACTIVITY if activity.startswith(start)), OTHERWISE)
    return replace(values, funding_id=sources[found])
