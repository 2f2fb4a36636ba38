"""Words of a supplier's own pages."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pendopo.kernel.display import full_date
from pendopo.organisations import services as organisations
from pendopo.organisations.queries import paper_label
from pendopo.procurement import queries, services
from pendopo.procurement.views.package_words import refusal_text as package_refusal

SOON = dt.timedelta(days=30)


@dataclass(frozen=True)
class SupplierTask:
    """One thing to do: what, about what, until when, where."""

    title: str
    text: str
    url: str
    due: dt.date | None = None
    late: bool = False


def tabs_of(supplier: Any, current: str) -> list[dict[str, Any]]:
    """The four pages of a supplier."""
    pages = {
        "home": ("own_supplier", _("Home")),
        "chances": ("own_chances", _("Chances")),
        "work": ("own_work", _("Runs and contracts")),
        "record": ("own_record", _("Your firm")),
    }
    where = {"supplier": supplier.pk}
    return [
        {"label": label, "url": reverse(f"procurement:{name}", kwargs=where), "current": key == current}
        for key, (name, label) in pages.items()
    ]


def facts_of_supplier(supplier: Any) -> list[dict[str, Any]]:
    """The record of a supplier for those who may see it whole; of the tax number only its end."""
    one = supplier.organisation
    rows = [
        (_("Business number (NIB)"), one.nib),
        (_("Tax number (NPWP)"), queries.masked_npwp(one)),
        (_("Legal form"), one.get_form_display()),
        (_("Size of the business"), supplier.get_scale_display()),
        (_("Fields of work (KBLI)"), ", ".join(supplier.fields_of_work)),
        (_("Address"), one.address),
        (_("E-mail"), one.email),
        (_("Phone"), one.phone),
    ]
    return [{"key": key, "value": value or "–"} for key, value in rows]


def missing_said(codes: list[str]) -> list[str]:
    """What the record lacks, in words."""
    words = {
        "npwp": _("tax number (NPWP)"),
        "scale": _("size of the business"),
        "kbli": _("fields of work (KBLI)"),
        "people": _("an owner or director"),
    }
    return [
        words.get(code) or _("document: %(kind)s") % {"kind": paper_label(code.partition(":")[2])} for code in codes
    ]


def tasks_of(supplier: Any, today: dt.date) -> list[SupplierTask]:
    """What the supplier should do next, the most pressing first. Five queries."""
    where = {"supplier": supplier.pk}
    record = reverse("procurement:own_record", kwargs=where)
    tasks = [*_answers(supplier), *_papers(supplier, record, today), *_registration(supplier, record)]
    return sorted(tasks, key=lambda task: (task.due or dt.date.max, task.title))


def _answers(supplier: Any) -> list[SupplierTask]:
    found = []
    for one in queries.sanctions_to_answer(supplier)[:10]:
        url = reverse("procurement:answer_sanction", kwargs={"supplier": supplier.pk, "sanction": one.pk})
        title = _("Answer a proposed sanction")
        found.append(SupplierTask(title, f"{one.unit}: {one.get_kind_display()}", url, one.answer_until_date))
    for rating in queries.ratings_to_reply(supplier)[:10]:
        url = reverse("procurement:reply_rating", kwargs={"supplier": supplier.pk, "rating": rating.pk})
        found.append(SupplierTask(_("Read how your work was rated"), rating.contract.title, url))
    return found


def _papers(supplier: Any, record: str, today: dt.date) -> list[SupplierTask]:
    found = []
    for paper, end in queries.papers_ending(today + SOON, supplier=supplier)[:10]:
        late = end < today
        title = _("Renew: %(kind)s") % {"kind": paper.get_kind_display()}
        text = _("ended on %(day)s") if late else _("ends on %(day)s")
        said = text % {"day": full_date(end)}
        found.append(SupplierTask(title, said, f"{record}#dokumen", end, late))
    return found


def _registration(supplier: Any, record: str) -> list[SupplierTask]:
    if supplier.status == "RETURNED":
        return [SupplierTask(_("Mend your record and send it again"), supplier.status_note, record)]
    if supplier.status == "DRAFT":
        return [
            SupplierTask(
                _("Fill in your record and send it"), _("After that the procurement unit looks at it."), record
            )
        ]
    return []


def refusal_said(refusal: Exception) -> tuple[str | None, str]:
    """(field or none, one sentence) for a refused act of a supplier or about one."""
    if isinstance(refusal, services.SupplierIncomplete):
        return None, _("Still missing: %(names)s.") % {"names": ", ".join(missing_said(refusal.missing))}
    if isinstance(refusal, organisations.TaxNumberKnown):
        return "npwp", _("Another firm has this NPWP. Ask the procurement unit (UKPBJ).")
    if isinstance(refusal, organisations.SupplierRefused):
        words = {
            "to_date": _("This date lies before the first one"),
            "share_percent": _("The shares of the owners come to more than 100 percent"),
            "nib": _("The NIB has 13 digits"),
        }
        return refusal.field, words.get(refusal.field, _("This is not right yet"))
    if isinstance(refusal, services.AccountRefused):
        return _account_refused(refusal.code)
    if isinstance(refusal, services.SanctionRefused | services.RatingRefused):
        return None, _conduct_refused(refusal)
    return None, package_refusal(refusal)


def _account_refused(code: str) -> tuple[str | None, str]:
    words = {
        "last": _("This is the only account of your firm. Invite another one first."),
        "full": _("Your firm has as many accounts as it may have. Close one first."),
        "link": _("This invitation was used or is too old. Ask for a new one."),
        "waiting": _("You have claimed this record already. The procurement unit looks at it."),
        "nib": _("This is not the NIB of that record, or another record has it."),
    }
    return ("nib" if code == "nib" else None), words[code]


def _conduct_refused(refusal: services.SanctionRefused | services.RatingRefused) -> str:
    words = {
        "twice": _("This was done already."),
        "contract": _("This contract is not one of that supplier and unit."),
        "decree": _("Write the number of the decree"),
        "dates": _("The decree is dated today or before, and the sanction begins with it or later."),
        "running": _("A supplier is rated once its contract has ended."),
        "marks": _("Choose one mark for each aspect"),
        "replied": _("Your firm has replied already."),
    }
    if isinstance(refusal, services.SanctionRefused) and refusal.code == "early":
        return _("The supplier may answer until %(day)s. Decide after that.") % {"day": full_date(refusal.limit)}
    return words[refusal.code]
