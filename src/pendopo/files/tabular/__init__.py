"""Reading tables that people send: CSV, TSV, XLSX and ODS, all or nothing, with the row and column of each problem."""

from pendopo.files.tabular.bundle import parts_of_file, parts_of_folder
from pendopo.files.tabular.model import (
    NAMED_LIMIT,
    WEB_LIMIT,
    Column,
    Kind,
    Part,
    Problem,
    Table,
    TableRefused,
    refuse,
)
from pendopo.files.tabular.read import read_part, read_table, read_text
from pendopo.files.tabular.refused import refused_rows_csv

__all__ = [
    "NAMED_LIMIT",
    "WEB_LIMIT",
    "Column",
    "Kind",
    "Part",
    "Problem",
    "Table",
    "TableRefused",
    "parts_of_file",
    "parts_of_folder",
    "read_part",
    "read_table",
    "read_text",
    "refuse",
    "refused_rows_csv",
]
