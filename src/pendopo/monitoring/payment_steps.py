"""The steps of a payment as doors: which act, whose duty, whether it needs a reason."""

from dataclasses import dataclass

from pendopo.monitoring.models import Payment
from pendopo.monitoring.states_payments import PaymentStatus, SpmStatus, SppStatus


@dataclass(frozen=True)
class Step:
    """One step: the service, the permission, the duty that the rule of different people knows; with a reason or not."""

    act: str
    permission: str
    doing: str
    reasoned: bool = False


STEPS = {
    "ajukan": Step("submit_spp", "monitoring.draft_spp", "bendahara"),
    "tarik": Step("withdraw_spp", "monitoring.draft_spp", "bendahara", reasoned=True),
    "lengkap": Step("complete_spp", "monitoring.check_spp", "ppk_skpd"),
    "kembalikan": Step("return_spp", "monitoring.check_spp", "ppk_skpd", reasoned=True),
    "tandatangani": Step("sign_spm", "monitoring.sign_spm", "pa"),
    "tolak": Step("refuse_spm", "monitoring.sign_spm", "pa", reasoned=True),
    "cairkan": Step("issue_sp2d", "monitoring.issue_sp2d", "kuasa_bud"),
    "tolak-cair": Step("refuse_sp2d", "monitoring.issue_sp2d", "kuasa_bud", reasoned=True),
}


def steps_from(payment: Payment) -> list[str]:
    """The steps that the payment's papers allow now."""
    if payment.status == PaymentStatus.REQUESTED:
        if payment.spp.status == SppStatus.SUBMITTED:
            return ["lengkap", "kembalikan"]
        return ["ajukan", "tarik"]
    if payment.status != PaymentStatus.ORDERED:
        return []
    signed = any(spm.status == SpmStatus.SIGNED for spm in payment.spm.all())
    return ["cairkan", "tolak-cair"] if signed else ["tandatangani", "tolak"]
