"""Addresses of village budgets."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import apbdes, apbdes_public, apbdes_rows, apbdes_steps

WORK = "workspace/apbdes/<int:stage>/"
VILLAGE = r"^anggaran/(?P<year>\d{4})/desa/(?P<village>[0-9.]{1,40})/"

apbdes_patterns: list[URLPattern | URLResolver] = [
    path("workspace/apbdes/", apbdes.listed, name="apbdes_work"),
    path(WORK, apbdes.draft, name="apbdes_draft"),
    path(f"{WORK}baris/", apbdes_rows.add, name="apbdes_add"),
    path(f"{WORK}baris/<int:item>/", apbdes_rows.change, name="apbdes_change"),
    path(f"{WORK}baris/<int:item>/keluarkan/", apbdes_rows.remove, name="apbdes_remove"),
    path(f"{WORK}riwayat/", apbdes_rows.history, name="apbdes_history"),
    path(f"{WORK}riwayat/<uuid:batch>/", apbdes_rows.undo, name="apbdes_undo"),
    path(f"{WORK}ajukan/", apbdes_steps.submit, name="apbdes_submit"),
    path(f"{WORK}evaluasi/", apbdes_steps.evaluate, name="apbdes_evaluate"),
    path(f"{WORK}kembalikan/", apbdes_steps.send_back, name="apbdes_return"),
    path(f"{WORK}perbaiki/", apbdes_steps.mend, name="apbdes_mend"),
    path(f"{WORK}perubahan/", apbdes_steps.amend, name="apbdes_amend"),
    path(f"{WORK}terbitkan/", apbdes_steps.publish, name="apbdes_publish"),
    path("anggaran/<int:year>/desa/", apbdes_public.overview, name="apbdes"),
    re_path(rf"{VILLAGE}$", apbdes_public.one, name="village_budget"),
    re_path(rf"{VILLAGE}perubahan/$", apbdes_public.changed, name="village_budget_changes"),
]
