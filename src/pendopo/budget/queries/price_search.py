"""Finding prices of an edition: by words and their beginnings, by likeness where none fits, by kind, group, unit."""

import re
from dataclasses import dataclass, replace

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower

from pendopo.budget.models import PriceEdition, PriceItem, PriceRevision
from pendopo.budget.models.prices import CONFIGURATION
from pendopo.budget.states import PRICE_OPEN

LEAST_LIKENESS = 0.5
MOST_GROUPS = 200
MOST_BARRED = 5
SORTS = {"nama": "item__name", "harga": "price_amount", "satuan": "measure", "kode": "item__code"}


@dataclass(frozen=True)
class PriceAsked:
    """What somebody looks for; empty words leave everything in. `accounts` asks for items that account may use."""

    text: str = ""
    kind: str = ""
    group: str = ""
    measure: str = ""
    sort: str = ""
    account: str = ""


@dataclass(frozen=True)
class PriceList:
    """The prices found; `similar` tells that none has the words and these only look like them."""

    rows: QuerySet[PriceRevision]
    similar: bool = False


def open_editions() -> QuerySet[PriceEdition]:
    """Editions that are or were in force, the latest first."""
    return PriceEdition.objects.filter(status__in=PRICE_OPEN).order_by("-valid_from_date", "-pk")


def open_edition(edition_id: int) -> PriceEdition | None:
    """The edition, if everybody may see it."""
    return open_editions().filter(pk=edition_id).first()


def find_prices(edition: PriceEdition, asked: PriceAsked) -> PriceList:
    """The prices of the edition that fit, best or in the asked order first. At most one query before the rows."""
    rows = _chosen(edition.revisions.select_related("item", "unit", "edition"), asked)
    text = " ".join(asked.text.replace("\x00", " ").split())[:100]
    if not text:
        return PriceList(_sorted(rows, asked.sort))
    words = SearchQuery(_prefixes(text), config=CONFIGURATION, search_type="raw") if _prefixes(text) else None
    by_words = Q(item__code__iexact=text) | (Q(item__tsv=words) if words else Q())
    found = rows.filter(by_words)
    if words and found.exists():
        ranked = found.annotate(score=SearchRank(F("item__tsv"), words) + TrigramWordSimilarity(text, "item__name"))
        return PriceList(_sorted(ranked, asked.sort, "-score"))
    alike = rows.annotate(score=TrigramWordSimilarity(text, "item__name")).filter(score__gte=LEAST_LIKENESS)
    return PriceList(_sorted(alike, asked.sort, "-score"), similar=True)


def _prefixes(text: str) -> str:
    """`kertas & hvs:*`: all words, the last one only begun."""
    words = re.findall(r"\w+", text.lower())
    return " & ".join([*words[:-1], f"{words[-1]}:*"]) if words else ""


def _chosen(rows: QuerySet[PriceRevision], asked: PriceAsked) -> QuerySet[PriceRevision]:
    wanted = {"item__kind": asked.kind, "item__group": asked.group, "measure__iexact": asked.measure}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if not asked.account:
        return rows
    above = [".".join(asked.account.split(".")[:count]) for count in range(1, 7)]
    return rows.filter(Q(item__account_prefixes=[]) | Q(item__account_prefixes__overlap=above))


def barred_prices(edition: PriceEdition, asked: PriceAsked) -> list[PriceRevision]:
    """A few prices that have the words but that the asked account may not use; none without words. Two queries."""
    if not asked.text or not asked.account:
        return []
    found = find_prices(edition, replace(asked, account=""))
    allowed = _chosen(edition.revisions.all(), asked).values("pk")
    return [] if found.similar else list(found.rows.exclude(pk__in=allowed)[:MOST_BARRED])


def _sorted(rows: QuerySet[PriceRevision], sort: str, first: str = "") -> QuerySet[PriceRevision]:
    key = SORTS.get(sort.removeprefix("-"))
    order = [f"-{key}" if sort.startswith("-") else key] if key else [first] if first else []
    return rows.order_by(*order, "item__name", "item__specification", "item__code")


def groups_of(edition: PriceEdition) -> list[str]:
    """The groups of the edition by name. One query."""
    names = PriceItem.objects.filter(revisions__edition=edition).exclude(group="").values_list("group", flat=True)
    return list(names.distinct().order_by("group")[:MOST_GROUPS])


def measures_of(edition: PriceEdition) -> list[str]:
    """The units of measure of the edition, as printed. One query."""
    names = edition.revisions.exclude(measure="").annotate(word=Lower("measure")).values_list("word", flat=True)
    return list(names.distinct().order_by("word")[:MOST_GROUPS])


def price_item(code: str) -> PriceItem | None:
    """The item of that lasting code, if an edition that everybody may see prices it. One query."""
    return PriceItem.objects.filter(code=code, revisions__edition__status__in=PRICE_OPEN).distinct().first()


def history_of(item: PriceItem) -> list[PriceRevision]:
    """What the item cost in each edition that everybody may see, the latest first. One query."""
    rows = item.revisions.filter(edition__status__in=PRICE_OPEN).select_related("edition", "unit", "evidence", "asb")
    return list(rows.order_by("-edition__valid_from_date", "-edition_id"))


def chosen_price(price_id: int | None) -> PriceRevision | None:
    """A price that a row may be written from. One query where one is named."""
    if price_id is None:
        return None
    found = PriceRevision.objects.filter(pk=price_id, edition__status__in=PRICE_OPEN)
    return found.select_related("item", "edition").first()
