"""Sample data of the style page: the words and figures that the components are shown with. Nothing here is real."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator

from pendopo.kernel import figures
from pendopo.kernel.fields import DateField, MoneyField

TODAY = dt.date(2026, 11, 24)
CHOICES = [("jalan", "Jalan rusak"), ("sampah", "Sampah menumpuk"), ("lampu", "Lampu mati")]


class SampleForm(forms.Form):
    """Each kind of field once."""

    name = forms.CharField(label="Nama", help_text="Satu kotak saja. Banyak orang punya satu nama.", max_length=80)
    phone = forms.CharField(label="Nomor HP", required=False, help_text="Untuk mengabari Anda. Hanya dilihat petugas.")
    what = forms.CharField(label="Apa yang terjadi?", max_length=500, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Jenis", choices=CHOICES, widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label="Yang diperlukan", choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    year = forms.ChoiceField(label="Tahun anggaran", choices=[("2026", "2026"), ("2027", "2027")])
    born = DateField(label="Tanggal mulai", help_text="Misalnya 24 11 2026")
    amount = MoneyField(label="Nilai", help_text="Boleh ditulis 1.250.000 atau 1250000")
    photo = forms.FileField(label="Foto", required=False, help_text="Paling besar 12 MB")
    secret = forms.CharField(label="Kata sandi", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="Saya sudah membaca cara data dipakai")
    token = forms.CharField(widget=forms.HiddenInput, required=False, initial="x")


class SampleFilter(forms.Form):
    """A bar of filters."""

    group = forms.ChoiceField(label="Kelompokkan menurut", choices=[("u", "Urusan dan program"), ("o", "Perangkat")])
    compare = forms.ChoiceField(label="Bandingkan dengan", choices=[("p", "APBD Perubahan 2025")])
    word = forms.CharField(label="Cari kata", required=False)


class SampleComment(forms.Form):
    """The form under a thread."""

    words = forms.CharField(label="Komentar Anda", widget=forms.Textarea(attrs={"rows": 3}))


def sample_forms() -> dict[str, Any]:
    """The form empty, and the form sent with every mistake."""
    wrong = {"what": "Lubang", "born_day": "31", "born_month": "2", "born_year": "2026", "amount": "1,250,000"}
    return {
        "form_empty": SampleForm(auto_id="k_%s"),
        "form_wrong": SampleForm(wrong),
        "form_filter": SampleFilter(),
        "form_comment": SampleComment(auto_id="c_%s"),
    }


# Rows for lists, steps and tables.
LISTS: dict[str, Any] = {
    "steps": [
        {"name": "Anggaran", "state": "done", "value": "Rp4,85 miliar", "detail": "DPA", "date": "9 Jan 2026"},
        {"name": "Paket", "state": "done", "value": "Rp4,78 miliar", "detail": "Tender", "date": "3 Feb 2026"},
        {"name": "Kontrak", "state": "done", "value": "Rp4,51 miliar", "detail": "94,4% dari HPS"},
        {"name": "Kemajuan", "state": "stuck", "value": "65,2%", "detail": "Rencana 71,6%", "url": "#steps"},
        {"name": "Pembayaran", "state": "next", "value": "Rp2,71 miliar", "detail": "Menunggu kemajuan 75%"},
    ],
    "report_steps": [
        {"name": "Diterima", "state": "done", "date": "24 Nov 2026, 08.05 WIB"},
        {"name": "Diperiksa", "state": "now", "date": "paling lambat Jumat, 27 Nov"},
        {"name": "Dijawab", "state": "next", "date": "paling lambat Selasa, 1 Des"},
        {"name": "Anda menilai", "state": "next", "date": "selesai atau belum"},
    ],
    "stages": [
        {"name": "KUA-PPAS", "value": "181,5", "date": "Agu 2025", "url": "#stages"},
        {"name": "RKA", "value": "190,2", "date": "Sep 2025", "url": "#stages"},
        {"name": "APBD", "value": "183,9", "date": "Des 2025", "url": "#stages"},
        {"name": "APBD Perubahan", "value": "186,4", "date": "Okt 2026", "url": "#stages", "state": "now"},
        {"name": "Laporan akhir", "value": "belum ada", "date": "Jul 2027", "state": "next"},
    ],
    "timeline": [
        {"title": "Jawaban dikirim", "text": "Lubang ditambal Kamis pagi.", "when": "24 Nov 2026", "who": "PUPR"},
        {"title": "Laporan diterima", "when": "23 Nov 2026", "url": "#timeline"},
    ],
    "events": [
        {"date": TODAY + dt.timedelta(days=1), "title": "Posyandu balita", "text": "08.00-11.00 WIB, balai dusun"},
        {"date": TODAY + dt.timedelta(days=2), "title": "Hari pasar desa", "text": "05.00 WIB", "url": "#agenda"},
    ],
    "doors": [
        {"icon": "services", "label": "Layanan", "url": "#", "text": "Urus surat, izin, dan bantuan."},
        {"icon": "report", "label": "Lapor", "url": "#", "text": "Jalan rusak, sampah, lampu mati."},
        {"icon": "villages", "label": "Desa", "url": "#", "text": "Kabar, potensi, dan pengurusnya."},
        {"icon": "budget", "label": "Anggaran", "url": "#", "text": "Ke mana uang kabupaten pergi."},
    ],
    "facts": [{"key": "Luas", "value": "64 ha"}, {"key": "Hasil", "value": "312 ton setahun"}],
    "answers": [
        {"key": "Kejadian", "value": "Lubang besar di depan balai desa", "change_url": "#summary_list"},
        {"key": "Tempat", "value": "Desa Kajongan, Kecamatan Bojongsari", "change_url": "#summary_list"},
    ],
    "programmes": [
        {"name": "Penyelenggaraan jalan", "code": "1.03.10", "amount": 100_900_000_000, "share": 54.1},
        {"name": "Air minum", "code": "1.03.03", "amount": 19_800_000_000, "share": 10.6},
        {"name": "Sumber daya air", "code": "1.03.02", "amount": 16_700_000_000, "share": 9.0},
    ],
    "tabs": [
        {"label": "Ringkasan", "url": "#tabs", "current": True},
        {"label": "Rincian", "url": "#tabs", "count": 8},
        {"label": "Riwayat", "url": "#tabs"},
    ],
    "page": Paginator(range(1248), 25).page(7),
    "tiles": [
        {"name": "Karangreja", "value": "3 / 7", "url": "#", "css": "m3"},
        {"name": "Bobotsari", "value": "5 / 16", "url": "#", "css": "m2"},
        {"name": "Mrebet", "value": "4 / 19", "url": "#", "css": "m1"},
        {"name": "Rembang", "value": "4 / 12", "url": "#", "css": "m-late"},
        {"name": "Kutasari", "value": "2 / 14", "url": "#", "css": "m-warn"},
        {"name": "Bukateja", "value": "7 / 14", "url": "#", "css": "m4"},
    ],
}


SHARES = [
    ("Pendidikan", 362),
    ("Kesehatan", 238),
    ("Dana untuk desa", 118),
    ("Pemerintahan", 116),
    ("Jalan, air, dan bangunan", 82),
    ("Bidang lainnya", 84),
]
# A made-up archipelago of five hexagons: real shapes come from `regions`.
_PLACES = [("Utara", 160, 70), ("Barat", 90, 190), ("Tengah", 230, 190), ("Timur", 370, 190), ("Selatan", 300, 310)]


def sample_figures() -> dict[str, Any]:
    """One figure of each kind."""
    plan = figures.Line("Rencana", [0, 4, 12, 27, 48, 71.6, 100], "plan", "s1", "Rencana 71,6%", at=5)
    real = figures.Line("Nyata", [0, 4, 13, 26, 45, 65.2], "", "f-late", "Nyata 65,2%")
    shares = [{"label": name, "value": value, "text": f"Rp{value}", "url": "#stack"} for name, value in SHARES]
    shapes = [
        figures.Shape(
            name,
            f"M{x - 70} {y}L{x - 35} {y - 60}H{x + 35}L{x + 70} {y}L{x + 35} {y + 60}H{x - 35}z",
            f"m{number}",
            f"{number * 12}%",
            "#map",
            str(x),
            str(y + 4),
            hatch=number == 4,
        )
        for number, (name, x, y) in enumerate(_PLACES)
    ]
    return {
        "bars": figures.bars([{**row, "css": "s1"} for row in shares]),
        "difference": figures.bars(
            [
                {"label": "Air minum", "value": -7.9, "text": "-7,9%", "css": "s2"},
                {"label": "Sumber daya air", "value": 10.6, "text": "+10,6%", "css": "s1"},
            ]
        ),
        "late": figures.share_bar(65.2, plan=71.6, css="f-late"),
        "fine": figures.share_bar(88, plan=85),
        "thousand": figures.stack(shares),
        "curve": figures.line_chart(
            [plan, real],
            ["6 Jul", "31 Jul", "31 Agu", "30 Sep", "26 Okt", "22 Nov", "18 Des"],
            today=5.06,
            high=100,
            text=lambda value: f"{value:.0f}%",
        ),
        "curve_columns": ["Tanggal", "Rencana, %", "Nyata, %"],
        "curve_rows": [["31 Agu", "12,0", "13,0"], ["26 Okt", "48,0", "45,0"], ["22 Nov", "71,6", "65,2"]],
        "spark": figures.sparkline([61, 62, 64, 65, 67, 68.1]),
        "spark_late": figures.sparkline([70, 71, 71, 71.8], css="f-late"),
        "tree": figures.treemap(
            [{"label": name, "value": value, "text": str(value), "url": "#treemap"} for name, value in SHARES]
        ),
        "map": figures.shape_map(shapes, width=460, height=390, pin=(230, 200)),
        "legend": [{"css": "m1", "label": "di bawah 20%"}, {"css": "m4", "label": "40% atau lebih", "hatch": True}],
    }
