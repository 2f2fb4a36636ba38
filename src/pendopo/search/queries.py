"""Finding public documents: by the words' stems first, by likeness of the title when nothing has the words."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import Count, F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pendopo.kernel.sql import read
from pendopo.search.kinds import label_of
from pendopo.search.models import CONFIGURATION, PublicDocument

PAGE_SIZE = 25
LAST_PAGE = 400
LONGEST_TEXT = 100
LEAST_LIKENESS = "0.5"
# Ranking reads each row, so of a word in more documents than this only the likeliest are ranked.
MOST_RANKED = 2_000
# The words stand in the text each time: from a common table the planner would not know how frequent they are.
_RANKED = """
    WITH candidate AS (
        (SELECT id FROM search_publicdocument
         WHERE to_tsvector('indonesian'::regconfig, COALESCE(title, '')) @@ plainto_tsquery('indonesian', %(text)s)
            AND (%(kind)s = '' OR kind = %(kind)s) LIMIT %(most)s)
        UNION
        (SELECT id FROM search_publicdocument
         WHERE tsv @@ plainto_tsquery('indonesian', %(text)s) AND (%(kind)s = '' OR kind = %(kind)s)
         ORDER BY weight DESC, id LIMIT %(most)s)
    )
    SELECT id FROM search_publicdocument WHERE id = ANY (ARRAY(SELECT id FROM candidate))
    ORDER BY ts_rank(tsv, plainto_tsquery('indonesian', %(text)s), 2) * weight DESC, title, id
    LIMIT %(size)s OFFSET %(first)s
"""
_START, _STOP = "\ue000", "\ue001"


@dataclass(frozen=True)
class Hit:
    """One document found; `snippet` is safe HTML with the words in <mark>."""

    kind: str
    kind_label: str
    key: str
    title: str
    summary: str
    url: str
    region_code: str
    snippet: SafeString


@dataclass(frozen=True)
class KindCount:
    """How many documents of a kind were found."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True)
class Hits:
    """One page of hits. `kinds` counts all kinds, `total` only the kind asked for; `similar` tells that no document
    has the words and these only look like them."""

    hits: list[Hit] = field(default_factory=list)
    kinds: list[KindCount] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 0
    similar: bool = False


def find(text: str, kind: str | None = None, page: int = 1) -> Hits:
    """The documents for what somebody typed, 25 a page, best first; a fixed number of queries whatever is found.

    Of a word in more than MOST_RANKED documents only the likeliest are ranked and shown: those with it in the title
    and those of the largest weight; the counts stay exact.
    """
    text = " ".join(text.replace("\x00", " ").split())[:LONGEST_TEXT]
    if not text:
        return Hits()
    query = SearchQuery(text, config=CONFIGURATION, search_type="plain")
    found = PublicDocument.objects.filter(tsv=query)
    if kinds := _counts(found):
        ranked = found.annotate(score=SearchRank(F("tsv"), query, normalization=Value(2)) * F("weight"))
        frequent = _total(kinds, kind) > MOST_RANKED
        best = partial(_likeliest, text, kind) if frequent else partial(_best, ranked, kind)
        return _page(best, kinds, query, kind, page, most=MOST_RANKED if frequent else LAST_PAGE * PAGE_SIZE)
    return _similar(text, query, kind, page)


@transaction.atomic
def _similar(text: str, query: SearchQuery, kind: str | None, page: int) -> Hits:
    with connection.cursor() as cursor:
        # PostgreSQL's own 0.6 misses one wrong letter in a name of eight; the setting ends with the transaction.
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [LEAST_LIKENESS])
    found = PublicDocument.objects.filter(title__trigram_word_similar=text)
    kinds = _counts(found)
    ranked = found.annotate(score=TrigramWordSimilarity(text, "title") * F("weight"))
    return replace(_page(partial(_best, ranked, kind), kinds, query, kind, page), similar=bool(kinds))


def _counts(found: QuerySet[PublicDocument]) -> list[KindCount]:
    rows = found.order_by("kind").values_list("kind").annotate(number=Count("pk"))
    return [KindCount(kind, label_of(kind), number) for kind, number in rows]


def _total(kinds: list[KindCount], kind: str | None) -> int:
    return sum(row.count for row in kinds if kind in {None, "", row.kind})


def _best(ranked: QuerySet[Any], kind: str | None, first: int) -> list[int]:
    """Primary keys of one page, all matches ranked."""
    if kind:
        ranked = ranked.filter(kind=kind)
    return list(ranked.order_by("-score", "title", "pk").values_list("pk", flat=True)[first : first + PAGE_SIZE])


def _likeliest(text: str, kind: str | None, first: int) -> list[int]:
    """Primary keys of one page, only the likeliest matches ranked."""
    values = {"text": text, "kind": kind or "", "most": MOST_RANKED, "size": PAGE_SIZE, "first": first}
    return [row["id"] for row in read(_RANKED, **values)]


def _page(
    best: Callable[[int], list[int]],
    kinds: list[KindCount],
    query: SearchQuery,
    kind: str | None,
    page: int,
    *,
    most: int = LAST_PAGE * PAGE_SIZE,
) -> Hits:
    total = _total(kinds, kind)
    pages = -(-min(total, most) // PAGE_SIZE)
    page = max(1, min(page, pages))
    if not total:
        return Hits(kinds=kinds)
    pks = best((page - 1) * PAGE_SIZE)
    # A snippet costs far more than a match: it is made for the rows of this page alone.
    chosen = PublicDocument.objects.filter(pk__in=pks).defer("tsv", "body")
    by_pk = {row.pk: row for row in chosen.annotate(headline=_headline(query))}
    hits = [_hit(by_pk[pk]) for pk in pks if pk in by_pk]
    return Hits(hits=hits, kinds=kinds, total=total, page=page, pages=pages)


def _headline(query: SearchQuery) -> SearchHeadline:
    return SearchHeadline(
        Concat("summary", Value(" "), "body", output_field=TextField()),
        query,
        config=CONFIGURATION,
        start_sel=_START,
        stop_sel=_STOP,
        max_words=28,
        min_words=12,
    )


def _hit(row: PublicDocument) -> Hit:
    headline = getattr(row, "headline", "").strip()
    # Without a word to mark the summary says more than the beginning of summary and body run together.
    headline = escape(headline if _START in headline else row.summary)
    snippet = headline.replace(_START, "<mark>").replace(_STOP, "</mark>")
    return Hit(
        kind=row.kind,
        kind_label=label_of(row.kind),
        key=row.key,
        title=row.title,
        summary=row.summary,
        url=row.url,
        region_code=row.region_code,
        snippet=mark_safe(snippet),  # noqa: S308 - escaped above; only the two marks are ours
    )
