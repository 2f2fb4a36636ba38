"""Who may do what with payments: nobody holds two steps of the same one (PP 12/2019, Permendagri 77/2020)."""

from rules.predicates import Predicate

from pendopo.kernel import access
from pendopo.monitoring.access_works import LOOKERS, holds_for_work

PERMISSIONS: dict[str, Predicate] = {
    "monitoring.see_payments": holds_for_work(*LOOKERS, "kuasa_bud"),
    "monitoring.agree_terms": holds_for_work("ppk"),
    "monitoring.draft_spp": holds_for_work("bendahara"),
    "monitoring.check_spp": holds_for_work("ppk_skpd"),
    "monitoring.sign_spm": holds_for_work("pa", "kpa"),
    "monitoring.issue_sp2d": holds_for_work("kuasa_bud"),
    "monitoring.see_spd": access.holds(*LOOKERS, "kuasa_bud"),
    "monitoring.draft_spd": access.holds("kuasa_bud"),
    "monitoring.sign_spd": access.holds("ppkd"),
    "monitoring.see_payment_desk": access.holds("bendahara", "ppk_skpd", "pa", "kpa", "kuasa_bud", "ppkd"),
}
