"""Addresses of sealed bids: keys of trustees, plans, envelopes, openings, and the audit for everybody."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import sealing_bids, sealing_keys, sealing_openings, sealing_plans, sealing_public

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
RUN = rf"^workspace/pengadaan/tender/{CODE}"
HASH = r"(?P<header_hash>[0-9a-f]{64})"

sealing_patterns: list[URLPattern | URLResolver] = [
    path("pengadaan/sampul/", sealing_public.explained, name="sealing_explained"),
    re_path(rf"^pengadaan/tender/{CODE}/audit/$", sealing_public.audit, name="bid_audit"),
    path("workspace/pengadaan/kunci/", sealing_keys.key, name="trustee_key"),
    path("workspace/pengadaan/kunci/gladi/", sealing_keys.rehearsal, name="key_rehearsal"),
    path("workspace/pengadaan/kunci/contoh/", sealing_keys.sample_key, name="sample_key"),
    path("workspace/pengadaan/kunci/cabut/", sealing_keys.revoke, name="revoke_key"),
    re_path(rf"{RUN}/rencana-sampul/$", sealing_plans.seal_plan, name="seal_plan"),
    re_path(rf"{RUN}/rencana-sampul/rencana\.json$", sealing_bids.plan_file, name="seal_plan_file"),
    re_path(rf"{RUN}/sampul/$", sealing_bids.envelopes, name="own_envelopes"),
    re_path(rf"{RUN}/sampul/(?P<envelope>single|file1|file2)/$", sealing_bids.seal, name="seal_envelope"),
    re_path(rf"{RUN}/sampul/{HASH}/tanda-terima\.json$", sealing_bids.receipt, name="envelope_receipt"),
    re_path(rf"{RUN}/sampul/{HASH}/tarik/$", sealing_bids.withdraw, name="withdraw_envelope"),
    re_path(rf"{RUN}/pembukaan/(?P<stage>single|file1|file2)/$", sealing_openings.opening, name="opening"),
]
