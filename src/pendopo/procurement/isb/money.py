"""Which budget lines the codes of a record mean, and how its amount lies on them."""

from collections.abc import Iterable
from decimal import Decimal

from pendopo.budget.services import open_imported_lines
from pendopo.kernel.access import Actor
from pendopo.procurement.isb import feeds
from pendopo.procurement.isb.checks import Found, at
from pendopo.procurement.isb.maks import Mak, equal_parts, maks_of
from pendopo.procurement.isb.places import above, satker_of
from pendopo.procurement.isb.reading import IsbFiles, Row

Wanted = tuple[str, str, str]
"""(unit as LKPP writes it, sub kegiatan, account)."""
CODED = (feeds.DIRECT, feeds.TENDERS_DONE, feeds.ORDERS)


class Lines:
    """The budget lines behind the codes of a delivery, and the codes that have none."""

    def __init__(self, files: IsbFiles, units: dict[str, int], actor: Actor) -> None:
        """Find or open the lines: under the unit that the record names, else under the Opd it is part of."""
        self.known = {row.text("kd_subkegiatan_str") for row in files[feeds.SUB_ACTIVITIES]}
        self.lines: dict[Wanted, int] = {}
        self.problems: list[Found] = []
        rows = [row for feed in CODED for row in files.distinct(feed)]
        wanted = {one for row in rows for one in _wanted(row)}
        own = {one: (units[one[0]], one[1], one[2]) for one in wanted if one[0] in units}
        self._open(own, files.year, actor)
        upper = {
            one: (units[above(one[0])], one[1], one[2])
            for one in own
            if one not in self.lines and above(one[0]) in units and above(one[0]) != one[0]
        }
        self._open(upper, files.year, actor)
        for row in rows:
            self.problems += self._problems(row)

    def _open(self, wanted: dict[Wanted, tuple[int, str, str]], year: int, actor: Actor) -> None:
        if wanted:
            found = open_imported_lines(year=year, maks=sorted(set(wanted.values())), actor=actor)
            self.lines |= {one: found[mak] for one, mak in wanted.items() if mak in found}

    def _problems(self, row: Row) -> Iterable[Found]:
        for mak in maks_of(row.text("mak")):
            if self.known and mak.sub_activity not in self.known:
                yield at(row, "MAK_UNKNOWN", "mak", value=mak.text, other=satker_of(row))
            elif not mak.account:
                yield at(row, "ACCOUNT_MALFORMED", "mak", value=mak.text, other=satker_of(row))
            elif self._line(row, mak) is None:
                yield at(row, "MAK_NO_CEILING", "mak", value=mak.text, other=satker_of(row))

    def _line(self, row: Row, mak: Mak) -> int | None:
        return self.lines.get((satker_of(row), mak.sub_activity, mak.account))

    def shares(self, row: Row | None, amount: Decimal) -> dict[int, Decimal]:
        """Line -> part of the amount, in equal parts where the record names several lines; rupiah, two places.

        What falls on a code without a line stays uncovered: it is listed as a problem, and nobody invents a line.
        """
        codes = list(dict.fromkeys(self._places(row))) if row else []
        if not codes or amount <= 0:
            return {}
        sen = equal_parts(int(amount * 100), len(codes))
        parts: dict[int, Decimal] = {}
        for (line_id, _text), part in zip(codes, sen, strict=True):
            if line_id is not None and part:
                parts[line_id] = parts.get(line_id, Decimal(0)) + Decimal(part) / 100
        return parts

    def whole_shares(self, row: Row | None, amount: int) -> dict[int, int]:
        """The same in whole rupiah."""
        codes = list(dict.fromkeys(self._places(row))) if row else []
        parts = equal_parts(amount, len(codes)) if codes and amount > 0 else []
        return {line: part for (line, _text), part in zip(codes, parts, strict=False) if line is not None and part}

    def _places(self, row: Row) -> Iterable[tuple[int | None, str]]:
        """The lines of a record, each once; a code without one stands for itself."""
        for mak in maks_of(row.text("mak")):
            line_id = self._line(row, mak)
            yield line_id, "" if line_id is not None else mak.text


def _wanted(row: Row) -> Iterable[Wanted]:
    return ((satker_of(row), mak.sub_activity, mak.account) for mak in maks_of(row.text("mak")) if mak.account)
