"""Sample data of the style page, second part: money, indices, grids, checks, agreement. Nothing is real."""

from typing import Any

from pendopo.kernel import figures

# IDM statuses with their limits (Permendesa 2/2016): span as shown, lower and upper value.
STATUSES = [
    ("Sangat tertinggal", "0–0,4907", 0.0, 0.4907),
    ("Tertinggal", "0,4907–0,5989", 0.4907, 0.5989),
    ("Berkembang", "0,5989–0,7072", 0.5989, 0.7072),
    ("Maju", "0,7072–0,8155", 0.7072, 0.8155),
    ("Mandiri", "0,8155–1", 0.8155, 1.0),
]
MONEY_IN = [("dd", "Dana desa", 1040), ("add", "Alokasi dana desa", 486), ("pad", "Pendapatan asli desa", 318)]
MONEY_OUT = [("bangun", "Pembangunan", 912), ("pem", "Pemerintahan desa", 574), ("daya", "Pemberdayaan warga", 358)]


def _dial() -> figures.Dial:
    classes = [{"label": name, "span": span, "low": low, "high": high} for name, span, low, high in STATUSES]
    return figures.dial(0.9981, classes, text="0,9981")


def _money() -> figures.MoneyFlow:
    parts = {
        side: [
            {
                "key": key,
                "label": name,
                "text": f"Rp{value} juta" if value < 1000 else "Rp1,04 miliar",
                "css": f"s{number}",
                "url": "#money_flow",
            }
            for number, (key, name, value) in enumerate(rows, start=start)
        ]
        for side, rows, start in (("in", MONEY_IN, 1), ("out", MONEY_OUT, 3))
    }
    middle = [{"key": "kas", "label": "Kas desa", "text": "Rp1,84 miliar", "css": "f-brand"}]
    flows = [figures.Flow(key, "kas", value, f"{value}") for key, _name, value in MONEY_IN]
    flows += [figures.Flow("kas", key, value, f"{value}") for key, _name, value in MONEY_OUT]
    columns = [("Dari mana", parts["in"]), ("Lewat", middle), ("Untuk apa", parts["out"])]
    return figures.money_flow(columns, flows)


def _curves() -> dict[str, Any]:
    ahead = figures.Forecast(
        low=[None] * 5 + [65.2, 76, 87],
        likely=[None] * 5 + [65.2, 80, 93],
        high=[None] * 5 + [65.2, 84, 100],
    )
    steps = ["6 Jul", "31 Jul", "31 Agu", "30 Sep", "26 Okt", "22 Nov", "18 Des", "11 Jan"]
    words = ("Rencana 71,6%", "Nyata 65,2%", "Perkiraan 93%")
    months = ["Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
    likely = [None, None, None, 74.0, 82.0, 91.0]
    band = figures.Band([None, None, None, 74.0, 78.0, 84.0], [None, None, None, 74.0, 86.0, 98.0])
    real = figures.Line("Nyata", [38, 51, 63, 74], "", "s1", "Nyata 74%", at=3)
    return {
        "s_curve": figures.s_curve(
            [0, 4, 12, 27, 48, 71.6, 100, 100],
            [0, 4, 13, 26, 45, 65.2],
            steps,
            labels=words,
            late=True,
            forecast=ahead,
        ),
        "band_chart": figures.line_chart(
            [real, figures.Line("Perkiraan", likely, "forecast", "s1", "Perkiraan 91%")],
            months,
            text=lambda value: f"{value:.0f}%",
            today=3,
            high=100,
            band=band,
        ),
        "band_rows": [["Okt", "74", "74", "74"], ["Nov", "78", "82", "86"], ["Des", "84", "91", "98"]],
        "band_columns": ["Bulan", "Terendah, %", "Perkiraan, %", "Tertinggi, %"],
    }


def _multiples() -> dict[str, Any]:
    rows = [
        ("Dinas Pendidikan", [22, 41, 58, 71]),
        ("Dinas Kesehatan", [18, 35, 52, 69]),
        ("Dinas PUPR", [9, 20, 38, 61]),
        ("Dinas Sosial", [25, 33, 41, 44]),
        ("Dinas Pertanian", [14, 32, 55, 73]),
        ("Kecamatan Rembang", [24, 46, 66, 82]),
    ]
    drawn = [
        {
            "label": name,
            "values": run,
            "text": f"{run[-1]}%",
            "url": "#small_multiples",
            "css": "f-late" if run[-1] < 50 else "s1",
        }
        for name, run in rows
    ]
    return {
        "multiples": figures.small_multiples(drawn, steps=["Feb", "Mei", "Agu", "Nov"]),
        "multiples_columns": ["Perangkat daerah", "Feb", "Mei", "Agu", "Nov"],
        "multiples_rows": [[name, *(str(value) for value in run)] for name, run in rows],
    }


PEERS = [12, 17, 21, 23, 24, 26, 27, 29, 31, 33, 36, 38, 44, 52]

REVIEW: dict[str, Any] = {
    "changes": [
        {"group": "Belanja barang dan jasa", "before": "21.432.000", "after": "30.312.000", "change": "+8.880.000"},
        {"mark": "same", "label": "Kertas HVS A4 70 gram", "before": "6.480.000", "after": "6.480.000", "change": "0"},
        {
            "mark": "changed",
            "label": "Nasi kotak rapat koordinasi",
            "url": "#diff_table",
            "note": "Harga 42.000 menjadi 38.000",
            "before": "12.600.000",
            "after": "11.400.000",
            "change": "-1.200.000",
        },
        {"mark": "added", "label": "Perjalanan ke Semarang", "after": "8.880.000", "change": "+8.880.000"},
        {"mark": "removed", "label": "Tinta printer hitam", "before": "2.352.000", "change": "-2.352.000"},
    ],
    "changes_total": {"before": "21.432.000", "after": "26.760.000", "change": "+5.328.000"},
    "formula_rows": [
        {"key": "Harga di RKA", "value": "Rp42.000"},
        {"key": "Standar harga 2027", "value": "Rp38.000"},
        {"key": "25 orang x 12 kali x selisih", "value": "300 x Rp4.000"},
        {"key": "Kelebihan", "value": "Rp1.200.000"},
    ],
    "comments": [
        {
            "who": "Tim anggaran",
            "role": "TAPD",
            "when": "23 Nov 2026, 14.20 WIB",
            "text": "Mengapa perjalanan naik menjadi empat kali?",
            "tag": "Perlu jawaban",
            "tag_kind": "wait",
            "url": "#thread",
            "answers": [
                {
                    "who": "Dinas PUPR",
                    "role": "penyusun",
                    "when": "24 Nov 2026, 08.05 WIB",
                    "text": "Dua rapat tambahan diminta provinsi, surat 005/1284.",
                }
            ],
        },
        {"who": "Inspektorat", "when": "24 Nov 2026, 09.10 WIB", "text": "Lampirkan surat undangannya."},
    ],
    "agreement": [
        {"name": "Disusun", "who": "Subbag Perencanaan, Dinas PUPR", "state": "done", "when": "20 Nov 2026, 15.40 WIB"},
        {
            "name": "Disetujui kepala dinas",
            "who": "Kepala Dinas PUPR",
            "state": "stuck",
            "when": "23 Nov 2026, 10.15 WIB",
            "note": "Perbaiki harga nasi kotak, lalu kirim lagi.",
        },
        {"name": "Diverifikasi TAPD", "who": "Tim anggaran", "state": "now", "due": "paling lambat 11 Des 2026"},
        {"name": "Disahkan", "who": "PPKD", "due": "paling lambat 31 Des 2026"},
    ],
    "signers": [
        {
            "name": "Nama Contoh Satu",
            "position": "Kepala Dinas PUPR",
            "state": "signed",
            "when": "24 Nov 2026, 08.05 WIB",
            "certificate": "sertifikat BSrE",
        },
        {"name": "Nama Contoh Dua", "position": "Ketua TAPD"},
    ],
    "fingerprint": "9f2b6c1de07a4c55b8e1730f64aa0d5c9f2b6c1de07a4c55b8e1730f64aa0d5c",
}


def review_samples() -> dict[str, Any]:
    """Everything of this module under the names of the templates."""
    return {
        **REVIEW,
        **_curves(),
        **_multiples(),
        "dial": _dial(),
        "money_flow": _money(),
        "subindices": figures.bars(
            [
                {"label": "Sosial", "value": 99.43, "text": "0,9943", "css": "f-action"},
                {"label": "Ekonomi", "value": 100, "text": "1,0000", "css": "f-action"},
                {"label": "Lingkungan", "value": 100, "text": "1,0000", "css": "f-action"},
            ],
            most=100,
        ),
        "peer_dots": figures.peers(PEERS, 78.4, text="78,4%", high=100),
    }
