"""How offices of the sample answered some of the findings: accepted, waiting, refused, and most still open."""

import datetime as dt

from pendopo.budget.models import BudgetFinding, FindingMove, Rka, Stage
from pendopo.budget.states import RkaStatus
from pendopo.kernel.flags import FLAG, FlagStatus, still_unverifiable

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
    _move_all([(finding, STEPS[place % len(STEPS)]) for place, finding in enumerate(chosen)], now)


def settle_verified(stage: Stage, now: dt.datetime) -> None:
    """Answer and accept what held back the offices of the sample that the budget team verified."""
    verified = Rka.objects.filter(stage=stage, status=RkaStatus.VERIFIED).values("unit_id")
    found = BudgetFinding.objects.filter(stage=stage, unit_id__in=verified, gone_at=None).order_by("pk")
    held = [one for one in found if still_unverifiable(one.severity, one.clears, one.status)]
    unjudged = [one for one in found if one.status == FlagStatus.ANSWERED and one not in held]
    _move_all([(finding, STEPS[0]) for finding in held] + [(finding, ("accept",)) for finding in unjudged], now)


def _move_all(steps: list[tuple[BudgetFinding, tuple[str, ...]]], now: dt.datetime) -> None:
    """Move each finding by its steps, and write them."""
    moves = []
    for finding, actions in steps:
        for action in actions:
            FLAG.move(finding, action)
            texts = {"answer": ANSWERS.get(finding.code, ANSWERS["A4"]), "reject": REFUSAL, "accept": ""}
            who = OFFICE if action == "answer" else TEAM
            role = "pptk" if action == "answer" else "tapd"
            moves.append(
                FindingMove(finding=finding, action=action, text=texts[action], role=role, actor_label=who, at=now)
            )
    BudgetFinding.objects.bulk_update([finding for finding, _actions in steps], ["status"])
    FindingMove.objects.bulk_create(moves)
