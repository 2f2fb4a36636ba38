"""The comparison of two stages as a file: every row that is asked for, sebelum / sesudah / bertambah (berkurang)."""

from typing import Any

from django.http import HttpResponse
from django.utils import translation

from pendopo.budget import queries
from pendopo.budget.names import readable
from pendopo.budget.views import diffing
from pendopo.budget.views.downloads import MOST_ROWS, answer
from pendopo.budget.writing import write_coefficients
from pendopo.files.printing import paper_name, print_pdf
from pendopo.instance.queries import current
from pendopo.kernel import clock
from pendopo.kernel.languages import DEFAULT

KINDS = ("csv", "xlsx", "pdf")
MOST_PRINTED = 2_000
TEMPLATE = "budget/templates/budget/diff/diff.typ"
MARKS = {"added": "baru", "removed": "dihapus", "changed": "berubah", "same": "tetap"}
FIELDS = {"price": "harga", "volume": "volume", "unit": "satuan", "tax": "pajak", "text": "uraian", "funding": "dana"}
ROW_HEADS = (
    *("perubahan", "yang_berubah", "kode_unit", "unit", "kode_sub_kegiatan", "sub_kegiatan"),
    *("kode_rekening", "rekening", "uraian", "spesifikasi", "koefisien_sebelum", "koefisien_sesudah"),
    *("harga_sebelum", "harga_sesudah", "sebelum", "sesudah", "bertambah_berkurang"),
)
NODE_HEADS = ("perubahan", "kode", "nama", "sebelum", "sesudah", "bertambah_berkurang", "persen")


def _row_values(row: queries.DiffRow) -> tuple[Any, ...]:
    before, after, now = row.before, row.after, row.now
    return (
        MARKS[row.mark],
        ", ".join(FIELDS[name] for name in row.fields),
        *(row.unit_code, row.unit_name, row.activity_code, row.activity_name, row.account_code, row.account_name),
        *(now.component, now.specification),
        write_coefficients(before.coefficients) if before else "",
        write_coefficients(after.coefficients) if after else "",
        before.unit_price_amount if before else None,
        after.unit_price_amount if after else None,
        *(row.before_amount, row.after_amount, row.change_amount),
    )


def _node_values(row: queries.LevelChange) -> tuple[Any, ...]:
    share = None if row.percent is None else round(row.percent, 4)
    amounts = (row.before_amount, row.after_amount, row.change_amount)
    return (MARKS[diffing.mark_of(row)], row.code, row.official_name, *amounts, share)


def table_of(found: diffing.Compared) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Heads and rows, at most MOST_ROWS."""
    if found.of_rows:
        return ROW_HEADS, [_row_values(row) for row in found.rows[0:MOST_ROWS]]
    return NODE_HEADS, [_node_values(row) for row in found.nodes[:MOST_ROWS]]


def _printed_row(row: queries.DiffRow) -> list[str]:
    words = diffing.shown_row(row)
    return [row.account_code, words["label"], words["note"], words["before"], words["after"], words["change"]]


def _printed_node(row: queries.LevelChange, level: str) -> list[str]:
    words = diffing.written(row)
    name = readable(row.name, title=level == "unit")
    return [row.code, name, words["share"], words["before"], words["after"], words["change"]]


def _printed_list(found: diffing.Compared) -> dict[str, Any]:
    level = found.form.level
    whole = found.summary.rows if found.of_rows else len(found.nodes)
    if found.of_rows:
        rows = [_printed_row(row) for row in found.rows[0:MOST_PRINTED]]
    else:
        rows = [_printed_node(row, level) for row in found.nodes[:MOST_PRINTED]]
    return {
        "level": diffing.level_words(level),
        "rows": rows,
        "total": list(diffing.written(diffing.whole(found)).values())[:3] if found.of_rows else [],
        "left_out": whole - len(rows),
    }


def printed(found: diffing.Compared) -> dict[str, Any]:
    """What the template of the PDF takes; its texts are in the default language, as in official papers."""
    own, today = current(), clock.today()
    return _printed_list(found) | {
        "kind": "Perbandingan Tahap Anggaran",
        "regency": own.name if own else "",
        "year": str(found.after.year),
        "code": "",
        "draft": False,
        "demo": found.after.demo,
        "date": [today.day, today.month, today.year],
        "before": found.before.get_kind_display(),
        "after": found.after.get_kind_display(),
        "before_seq": str(found.before.seq),
        "after_seq": str(found.after.seq),
        "instrument": found.after.legal_instrument,
        "sentence": diffing.sentence(found),
        "sides": [list(row.values()) for row in diffing.sides(found.balance)] if found.by_row else [],
    }


def answer_file(found: diffing.Compared, kind: str) -> HttpResponse:
    """The file as an answer to be saved."""
    year, before, after = found.after.year, found.before.seq, found.after.seq
    if kind != "pdf":
        return answer(table_of(found), kind, f"perubahan-anggaran-{year}-tahap-{before}-{after}")
    with translation.override(DEFAULT):
        made = print_pdf(TEMPLATE, printed(found), at=clock.now())
    response = HttpResponse(made, content_type="application/pdf")
    name = paper_name("perubahan-anggaran", str(year), "tahap", str(before), str(after))
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
