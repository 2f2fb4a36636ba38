"""The living style page: every component in every state, in parts."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pendopo.kernel.display.icons import DOORS, ICONS
from pendopo.portal import style_samples as samples
from pendopo.portal.style_review import review_samples

PARTS = {
    "dasar": "Dasar",
    "tombol": "Tombol dan tanda",
    "isian": "Isian",
    "tabel": "Tabel dan daftar",
    "angka": "Angka dan langkah",
    "gambar": "Grafik dan peta",
    "portal": "Portal",
    "meja": "Meja kerja",
    "periksa": "Pemeriksaan",
}
IMAGES = ["mountain", "strawberry", "broom", "joglo", "coffee", "rice", "market", "road", "school", "clinic"]


def _tabs(current: str) -> list[dict]:
    return [
        {"label": label, "url": reverse("portal:style_part", args=[part]), "current": part == current}
        for part, label in PARTS.items()
    ]


@login_required
def style(request: HttpRequest, part: str = "dasar") -> HttpResponse:
    """One part of the style page; unknown parts are 404."""
    if part not in PARTS:
        raise Http404
    context = {
        **samples.LISTS,
        **samples.sample_forms(),
        **samples.sample_figures(),
        **review_samples(),
        "parts": _tabs(part),
        "part_label": PARTS[part],
        "icons": [*ICONS, *(f"door-{name}" for name in DOORS)],
        "images": IMAGES,
        "today": samples.TODAY,
        "moment": dt.datetime(2026, 11, 24, 1, 5, tzinfo=dt.UTC),
        "notes": [
            Message(messages.SUCCESS, "Laporan tersimpan"),
            Message(messages.WARNING, "Periksa tanggal"),
        ],
    }
    return render(request, f"portal/style/{part}.html", context)
