"""How offices of the sample answered some of the findings: accepted, waiting, refused, and most still open."""

import datetime as dt

from pendopo.budget.models import BudgetFinding, FindingMove, Stage
from pendopo.kernel.flags import FLAG

ANSWERS = {
    "A3": "Tahun ini kegiatan dipusatkan pada satu pekerjaan; porsinya memang lebih besar daripada tahun lalu.",
    "A4": "Volume mencakup semua UPTD. Pembagiannya ada di kerangka acuan kegiatan.",
    "A5": "Kenaikan berasal dari dana transfer yang penggunaannya sudah ditentukan.",
    "A6_ESTIMATE": "Hasil survei tiga penyedia pada Oktober terlampir; harga terendah sudah di atas standar.",
    "LOCATION": "Lokasi ditetapkan setelah musyawarah desa selesai; nama desa menyusul sebelum verifikasi.",
}
REFUSAL = "Sebutkan nama desanya. Daftar ruas sudah ada di rencana kerja."
STEPS = (("answer", "accept"), ("answer",), ("answer", "reject"), ("answer", "accept"))
OFFICE, TEAM = "Pejabat perangkat daerah (contoh)", "Anggota TAPD (contoh)"


def answer_sample(stage: Stage, now: dt.datetime, *, without: str = "", every: int = 3) -> None:
    """Answer each `every`-th finding that an answer fits, but for the unit whose code is `without`."""
    fitting = BudgetFinding.objects.filter(stage=stage, code__in=ANSWERS).exclude(unit__code=without)
    chosen = list(fitting.order_by("unit__code", "sheet_id", "line_id", "number", "code"))[::every]
    moves = []
    for place, finding in enumerate(chosen):
        for action in STEPS[place % len(STEPS)]:
            FLAG.move(finding, action)
            texts = {"answer": ANSWERS[finding.code], "reject": REFUSAL, "accept": ""}
            who = OFFICE if action == "answer" else TEAM
            role = "pptk" if action == "answer" else "tapd"
            moves.append(
                FindingMove(finding=finding, action=action, text=texts[action], role=role, actor_label=who, at=now)
            )
    BudgetFinding.objects.bulk_update(chosen, ["status"])
    FindingMove.objects.bulk_create(moves)
