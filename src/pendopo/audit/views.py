"""The log for people: what was done, and the proof that it was not changed."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from pendopo.audit import notes, queries
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.pagecache import public_page

PAGE = 25


@public_page("log")
def log(request: HttpRequest) -> HttpResponse:
    """The signed tree head and the public acts in it, newest first."""
    page = Paginator(queries.public_leaves_visible_to(ANONYMOUS), PAGE).get_page(request.GET.get("page"))
    rows = [{"leaf": leaf, "sentence": queries.sentence(leaf.entry)} for leaf in page]
    head = queries.latest_checkpoint()
    context: dict[str, Any] = {
        "page": page,
        "rows": rows,
        "head": head,
        "query": request.GET,
        "key": notes.own_verifier_key(),
        "root": bytes(head.root).hex() if head else "",
        "witnesses": queries.witnesses(),
        "witnessed": queries.last_witnessed(),
    }
    return render(request, "audit/log.html", context)


def _leaf(index: int) -> Any:
    leaf = queries.public_leaves_visible_to(ANONYMOUS).filter(index=index).first()
    if leaf is None:
        raise Http404
    return leaf


@public_page("log")
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One public act, its hash and its proof."""
    leaf = _leaf(index)
    context = {
        "leaf": leaf,
        "entry": leaf.entry,
        "sentence": queries.sentence(leaf.entry),
        "hash": bytes(leaf.leaf_hash).hex(),
        "data": bytes(leaf.entry.leaf_data).decode(),
        "key": notes.own_verifier_key(),
    }
    return render(request, "audit/entry.html", context)


@public_page("log")
def proof(request: HttpRequest, index: int) -> HttpResponse:
    """The `.tlog-proof` of one public act."""
    response = HttpResponse(queries.tlog_proof(_leaf(index)), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{index}.tlog-proof"'
    return response


@public_page("log")
def receipt(request: HttpRequest, index: int) -> HttpResponse:
    """Act and proof in one file, for `pendopo verify`."""
    response = JsonResponse(queries.receipt(_leaf(index)))
    response.headers["Content-Disposition"] = f'attachment; filename="log-{index}.json"'
    return response
