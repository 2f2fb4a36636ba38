"""Amounts in words (terbilang), as Indonesian documents write them beside the figure."""

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_GROUPS = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
LARGEST = 10**18 - 1


def _below_thousand(number: int) -> str:
    if number < 12:
        return _ONES[number]
    if number < 20:
        return f"{_ONES[number - 10]} belas"
    if number < 100:
        return f"{_ONES[number // 10]} puluh {_ONES[number % 10]}".rstrip()
    hundreds = "seratus" if number < 200 else f"{_ONES[number // 100]} ratus"
    return f"{hundreds} {_below_thousand(number % 100)}".rstrip()


def terbilang(number: int) -> str:
    """A whole number in Indonesian words: 82800000000 is "delapan puluh dua miliar delapan ratus juta".

    The unit ("rupiah") is left to the caller. Raises ValueError beyond 18 digits.
    """
    if abs(number) > LARGEST:
        raise ValueError(number)
    if number < 0:
        return f"minus {terbilang(-number)}"
    if number == 0:
        return "nol"
    words = []
    for size, name in _GROUPS:
        count, number = divmod(number, size)
        if count == 1 and size == 1000:
            words.append("seribu")
        elif count:
            words.append(f"{_below_thousand(count)} {name}")
    words.append(_below_thousand(number))
    return " ".join(words).rstrip()
