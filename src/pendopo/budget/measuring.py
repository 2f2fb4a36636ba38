"""Units of measure as people write them: which spellings mean the same, and how many of one make another."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Words = frozenset[str]
LONGEST = 3
"""Words of the longest spelling."""


def spelling_of(text: str) -> str:
    """Lower case, single spaces, none around a slash: ` Orang / Hari` is `orang/hari`."""
    return re.sub(r"\s*/\s*", "/", " ".join(text.lower().split()))


def _split(text: str) -> list[str]:
    """`per` and a slash only say what a price is for: `org/kali`, `per org kali` and `/org kali` are one."""
    return [word for word in spelling_of(text).replace("/", " ").split() if word != "per"]


@dataclass(frozen=True)
class Unit:
    """A known unit: the words of its name, the unit that it counts in (`root`), and how many of that it holds."""

    words: Words
    root: str
    factor: Decimal


@dataclass(frozen=True)
class Units:
    """The known units, by the words of their names and by every spelling."""

    by_words: Mapping[Words, Unit]
    by_spelling: Mapping[str, Words]
    _seen: dict[str, Words] = field(default_factory=dict)

    def words_of(self, text: str) -> Words:
        """The words that a text comes to with each spelling replaced: `OH kali` is orang, hari, kali."""
        if text not in self._seen:
            self._seen[text] = frozenset(self._words(_split(text)))
        return self._seen[text]

    def _words(self, words: list[str]) -> Iterable[str]:
        while words:
            size = next((n for n in range(LONGEST, 0, -1) if " ".join(words[:n]) in self.by_spelling), 0)
            yield from self.by_spelling[" ".join(words[:size])] if size else words[:1]
            words = words[size or 1 :]

    def hidden(self, part: Words, whole: Words) -> bool:
        """Whether the whole names a known unit that the part is only a piece of: `orang` in `orang hari`."""
        return any(part < words <= whole for words in self.by_words)

    def within(self, whole: Words) -> list[Unit]:
        """The known units that the whole names, none of them a piece of another."""
        return [unit for words, unit in self.by_words.items() if words <= whole and not self.hidden(words, whole)]


def known_units(rows: Iterable[tuple[str, str, str, Decimal]], spellings: Iterable[tuple[str, str]]) -> Units:
    """From (code, name, code of the base or nothing, factor) and (spelling, code)."""
    by_code = {code: Unit(frozenset(_split(name)), base or code, factor) for code, name, base, factor in rows}
    written = [(code, code) for code in by_code] + list(spellings)
    by_spelling = {" ".join(_split(text)): by_code[code].words for text, code in written}
    return Units({unit.words: unit for unit in by_code.values()}, by_spelling)


def conversion(standard: str, written: str, units: Units) -> Decimal:
    """How many of the row's unit one of the standard's holds: 12 for `lusin` and `buah`; 0 where nobody can say.

    A row may count more than its standard (`buah bulan` by a price for one `buah`), unless that makes another unit:
    `orang hari` is not `orang`.
    """
    wanted, given = units.words_of(standard), units.words_of(written)
    if wanted == given or (wanted and wanted < given and not units.hidden(wanted, given)):
        return Decimal(1)
    unit = units.by_words.get(wanted)
    parts = units.within(given) if unit else []
    return next((unit.factor / part.factor for part in parts if unit and part.root == unit.root), Decimal(0))
