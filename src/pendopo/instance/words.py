"""What each module is and what switching it off does, in words for the administrator."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ModuleWords:
    """Two sentences about a module."""

    purpose: Any
    off: Any


MODULES = {
    "portal": ModuleWords(
        _("The home, the search and the pages of kecamatan, desa and kelurahan."),
        _("Residents find no home, no search and no village pages. Officials can still sign in."),
    ),
    "budget": ModuleWords(
        _("The open budget: every stage from the region's total down to one activity, with downloads and API."),
        _("The budget's pages, its figure on the home and its API are gone until you switch it on again."),
    ),
    "procurement": ModuleWords(
        _("Packages, tenders and contracts, from the plan of purchases to the signature."),
        _("Packages, tenders and contracts have no public page and no API."),
    ),
    "monitoring": ModuleWords(
        _("Works on their way: plan, progress, photos, payments, handover."),
        _("Progress and payments have no public page and no API."),
    ),
    "public_services": ModuleWords(
        _("Services with their requirements, applications and requests for information (PPID)."),
        _("Residents cannot apply for services here; the counters stay open."),
    ),
    "complaints": ModuleWords(
        _("Reports of residents with a number, an office in charge and a date."),
        _("Residents cannot report here, and their reports cannot be followed."),
    ),
    "desa": ModuleWords(
        _("A site for each village: news, potentials, officials, village budget."),
        _("Villages have no site of their own; their short pages stay."),
    ),
    "umkm": ModuleWords(
        _("Small businesses and their products, groups and grants."),
        _("Products have no page and cannot be ordered here."),
    ),
    "training": ModuleWords(
        _("Courses, practice instances and badges for officials."),
        _("Courses cannot be followed; badges that were given keep their page."),
    ),
    "dashboard": ModuleWords(
        _("The morning board of the leaders, and its public twin."),
        _("The board has no page."),
    ),
}
