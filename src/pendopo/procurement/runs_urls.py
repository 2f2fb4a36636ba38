"""Addresses of runs in the workspace, and of taking part in one."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from pendopo.procurement.views import prequalification, run_papers, run_steps, runs, taking_part

CODE = r"(?P<code>[A-Za-z0-9.-]{1,40})"
FILE = r"dokumen/(?P<document>\d{1,15})"
RUN = rf"^workspace/pengadaan/pemilihan/{CODE}"
JOIN = rf"^workspace/pengadaan/ikut/{CODE}"

runs_patterns: list[URLPattern | URLResolver] = [
    path("workspace/pengadaan/pemilihan/", runs.runs, name="runs"),
    re_path(rf"^workspace/pengadaan/paket/{CODE}/pemilihan/$", runs.new_run, name="new_run"),
    re_path(rf"{RUN}/$", runs.run, name="run"),
    re_path(rf"{RUN}/berkas/$", run_papers.run_prepared, name="run_prepared"),
    re_path(rf"{RUN}/hps/$", run_papers.run_hps, name="run_hps"),
    re_path(rf"{RUN}/hps/cetak/$", run_papers.run_hps_sheet, name="run_hps_sheet"),
    re_path(rf"{RUN}/kak/$", run_papers.run_kak, name="run_kak"),
    re_path(rf"{RUN}/rancangan-kontrak/$", run_papers.run_contract, name="run_contract"),
    re_path(rf"{RUN}/pokja/$", run_steps.run_committee, name="run_committee"),
    re_path(rf"{RUN}/pernyataan/$", run_steps.run_declare, name="run_declare"),
    re_path(rf"{RUN}/jadwal/$", run_steps.run_schedule, name="run_schedule"),
    re_path(rf"{RUN}/dokumen/$", run_steps.run_document, name="run_document"),
    re_path(rf"{RUN}/{FILE}/keluarkan/$", run_steps.run_document_out, name="run_document_out"),
    re_path(rf"{RUN}/umumkan/$", runs.run_announce, name="run_announce"),
    re_path(rf"{RUN}/adendum/$", run_steps.run_amend, name="run_amend"),
    re_path(rf"{RUN}/pertanyaan/(?P<number>\d{{1,5}})/$", run_steps.run_answer, name="run_answer"),
    re_path(rf"{RUN}/penjelasan/$", run_steps.run_briefing, name="run_briefing"),
    re_path(rf"{RUN}/undang/$", run_steps.run_invite, name="run_invite"),
    re_path(rf"{RUN}/batal/$", runs.run_cancel, name="run_cancel"),
    re_path(rf"{JOIN}/$", taking_part.join_run, name="join_run"),
    re_path(rf"{RUN}/prakualifikasi/$", prequalification.prequalification, name="prequalification"),
    re_path(
        rf"{RUN}/prakualifikasi/sanggah/(?P<objection>\d{{1,15}})/$",
        prequalification.answer_shortlist,
        name="answer_shortlist",
    ),
    re_path(
        r"^workspace/pengadaan/kualifikasi/(?P<paper>\d{1,15})/$",
        prequalification.qualification_paper,
        name="qualification_paper",
    ),
    re_path(rf"{JOIN}/prakualifikasi/$", prequalification.join_qualification, name="join_qualification"),
    re_path(
        rf"{JOIN}/prakualifikasi/(?P<paper>\d{{1,15}})/tarik/$",
        prequalification.take_back,
        name="take_back_qualification",
    ),
    re_path(rf"{JOIN}/prakualifikasi/sanggah/$", prequalification.object_shortlist, name="object_shortlist"),
    re_path(rf"{JOIN}/tanya/$", taking_part.ask_run, name="ask_run"),
]
