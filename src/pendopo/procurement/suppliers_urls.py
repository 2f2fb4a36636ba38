"""Addresses of suppliers: public pages, a supplier's own pages, the pages of officials."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import own, own_acts, own_parts, supplier_offices, suppliers_public, watches

OWN = "workspace/penyedia/<int:supplier>/"
OFFICE = "workspace/pengadaan/penyedia/<int:supplier>/"
SANCTION = "workspace/pengadaan/sanksi/<int:sanction>/"

_public: list[URLPattern | URLResolver] = [
    path("pengadaan/penyedia/", suppliers_public.suppliers, name="public_suppliers"),
    path("pengadaan/penyedia/<int:supplier>/", suppliers_public.numbered, name="numbered_supplier"),
    path("pengadaan/penyedia/<slug:slug>/", suppliers_public.supplier, name="public_supplier"),
    path("pengadaan/daftar-hitam/", suppliers_public.blacklist, name="blacklist"),
]
_own: list[URLPattern | URLResolver] = [
    path("workspace/penyedia/", own.own, name="own"),
    path("workspace/penyedia/daftar/", own_acts.open_supplier, name="open_supplier"),
    path("workspace/penyedia/klaim/<int:supplier>/", own_acts.claim_supplier, name="claim_supplier"),
    re_path(r"^workspace/penyedia/undangan/(?P<token>[\w-]{20,64})/$", own_acts.join_supplier, name="join_supplier"),
    re_path(r"^pengadaan/kabar/(?P<key>[\w:-]{20,900})/$", watches.stop_watches, name="stop_watches"),
    path("workspace/penyedia/kabar/", watches.watches, name="watches"),
    path("workspace/penyedia/kabar/<int:watch>/berhenti/", watches.end_watch, name="end_watch"),
    path(OWN, own.own_supplier, name="own_supplier"),
    path(f"{OWN}peluang/", own.own_chances, name="own_chances"),
    path(f"{OWN}pekerjaan/", own.own_work, name="own_work"),
    path(f"{OWN}tanda-terima/<slug:header_hash>.json", own.own_receipt, name="own_receipt"),
    path(f"{OWN}usaha/", own.own_record, name="own_record"),
    path(f"{OWN}usaha/ubah/", own_acts.change_record, name="change_record"),
    path(f"{OWN}usaha/kirim/", own_acts.send_record, name="send_record"),
    path(f"{OWN}<slug:part>/tambah/", own_parts.add_part, name="add_part"),
    path(f"{OWN}<slug:part>/<int:key>/hapus/", own_parts.remove_part, name="remove_part"),
    path(f"{OWN}sanksi/<int:sanction>/", own_acts.answer_sanction, name="answer_sanction"),
    path(f"{OWN}penilaian/<int:rating>/", own_acts.reply_rating, name="reply_rating"),
    path(f"{OWN}berkas/<int:document>/", own.supplier_file, name="supplier_file"),
]
_offices: list[URLPattern | URLResolver] = [
    path("workspace/pengadaan/penyedia/menunggu/", supplier_offices.waiting, name="suppliers_waiting"),
    path(OFFICE, supplier_offices.supplier, name="supplier_at_work"),
    path(f"{OFFICE}sanksi/", supplier_offices.propose, name="propose_sanction"),
    path(f"{OFFICE}<slug:verdict>/", supplier_offices.judge, name="judge_supplier"),
    path("workspace/pengadaan/klaim/<int:claim>/<slug:verdict>/", supplier_offices.claim, name="decide_claim"),
    path("workspace/pengadaan/sanksi/", supplier_offices.sanctions, name="sanctions"),
    path(SANCTION, supplier_offices.sanction, name="sanction"),
    path(f"{SANCTION}<slug:action>/", supplier_offices.sanction_step, name="sanction_step"),
    path("workspace/pengadaan/kontrak/<uuid:key>/nilai/", supplier_offices.rate, name="rate_supplier"),
]
suppliers_patterns: list[URLPattern | URLResolver] = [*_public, *_own, *_offices]
