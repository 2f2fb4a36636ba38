"""Pictures beside shared links, drawn once and kept with the pages."""

from django.http import Http404, HttpRequest, HttpResponse

from pendopo.kernel.pagecache import public_page
from pendopo.portal import cards, drawing

KEPT = 3600


def _png(card: drawing.Card | None) -> HttpResponse:
    if card is None:
        raise Http404
    data = drawing.draw(card)
    return HttpResponse(data, content_type="image/png", headers={"Content-Length": str(len(data))})


@public_page("budget", max_age=KEPT)
def home(request: HttpRequest) -> HttpResponse:
    """The picture of the home."""
    return _png(cards.home_card())


@public_page("regions", max_age=KEPT)
def desa(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of a village."""
    return _png(cards.desa_card(slug))


@public_page("regions", max_age=KEPT)
def kecamatan(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture of a kecamatan."""
    return _png(cards.kecamatan_card(slug))


@public_page("budget", max_age=KEPT)
def budget(request: HttpRequest, year: int, unit: str = "", code: str = "") -> HttpResponse:
    """The picture of a place of the budget."""
    return _png(cards.budget_card(int(year), unit=unit, code=code))
