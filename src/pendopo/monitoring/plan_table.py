"""A work plan as a table: read from a file that people fill in, and written as one."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import IO, Any

from pendopo.files.tabular import Column, read_table
from pendopo.monitoring.models import WorkItem
from pendopo.monitoring.planning import ItemValues

BASE = ("kode", "uraian", "satuan", "volume", "harga_satuan")


def heads(weeks: int) -> list[str]:
    """The titles of the columns: the item, then its cumulative percent at the end of each week."""
    return [*BASE, *(f"minggu_{number}" for number in range(1, weeks + 1))]


def read_plan(file: IO[bytes], name: str, weeks: int) -> list[ItemValues]:
    """The items of a CSV, TSV, XLSX or ODS file. An empty week stays at the week before. Raises TableRefused."""
    columns = [
        Column("kode", "code", required=False, aliases=("no", "nomor")),
        Column("uraian", aliases=("pekerjaan", "uraian_pekerjaan", "uraian pekerjaan", "nama")),
        Column("satuan"),
        Column("volume", "decimal", aliases=("kuantitas", "jumlah")),
        Column("harga_satuan", "decimal", aliases=("harga", "harga satuan")),
        *(Column(f"minggu_{number}", "decimal", required=False, aliases=(f"minggu {number}", f"m{number}"))
          for number in range(1, weeks + 1)),
    ]  # fmt: skip
    return [_item(row, weeks) for row in read_table(file, columns, name=name).rows]


def _item(row: dict[str, Any], weeks: int) -> ItemValues:
    percents: list[Decimal] = []
    for number in range(1, weeks + 1):
        said = row[f"minggu_{number}"]
        percents.append(said if said is not None else percents[-1] if percents else Decimal(0))
    return ItemValues(row["uraian"], row["satuan"], row["volume"], row["harga_satuan"], percents, row["kode"])


def rows_of(items: Iterable[WorkItem]) -> list[Sequence[Any]]:
    """The items of a plan as rows of the same table."""
    return [
        [
            item.code,
            item.name,
            item.measure,
            item.quantity,
            item.unit_price,
            *(one.percent for one in item.periods.all()),
        ]
        for item in items
    ]
