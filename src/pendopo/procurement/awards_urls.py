"""Addresses of objections, appointments and guarantees. They stand before those of contracts, whose steps are open."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import awards, contract_papers, contracts_public, guarantees, objections, run_contracts

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
WORK = "workspace/pengadaan"

awards_patterns: list[URLPattern | URLResolver] = [
    re_path(rf"^{WORK}/tender/{CODE}/penetapan/$", awards.award, name="award"),
    re_path(rf"^{WORK}/tender/{CODE}/penetapan/sppbj/$", awards.appoint, name="appoint"),
    path(f"{WORK}/penunjukan/<int:sppbj>/batal/", awards.withdraw, name="withdraw_sppbj"),
    re_path(
        rf"^{WORK}/penunjukan/(?P<sppbj>[0-9]+)/kontrak/{CODE}/$", run_contracts.run_contract, name="contract_of_run"
    ),
    path(f"{WORK}/penunjukan/<int:sppbj>/jaminan/", guarantees.new_for_sppbj, name="sppbj_guarantee"),
    path(f"{WORK}/kontrak/<uuid:key>/jaminan/", guarantees.new_for_contract, name="contract_guarantee"),
    path(f"{WORK}/penunjukan/<int:sppbj>/naskah/", contract_papers.draw_sppbj, name="draw_sppbj"),
    path(f"{WORK}/kontrak/<uuid:key>/naskah/", contract_papers.draw_contract, name="draw_contract"),
    path(
        f"{WORK}/kontrak/<uuid:key>/naskah/<slug:kind>/<int:pk>/", contract_papers.draw_of_contract, name="draw_paper"
    ),
    path(f"{WORK}/kontrak/<uuid:key>/pasal/", contract_papers.clauses, name="clauses"),
    path(f"{WORK}/naskah/<int:paper>/", contract_papers.contract_paper, name="contract_paper"),
    path(f"{WORK}/naskah/<int:paper>/<slug:action>/", contract_papers.paper_step, name="paper_step"),
    path("pengadaan/kontrak/", contracts_public.contracts, name="contracts"),
    path("pengadaan/kontrak/<uuid:key>/", contracts_public.contract, name="contract_public"),
    path(f"{WORK}/jaminan/", guarantees.guarantees, name="guarantees"),
    path(f"{WORK}/jaminan/<int:guarantee>/<slug:action>/", guarantees.end, name="end_guarantee"),
    re_path(rf"^{WORK}/tender/{CODE}/sanggah/$", objections.file_sanggah, name="file_sanggah"),
    path(f"{WORK}/sanggah/<int:sanggah>/jawab/", objections.answer_sanggah, name="answer_sanggah"),
    path(f"{WORK}/sanggah/<int:sanggah>/banding/", objections.file_banding, name="file_banding"),
    path(f"{WORK}/banding/<int:banding>/putusan/", objections.decide_banding, name="decide_banding"),
]
