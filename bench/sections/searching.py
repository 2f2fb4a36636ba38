"""The search over 100,000 generated documents, beside plain SQL with the same words."""

import random
from collections.abc import Iterator
from functools import partial
from typing import Any

from bench.instance import Instance, scratch_database
from bench.report import Figure, ratio
from bench.timing import percentile, spans

TITLE = "Search over 100,000 generated documents"
DOCUMENTS = 100_000
EVERYWHERE, OFTEN = "kabupaten", "jalan"
PLAIN = """
SELECT id FROM search_publicdocument, plainto_tsquery('indonesian', %s) query
WHERE tsv @@ query ORDER BY ts_rank(tsv, query, 2) DESC LIMIT 25
"""
COLUMNS = ["kind", "key", "title", "summary", "body", "url", "region_code", "weight"]
SYLLABLES = ["ba", "ju", "ka", "ng", "ri", "to", "se", "mu", "wa", "le", "pi", "do", "ga", "nu", "ce", "yo"]


def vocabulary(chance: random.Random, size: int = 4_000) -> list[str]:
    """Made-up words of three to five syllables, always the same ones."""
    words: set[str] = set()
    while len(words) < size:
        words.add("".join(chance.choices(SYLLABLES, k=chance.randint(3, 5))))
    return sorted(words)


def documents(chance: random.Random, words: list[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of public documents; a few words are frequent, most are rare, one stands in every document."""
    shares = [1 / (number + 10) for number in range(len(words))]
    kinds = ["desa", "budget", "service", "news"]
    picked = chance.choices(words, shares, k=DOCUMENTS * 30)
    for number in range(DOCUMENTS):
        mine = picked[number * 30 : number * 30 + 30]
        often = OFTEN if number % 3 == 0 else ""
        title, summary = f"{' '.join(mine[:4])} {often}".strip(), f"{' '.join(mine[4:12])} {EVERYWHERE}"
        weight = 1 + number % 7 / 10
        yield kinds[number % 4], str(number), title, summary, " ".join(mine[12:]), f"/x/{number}/", "33.03", weight


def _plain(text: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [text])
        cursor.fetchall()


def _figures(words: list[str]) -> list[Figure]:
    from pendopo.search.queries import find

    asked = {
        "a rare word": words[-40::2],
        "two words": [f"{words[n]} {words[n + 300]}" for n in range(100, 120)],
        "a frequent word": words[:20],
        "a word with a mistake": [f"{word[:3]}x{word[4:]}" for word in words[-40::2] if len(word) > 7],
        "a word in a third of all": [OFTEN] * 10,
        "a word in all of them": [EVERYWHERE] * 10,
    }
    figures = []
    for name, texts in asked.items():
        find(texts[0])
        ours = [span for text in texts for span in spans(partial(find, text), 2)]
        plain = [span for text in texts for span in spans(partial(_plain, text), 2)]
        middle, late = percentile(ours, 50) * 1000, percentile(ours, 95) * 1000
        note = f" of the plain SELECT; p50 {middle:.1f} ms, p95 {late:.1f} ms"
        figures.append(ratio(name, middle / percentile(plain, 50) / 1000, note=note))
    return figures


def measure(instance: Instance) -> list[Figure]:
    """Fill a scratch database, then ask."""
    instance.open_django()
    from django.db import connection

    from pendopo.kernel.copying import copy_rows
    from pendopo.search.models import PublicDocument

    chance = random.Random(33)
    words = vocabulary(chance)
    with scratch_database():
        copy_rows(PublicDocument, COLUMNS, documents(chance, words))
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE search_publicdocument")
        return _figures(words)
