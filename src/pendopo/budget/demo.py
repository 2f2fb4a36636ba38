"""Plausible sample figures in the style of Purbalingga (33.03): the same every time, and none of them real."""

from pendopo.budget import rules
from pendopo.budget.nomenclature import packaged_rows
from pendopo.budget.sources import CeilingFiles, SourceRow

MILLION = 1_000_000
ALSO = {"2.19": ("3.26",)}
"""Fields that an office carries besides its first one."""


def _activities(bidang: str, names: dict[str, str], weights: dict[str, int]) -> dict[str, int]:
    """Sub kegiatan codes of an office of that field with their weights; the support programme is everybody's."""
    own = {code: weight for code, weight in weights.items() if code[:4] in (bidang, *ALSO.get(bidang, ()))}
    support = {code.replace("*", bidang): weight for code, weight in weights.items() if code[0] == "*"}
    names |= {code.replace("*", bidang): name for code, name in names.items() if code[0] == "*"}
    return support | own


def _amounts(total: int, weights: dict[str, int]) -> dict[str, int]:
    """The total shared out by weight in whole thousands; the largest takes the rest."""
    shared = {code: total * weight // sum(weights.values()) // 1000 * 1000 for code, weight in weights.items()}
    largest = max(shared, key=lambda code: shared[code])
    shared[largest] += total - sum(shared.values())
    return shared


def demo_files() -> tuple[CeilingFiles, dict[str, str]]:
    """The sample as rows of the four source files, and the kind of each unit by its code."""
    rows = packaged_rows("demo_activities.csv")
    names = {row["code"]: row["name"] for row in rows}
    weights = {row["code"]: int(row["weight"]) for row in rows if row["weight"]}
    sample, kinds = CeilingFiles(), {}
    for unit in packaged_rows("demo_units.csv"):
        kinds[unit["code"]] = unit["kind"]
        amounts = _amounts(int(unit["million"]) * MILLION, _activities(unit["bidang"], names, weights))
        _add_unit(sample, unit, amounts, names)
    return sample, kinds


def _add_unit(sample: CeilingFiles, unit: dict[str, str], amounts: dict[str, int], names: dict[str, str]) -> None:
    program, kegiatan = rules.WIDTHS["PROGRAM"], rules.WIDTHS["KEGIATAN"]
    levels = (
        ("program", program, sample.program),
        ("kegiatan", kegiatan, sample.kegiatan),
        ("sub_kegiatan", 17, sample.sub_kegiatan),
    )
    for level, width, rows in levels:
        sums: dict[str, int] = {}
        for code, amount in amounts.items():
            sums[code[:width]] = sums.get(code[:width], 0) + amount
        key = "kd_subkegiatan" if level == "sub_kegiatan" else f"kd_{level}"
        for code, amount in sorted(sums.items()):
            texts = {
                "kd_satker": unit["code"],
                "nama_satker": unit["name"],
                "kd_program": f"{unit['code']}/{code[:program]}",
                "kd_kegiatan": f"{unit['code']}/{code[:kegiatan]}",
                f"kode_{level}": code,
                f"nama_{level}": names[code],
            }
            rows.append(SourceRow(0, texts | {key: f"{unit['code']}/{code}"}, {"pagu": amount}))
