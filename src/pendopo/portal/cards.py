"""What the pictures beside shared links say, for each kind of page: public figures, never persons."""

from pathlib import Path

from django.utils.translation import gettext

from pendopo.budget import queries as budget
from pendopo.files import storage
from pendopo.files.queries import documents_visible_to
from pendopo.instance.queries import colours, current, modules_on
from pendopo.kernel.access import ANONYMOUS
from pendopo.kernel.display import number, short_money
from pendopo.portal.drawing import Card
from pendopo.regions import queries as regions


def _crest() -> Path | None:
    instance = current()
    if instance is None or not instance.crest_id:
        return None
    found = documents_visible_to(ANONYMOUS).filter(code=instance.crest_id).first()
    return storage.path_of(found.sha256) if found else None


def _card(kicker: str, title: str, figure: str = "", counted: str = "", sample: bool = False) -> Card:
    instance = current()
    look = colours(instance)
    return Card(
        kicker=kicker,
        title=title,
        figure=figure,
        counted=counted,
        site=instance.name if instance else "Pendopo",
        brand=look["brand_colour"],
        accent=look["accent_colour"],
        crest=_crest(),
        sample=gettext("sample data") if sample else "",
    )


def home_card() -> Card:
    """The regency, with its budget in one figure where there is one."""
    instance = current()
    shown = budget.headline(ANONYMOUS) if "budget" in modules_on() else None
    figure = (shown["total"], gettext("budget %(year)s") % {"year": shown["year"]}) if shown else ("", "")
    title = instance.name if instance else "Pendopo"
    tagline = instance.tagline if instance else ""
    sample = bool(shown and shown["demo"])
    return _card(tagline or gettext("Open to everybody"), title, figure[0], figure[1], sample)


def desa_card(slug: str) -> Card | None:
    """A village with its index, else its postcode; None for an unknown one."""
    page = regions.desa_page(slug)
    if page is None:
        return None
    place, index = page["place"], page["index"]
    figure = (place.postcode, gettext("postcode")) if place.postcode else ("", "")
    if index:
        score = index["score"]
        figure = (number(score.score, 4), f"IDM {score.year}, {score.get_standing_display()}")
    kicker = gettext("Kecamatan %(name)s") % {"name": place.kecamatan.name}
    return _card(kicker, f"{place.get_kind_display()} {place.name}", *figure)


def kecamatan_card(slug: str) -> Card | None:
    """A kecamatan with the number of its villages; None for an unknown one."""
    page = regions.kecamatan_page(slug)
    if page is None:
        return None
    name = gettext("Kecamatan %(name)s") % {"name": page["kecamatan"].name}
    return _card(page["kecamatan"].regency.name, name, number(len(page["places"])), page["noun"].lower())


def budget_card(year: int, unit: str = "", code: str = "") -> Card | None:
    """A place of the budget with its sum; None where the year has nothing there."""
    stage = budget.stage_of(ANONYMOUS, year)
    place = budget.place_at(stage, unit_code=unit, code=code) if stage else None
    if stage is None or place is None:
        return None
    kicker = gettext("Budget %(year)s") % {"year": year}
    title = place.name or gettext("The whole budget")
    return _card(kicker, title, short_money(budget.total_of(place)), stage.get_kind_display(), sample=stage.demo)
