"""A plan of the region (RPJMD) as a table: what each row says, and what a new table changes. Pure.

The code says where a row stands: `1` is a mission, `1.1` a goal, `1.1.1` an objective, `1.1.1.1` a programme.
A row with a code that stood before adds one more indicator to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

DEPTHS = {1: "MISSION", 2: "GOAL", 3: "OBJECTIVE", 4: "PROGRAM"}
CODE = re.compile(r"^[1-9]\d?(\.[1-9]\d?){0,3}$")
LINK = re.compile(r"^(\d\.\d\d|X\.XX)\.\d\d$")
LONGEST = 500


@dataclass(frozen=True)
class PlanRow:
    """One row as it was read; `values` are targets by year."""

    number: int
    code: str
    text: str
    indicator: str = ""
    measure: str = ""
    values: Mapping[int, Decimal] = field(default_factory=dict)
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanFault:
    """What is wrong with a cell: `code` is form, orphan, text, long, indicator, target, link or twice."""

    row: int
    column: str
    found: str
    code: str


@dataclass
class PlanNode:
    """A mission, goal, objective or programme: its words, its indicators with targets, the programmes that carry it."""

    code: str
    text: str
    row: int = 0
    targets: dict[tuple[str, str], dict[int, Decimal]] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)

    @property
    def level(self) -> str:
        return DEPTHS[depth_of(self.code)]

    def same_as(self, other: "PlanNode") -> bool:
        """Whether nothing differs but the row of the file."""
        return (self.text, self.targets, self.links) == (other.text, other.targets, other.links)


@dataclass(frozen=True)
class PlanChange:
    """A node before and after; `mark` is new, renamed, changed, unchanged or removed."""

    mark: str
    node: PlanNode
    before: str = ""


def depth_of(code: str) -> int:
    """1 for a mission to 4 for a programme."""
    return code.count(".") + 1


def above(code: str) -> str:
    """The code one level up, or nothing above a mission."""
    return code.rpartition(".")[0]


def links_of(text: str) -> tuple[str, ...]:
    """Codes as people write them: parted by commas, semicolons or spaces."""
    return tuple(re.split(r"[\s,;]+", text.strip().upper())) if text.strip() else ()


def sort_key(code: str) -> list[int]:
    """Codes in the order of counting: 1.2 before 1.10."""
    return [int(part) for part in code.split(".")]


def plan_of(rows: Iterable[PlanRow]) -> tuple[dict[str, PlanNode], list[PlanFault]]:
    """The tree by code, and every fault."""
    nodes: dict[str, PlanNode] = {}
    faults: list[PlanFault] = []
    owners: dict[str, str] = {}
    for row in rows:
        wrong = list(_row_faults(row, nodes))
        faults += wrong
        if not wrong:
            node = nodes.setdefault(row.code, PlanNode(row.code, row.text, row.number))
            faults += _add(node, row, owners)
    faults += [
        PlanFault(node.row, "kode", node.code, "orphan")
        for node in nodes.values()
        if above(node.code) and above(node.code) not in nodes
    ]
    return nodes, sorted(faults, key=lambda fault: fault.row)


def _row_faults(row: PlanRow, nodes: Mapping[str, PlanNode]) -> Iterator[PlanFault]:
    if not CODE.match(row.code):
        yield PlanFault(row.number, "kode", row.code, "form")
        return
    if not row.text and row.code not in nodes:
        yield PlanFault(row.number, "uraian", "", "text")
    if len(row.text) > LONGEST:
        yield PlanFault(row.number, "uraian", row.text[:40], "long")
    if row.values and not row.indicator:
        yield PlanFault(row.number, "indikator", "", "indicator")
    if row.indicator and not row.values:
        yield PlanFault(row.number, "indikator", row.indicator[:40], "target")
    if row.code in nodes and row.text and row.text != nodes[row.code].text:
        yield PlanFault(row.number, "kode", row.code, "twice")


def _add(node: PlanNode, row: PlanRow, owners: dict[str, str]) -> Iterator[PlanFault]:
    if row.indicator:
        key = row.indicator, row.measure
        if key in node.targets:
            yield PlanFault(row.number, "indikator", row.indicator[:40], "twice")
        node.targets[key] = dict(row.values)
    for link in row.links:
        if not LINK.match(link) or node.level != "PROGRAM":
            yield PlanFault(row.number, "kode_program", link, "link")
        elif owners.setdefault(link, node.code) != node.code:
            yield PlanFault(row.number, "kode_program", link, "linked")
        node.links.add(link)


def compare(nodes: Mapping[str, PlanNode], held: Mapping[str, PlanNode]) -> list[PlanChange]:
    """What the table changes in the plan that is held, by code."""
    found = [_change(nodes[code], held.get(code)) for code in nodes]
    found += [PlanChange("removed", held[code], held[code].text) for code in held if code not in nodes]
    return sorted(found, key=lambda change: sort_key(change.node.code))


def _change(node: PlanNode, before: PlanNode | None) -> PlanChange:
    if before is None:
        return PlanChange("new", node)
    if node.text != before.text:
        return PlanChange("renamed", node, before.text)
    return PlanChange("unchanged" if node.same_as(before) else "changed", node, before.text)


def carrier_of(code: str, owners: Mapping[str, int]) -> int | None:
    """The programme of the plan that a code of the budget serves: by its own programme, else as everybody's support."""
    return owners.get(code[:7]) or owners.get(f"X.XX.{code[5:7]}")
