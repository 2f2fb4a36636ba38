"""`pendopo import prices FILE`: takes over an edition of the price standards from a table."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from pendopo.budget import queries, services
from pendopo.budget.price_rows import COLUMNS, read_prices
from pendopo.budget.price_words import KIND_WORDS, as_problem
from pendopo.files.management.running import Outcome, add_errors_argument, existing_file, run_import
from pendopo.files.tabular import read_table
from pendopo.kernel import clock
from pendopo.kernel.access import SYSTEM


class Command(BaseCommand):
    """Reads the table, compares it with the edition before, stores it in one transaction and prints the report."""

    help = "Import an edition of the price standards from CSV, XLSX or ODS; all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=existing_file, help="a table with nama_barang, satuan, harga_satuan")
        parser.add_argument("--title", default="")
        parser.add_argument("--source", default="")
        parser.add_argument("--kind", default="SSH", choices=["SSH", "SBU", "HSPK", "ASB"])
        parser.add_argument("--ceiling", default="ESTIMATE", choices=["HARD", "ESTIMATE"])
        add_errors_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        path, errors = options["path"], options["errors"]
        outcome = run_import(format=services.PRICES, file=path, errors=errors, act=lambda: self._act(options))
        for key, value in outcome["counts"].items():
            self.stdout.write(f"{key}: {value:,}")
        for kind, words in KIND_WORDS.items():
            self.stdout.write(f"{outcome['report'].count(kind):>6,}  {words}")

    def _act(self, options: dict[str, Any]) -> Outcome[Any]:
        table = read_table(options["path"], COLUMNS, limit=None)
        rows = list(read_prices(table, kind=options["kind"], ceiling=options["ceiling"]))
        report = queries.price_report(rows, queries.base_edition())
        words = {"title": options["title"] or options["path"].stem, "source": options["source"]}
        _edition, counts = services.import_prices(rows=rows, actor=SYSTEM, now=clock.now(), **words)
        defects = [as_problem(finding) for finding in report.findings]
        return Outcome({"counts": counts, "report": report}, counts | {"defects": len(defects)}, defects)
