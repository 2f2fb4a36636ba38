"""What residents can find."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F

CONFIGURATION = "indonesian"


class PublicDocument(models.Model):
    """One public page as the search sees it; the package that owns the page keeps it up to date by its acts."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    region_code = models.CharField(max_length=13, blank=True)
    weight = models.FloatField(default=1.0)
    tsv = models.GeneratedField(
        expression=SearchVector("title", weight="A", config=CONFIGURATION)
        + SearchVector("summary", weight="B", config=CONFIGURATION)
        + SearchVector("body", weight="C", config=CONFIGURATION),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_kind_key_unique")]
        indexes = [
            GinIndex(fields=["tsv"], name="search_tsv"),
            GinIndex(fields=["title"], opclasses=["gin_trgm_ops"], name="search_title_trigram"),
            # For words that stand nearly everywhere: the titles with them, and the weightiest documents, first.
            GinIndex(SearchVector("title", config=CONFIGURATION), name="search_title_words"),
            models.Index(F("weight").desc(), "id", name="search_by_weight"),
        ]

    def __str__(self) -> str:
        return self.title
