"""What is wrong with a value of a row, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    ("component", "required"): _("Write what is needed"),
    ("coefficients", "unreadable"): _("Write numbers with their units, for example 25 orang x 2 hari"),
    ("coefficients", "no_unit"): _("Write the unit after the number, for example 25 orang"),
    ("coefficients", "number_of_pairs"): _("Write one to four pairs of number and unit"),
    ("coefficients", "negative"): _("A number cannot be below zero; to lower a line, change its rows"),
    ("coefficients", "too_large"): _("This comes to more than can be kept. Check the numbers"),
    ("unit_price_amount", "unreadable"): _("Write the price in digits, for example 45.000"),
    ("unit_price_amount", "negative"): _("The price cannot be below zero"),
    ("tax_percent", "unreadable"): _("Write the tax in percent, for example 11"),
    ("tax_percent", "range"): _("The tax lies between 0 and 100 percent"),
    ("account", "unknown"): _("Choose an account from the list"),
    ("", "too_many_rows"): _("Paste at most 10,000 rows at a time"),
}


def sentence(field: str, code: str) -> str:
    """What to do about a value, in the reader's language."""
    field = {"price": "unit_price_amount", "tax": "tax_percent"}.get(field, field)
    return str(PROBLEMS.get((field, code), _("Check this value")))
