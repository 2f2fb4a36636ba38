"""Addresses of findings and of mandatory spending."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.budget.views import findings, findings_public

STAGE = r"^workspace/anggaran/(?P<stage>\d+)/"
PUBLIC = r"^anggaran/(?P<year>\d{4})/"
FILE = r"unduh\.(?P<kind>csv|xlsx)$"
ACTION = r"(?P<action>answer|accept|reject|override)"

findings_patterns: list[URLPattern | URLResolver] = [
    path("workspace/anggaran/<int:stage>/temuan/", findings.stage_findings, name="stage_findings"),
    re_path(rf"{STAGE}temuan/{FILE}", findings.findings_file, name="findings_file"),
    path("workspace/anggaran/<int:stage>/temuan/<int:finding>/", findings.finding, name="finding"),
    re_path(rf"{STAGE}temuan/(?P<finding>\d+)/langkah/{ACTION}/$", findings.finding_step, name="finding_step"),
    re_path(rf"{STAGE}rka/(?P<unit>[0-9A-Za-z.-]{{1,40}})/temuan/$", findings.unit_findings, name="unit_findings"),
    path("workspace/anggaran/<int:stage>/periksa/", findings.check_stage, name="check_stage"),
    path("workspace/anggaran/<int:stage>/belanja-wajib/", findings.mandatory, name="mandatory"),
    path("anggaran/<int:year>/pemeriksaan/", findings_public.findings, name="public_findings"),
    re_path(rf"{PUBLIC}pemeriksaan/{FILE}", findings_public.findings_file, name="public_findings_file"),
    path("anggaran/<int:year>/belanja-wajib/", findings_public.mandatory, name="public_mandatory"),
]
