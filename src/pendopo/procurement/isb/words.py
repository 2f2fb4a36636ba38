"""LKPP's words for kinds, methods, statuses and forms, and ours."""

from pendopo.organisations.models import CompanyForm
from pendopo.procurement.kinds import Evaluation, Kind, Method, Scheme, SelfManagedType

KIND_OF: dict[str, str] = {
    "Pengadaan Barang": Kind.GOODS,
    "Pekerjaan Konstruksi": Kind.WORKS,
    "Pekerjaan Konstruksi Terintegrasi": Kind.WORKS,
    "Jasa Lainnya": Kind.SERVICES,
    "Jasa Konsultansi Badan Usaha Konstruksi": Kind.CONSULTANCY,
    "Jasa Konsultansi Badan Usaha Non Konstruksi": Kind.CONSULTANCY,
    "Jasa Konsultansi Perorangan Konstruksi": Kind.CONSULTANCY,
    "Jasa Konsultansi Perorangan Non Konstruksi": Kind.CONSULTANCY,
}
METHOD_OF: dict[str, str] = {
    "Tender": Method.TENDER,
    "Tender Cepat": Method.FAST_TENDER,
    "Seleksi": Method.SELECTION,
    "Pengadaan Langsung": Method.DIRECT,
    "Penunjukan Langsung": Method.DIRECT_APPOINTMENT,
}
TEMPLATE_OF: dict[str, str] = {
    "Pasca Satu File": "tender_pasca_satu_file",
    "Pra Dua File Kualitas Biaya": "seleksi_pra_dua_file_kualitas_biaya",
}
SELF_MANAGED_TYPE_OF: dict[str, str] = {
    "1": SelfManagedType.OWN,
    "2": SelfManagedType.OTHER_OFFICE,
    "3": SelfManagedType.ASSOCIATION,
    "4": SelfManagedType.GROUP,
}
STEP_OF: dict[str, str] = {
    "291": "announce",
    "292": "download_documents",
    "293": "briefing",
    "294": "upload_bid",
    "295": "open_bids",
    "296": "evaluate",
    "297": "verify_qualification",
    "298": "decide_winner",
    "299": "announce_winner",
    "300": "objection_window",
    "301": "issue_sppbj",
    "302": "sign_contract",
    "172": "announce_prequalification",
    "173": "download_prequalification",
    "174": "briefing_prequalification",
    "175": "upload_prequalification",
    "176": "evaluate_qualification",
    "177": "verify_qualification",
    "178": "decide_qualification",
    "179": "announce_qualification",
    "180": "objection_window_prequalification",
    "181": "download_documents",
    "182": "briefing",
    "183": "upload_bid",
    "184": "open_file1",
    "186": "announce_technical_rank",
    "187": "open_file2",
    "188": "decide_winner",
    "189": "announce_winner",
    "190": "objection_window",
    "191": "negotiate",
    "193": "issue_sppbj",
    "194": "sign_contract",
}
"""Number of an activity in SPSE's schedules (kd_akt) -> code of our step templates."""
UNNAMED_STEPS: dict[str, str] = {"296": "Evaluasi dokumen penawaran", "181": "Unduh dokumen pemilihan"}
"""Steps that the feed leaves without a name."""

_FORMS: tuple[tuple[str, str], ...] = (
    ("PT", CompanyForm.PT),
    ("PERSEROAN TERBATAS", CompanyForm.PT),
    ("CV", CompanyForm.CV),
    ("PERSEKUTUAN KOMANDITER", CompanyForm.CV),
    ("PERSEKUTUAN FIRMA", CompanyForm.FIRMA),
    ("FIRMA", CompanyForm.FIRMA),
    ("UD", CompanyForm.UD),
    ("KOPERASI", CompanyForm.COOPERATIVE),
    ("ORANG PERSEORANGAN", CompanyForm.PERSON),
    ("KONSULTAN PERSEORANGAN", CompanyForm.PERSON),
    ("YAYASAN", CompanyForm.FOUNDATION),
)


def form_of(name: str, stated: str = "") -> str:
    """The legal form of a supplier, by what the contract states, else by its name ("CV. ABC", "ABC, PT")."""
    for text in (stated.upper(), name.upper()):
        words = text.replace(".", " ").replace(",", " ").split()
        for form, value in _FORMS:
            if text.startswith(f"{form} ") or text == form or words[:1] == [form] or words[-1:] == [form]:
                return value
    return CompanyForm.OTHER


def scheme_of(stated: str) -> str:
    """One file or two, by the way of qualification."""
    return Scheme.TWO_FILE if "Dua File" in stated or "Dua Tahap" in stated else Scheme.ONE_FILE


def evaluation_of(stated: str) -> str:
    """What decides between bids, by the way of evaluation."""
    if "Kualitas" in stated:
        return Evaluation.QUALITY_COST
    return Evaluation.LOWEST_PRICE if stated else Evaluation.NEGOTIATED
