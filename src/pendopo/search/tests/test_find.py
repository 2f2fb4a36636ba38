"""The search: words by their stems, typing mistakes by likeness, snippets that cannot carry HTML."""

import pytest
from django.core.exceptions import PermissionDenied

from pendopo.kernel.access import ANONYMOUS, SYSTEM
from pendopo.search import queries, services
from pendopo.search.models import PublicDocument
from pendopo.search.services import DocumentValues

pytestmark = pytest.mark.django_db


def document(key, title, *, kind="desa", summary="", body="", weight=1.0):
    return DocumentValues(kind, key, title, summary, body, f"/desa/{key}/", "33.03", weight)


def put(*documents):
    return services.put_documents(documents=documents, actor=SYSTEM)


def titles(text, **options):
    return [hit.title for hit in queries.find(text, **options).hits]


@pytest.fixture
def hundred():
    rows = [document(f"desa-{number}", f"Desa Karang {number}", summary="Kecamatan Bukateja") for number in range(98)]
    put(
        *rows,
        document("purbalingga", "Kabupaten Purbalingga", body="Jalan dan jembatan diperbaiki"),
        document("1.03.10", "Penyelenggaraan Jalan Kabupaten", kind="budget"),
    )


def test_a_word_is_found_in_title_summary_and_body_and_the_title_counts_most(hundred):
    assert titles("jalan") == ["Penyelenggaraan Jalan Kabupaten", "Kabupaten Purbalingga"]
    assert queries.find("bukateja").total == 98


def test_another_form_of_the_word_is_found(hundred):
    assert titles("perbaikan jembatan") == ["Kabupaten Purbalingga"]


@pytest.mark.parametrize("typo", ["pubalingga", "purbalinga", "Purblingga", "purbalngga"])
def test_a_typing_mistake_still_finds_the_place(hundred, typo):
    found = queries.find(typo)
    assert ([hit.title for hit in found.hits], found.similar) == (["Kabupaten Purbalingga"], True)


def test_hits_are_counted_by_kind_and_narrowed_to_one(hundred):
    found = queries.find("kabupaten")
    assert [(row.kind, row.count) for row in found.kinds] == [("budget", 1), ("desa", 1)]
    assert titles("kabupaten", kind="budget") == ["Penyelenggaraan Jalan Kabupaten"]


def test_pages_hold_twenty_five_and_a_page_too_far_is_the_last(hundred):
    found = queries.find("karang", page=99)
    assert (found.total, found.page, found.pages, len(found.hits)) == (98, 4, 4, 23)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "'", "a & | ! ( :*", '"', "\\", "-" * 200, "<script>"])
def test_anything_may_be_typed(hundred, text):
    assert queries.find(text).total == 0


def test_a_snippet_marks_the_word_and_escapes_the_rest():
    put(document("a", "A", body="<script>alert(1)</script> jembatan \ue000 & sungai"))
    snippet = queries.find("jembatan").hits[0].snippet
    assert "<mark>jembatan</mark>" in snippet
    assert "<script" not in snippet


def test_the_number_of_queries_does_not_grow(hundred, django_assert_num_queries):
    for text in ("kabupaten", "karang"):
        with django_assert_num_queries(3):
            queries.find(text)
    for text in ("pubalingga", "karng"):
        with django_assert_num_queries(7):
            queries.find(text)


@pytest.fixture
def frequent(monkeypatch):
    """More documents with one word than are ranked: 20 with it in the body, of growing weight, 5 in the title."""
    monkeypatch.setattr(queries, "MOST_RANKED", 10)
    put(*(document(f"b{n}", f"Desa {n:02}", body="sungai besar", weight=1 + n / 100) for n in range(20)))
    put(*(document(f"t{n}", f"Sungai {n}", kind="news") for n in range(5)))


def test_a_word_in_very_many_documents_still_finds_its_titles_first_and_then_the_weightiest(frequent):
    found = queries.find("sungai")
    assert [hit.title for hit in found.hits] == [f"Sungai {n}" for n in range(5)] + [
        f"Desa {n}" for n in range(19, 9, -1)
    ]
    assert (found.total, found.pages) == (25, 1)
    assert [(row.kind, row.count) for row in found.kinds] == [("desa", 20), ("news", 5)]


def test_the_likeliest_are_in_the_order_in_which_all_would_be(frequent, monkeypatch):
    likeliest = titles("sungai")
    monkeypatch.setattr(queries, "MOST_RANKED", 10_000)
    assert titles("sungai")[: len(likeliest)] == likeliest


def test_one_kind_of_a_frequent_word_is_narrowed_and_has_the_same_number_of_queries(
    frequent, django_assert_num_queries
):
    with django_assert_num_queries(3):
        found = queries.find("sungai", kind="desa", page=3)
    assert (found.total, found.page, {hit.kind for hit in found.hits}) == (20, 1, {"desa"})


def test_the_same_key_is_replaced_and_others_of_the_kind_can_be_removed():
    put(document("a", "Lama"), document("b", "Desa B"))
    put(document("a", "Tengah"), document("a", "Baru"))
    assert sorted(PublicDocument.objects.values_list("title", flat=True)) == ["Baru", "Desa B"]
    assert services.remove_documents(kind="desa", keys=["b"], actor=SYSTEM) == 1
    assert services.remove_documents(kind="desa", actor=SYSTEM) == 1


def test_a_stranger_is_refused_and_nothing_moves():
    with pytest.raises(PermissionDenied):
        services.put_documents(documents=[document("a", "A")], actor=ANONYMOUS)
    with pytest.raises(PermissionDenied):
        services.remove_documents(kind="desa", actor=ANONYMOUS)
    assert not PublicDocument.objects.exists()
