"""Addresses of sealed bids: keys of trustees, plans, envelopes, openings, and the audit for everybody."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import sealing_keys

sealing_patterns: list[URLPattern | URLResolver] = [
    path("workspace/pengadaan/kunci/", sealing_keys.key, name="trustee_key"),
    path("workspace/pengadaan/kunci/gladi/", sealing_keys.rehearsal, name="key_rehearsal"),
    path("workspace/pengadaan/kunci/cabut/", sealing_keys.revoke, name="revoke_key"),
]
