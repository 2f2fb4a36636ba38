"""Reading tables that people send: CSV, TSV, XLSX and ODS, all or nothing, with the row and column of each problem."""

from pendopo.files.tabular.model import NAMED_LIMIT, WEB_LIMIT, Column, Kind, Problem, Table, TableRefused
from pendopo.files.tabular.read import read_table
from pendopo.files.tabular.refused import refused_rows_csv

__all__ = [
    "NAMED_LIMIT",
    "WEB_LIMIT",
    "Column",
    "Kind",
    "Problem",
    "Table",
    "TableRefused",
    "read_table",
    "refused_rows_csv",
]
