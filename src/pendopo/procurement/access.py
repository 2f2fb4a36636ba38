"""Who may do what in procurement."""

from rules.predicates import Predicate

from pendopo.kernel import access
from pendopo.procurement.access_auctions import AUCTIONS
from pendopo.procurement.access_awards import AWARDS
from pendopo.procurement.access_catalogue import CATALOGUE, COMPETITIONS, ORDERS
from pendopo.procurement.access_evaluation import EVALUATION
from pendopo.procurement.access_sealing import SEALING
from pendopo.procurement.access_suppliers import SUPPLIERS
from pendopo.procurement.access_tenders import TENDERS
from pendopo.procurement.access_village import VILLAGE_PERMISSIONS

FLAG_ANSWERERS = ("ppk", "pejabat_pengadaan", "pokja", "pa", "kpa", "ukpbj")
"""Who explains a flag for the buyer."""
FLAG_JUDGES = ("apip",)
"""Who judges such an explanation."""

PERMISSIONS: dict[str, Predicate] = {
    "procurement.compose_package": access.holds("ppk", "pptk", "pa", "kpa"),
    "procurement.approve_package": access.holds("pa", "kpa"),
    "procurement.announce_package": access.holds("pa", "kpa"),
    "procurement.revise_package": access.holds("ppk", "pa", "kpa"),
    "procurement.draft_contract": access.holds("ppk", "pejabat_pengadaan"),
    "procurement.sign_contract": access.holds("ppk"),
    "procurement.end_contract": access.holds("ppk", "pa", "kpa"),
    "procurement.count_flags": access.holds("apip", "ukpbj"),
    "procurement.answer_flag": access.holds(*FLAG_ANSWERERS),
    "procurement.judge_flag": access.holds(*FLAG_JUDGES),
    "procurement.seed_demo": access.only_system,
    "procurement.see_packages": access.holds(
        "ppk", "pejabat_pengadaan", "ukpbj", "pokja", "pptk", "pa", "kpa", "head", "staff", "tapd", "ppkd", "apip"
    ),
    "procurement.import_inaproc": access.holds("ppkd", "admin"),
    **SEALING,
    **AUCTIONS,
    **CATALOGUE,
    **AWARDS,
    **ORDERS,
    **COMPETITIONS,
    **EVALUATION,
    **SUPPLIERS,
    **TENDERS,
    **VILLAGE_PERMISSIONS,
    "procurement.import_isb": access.holds("ppkd", "admin"),
    "procurement.see_isb": access.holds(
        "ppkd", "admin", "ukpbj", "ppk", "pejabat_pengadaan", "pa", "kpa", "apip", "tapd", "sekda", "bupati"
    ),
}


def register() -> None:
    """Tell the kernel; called from `AppConfig.ready()`."""
    for permission, who in PERMISSIONS.items():
        access.register(permission, who)
