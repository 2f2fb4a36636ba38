"""What the report of a price book says about each strange price, in words that say what to do."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pendopo.budget.price_report import KINDS, PriceFinding
from pendopo.budget.writing import write_volume
from pendopo.files.tabular import Problem
from pendopo.kernel.display import money, number

KIND_WORDS = {
    "SLIP": _("Digit slips"),
    "UNIT": _("Other unit of measure"),
    "RATIO": _("Large changes of price"),
    "MEASURE": _("Units of measure without words"),
    "TWICE": _("Items that stand several times"),
    "ZERO": _("Items without a price"),
}
COLUMN_OF = {"UNIT": "satuan", "MEASURE": "satuan", "TWICE": "nama_barang"}
assert tuple(KIND_WORDS) == KINDS


def times_word(ratio: float) -> str:
    """`× 1,05`, as people read it."""
    return f"× {ratio:.2f}".replace(".", ",") if ratio < 100 else f"× {number(round(ratio))}"


def _unit_words(finding: PriceFinding, values: dict[str, str]) -> str:
    if finding.spelling:
        return str(format_lazy(_("The same unit, written otherwise: {old} and {new}."), **values))
    if finding.explained:
        values["factor"] = write_volume(finding.factor or 0)
        return str(format_lazy(_("Per {new}, before per {old} of {factor}: the price itself is {true}."), **values))
    if finding.guess:
        text = _(
            "Per {new}, before per {old}: {times}. It fits if one {old} holds {guess} {new}; say so or correct it."
        )
        return str(format_lazy(text, **values))
    return str(format_lazy(_("Per {new}, before per {old}: check what the price is for."), **values))


def words_of(finding: PriceFinding) -> str:
    """One sentence about the finding."""
    before, row = finding.before, finding.row
    values = {
        "old": before.measure if before else "",
        "new": row.measure,
        "price": money(row.price_amount),
        "before": money(before.price_amount) if before else "",
        "times": times_word(finding.ratio),
        "true": times_word(finding.ratio * float(finding.factor or 0)),
        "power": number(10 ** abs(finding.power)),
        "guess": str(finding.guess),
        "count": str(finding.times),
    }
    if finding.kind == "UNIT":
        return _unit_words(finding, values)
    texts = {
        "SLIP": _("About {power} times the old price of {before}: probably a digit too many."),
        "RATIO": _("{times} the old price of {before}: say why, or correct it."),
        "MEASURE": _("The unit is “{new}”: write what the price is for, such as buah or rim."),
        "TWICE": _("This name with this specification stands {count} times: tell them apart."),
        "ZERO": _("This item has no price: nobody can plan with it."),
    }
    if finding.power < 0:
        texts["SLIP"] = _("About one {power}th of the old price of {before}: probably a digit too few.")
    return str(format_lazy(texts[finding.kind], **values))


def as_problem(finding: PriceFinding) -> Problem:
    """The finding for the list of an import."""
    column = COLUMN_OF.get(finding.kind, "harga_satuan")
    value = {"satuan": finding.row.measure, "nama_barang": finding.row.key[1]}.get(column)
    return Problem(finding.row.place, column, value or str(finding.row.price_amount), words_of(finding))
