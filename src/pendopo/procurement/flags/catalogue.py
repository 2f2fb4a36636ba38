"""The rules of flags in one table: code, row of law, what it is about, how heavy, and its SELECT."""

from dataclasses import dataclass

from pendopo.kernel.flags import FlagClears, FlagSeverity
from pendopo.procurement.flags import course, groups, money, runs

RUN, DEAL, PURCHASE, ANY, GROUP, WHOLE = "run", "deal", "purchase", "any", "group", "whole"
"""What a rule looks at: a run, a contract, a package or run, all three, a group of a unit, or the whole regency."""


@dataclass(frozen=True)
class FlagRule:
    """One rule: `law` names its dated row (ProcurementRule), `about` what it looks at."""

    code: str
    law: str
    about: str
    sql: str
    severity: str = FlagSeverity.ANSWER
    clears: str = FlagClears.ACCEPT


INFO = FlagSeverity.INFO

RULES: tuple[FlagRule, ...] = (
    FlagRule("ID-SPLIT", "SPLIT", GROUP, groups.SPLIT),
    FlagRule("ID-OVERLIMIT", "OVER_LIMIT", PURCHASE, money.OVERLIMIT),
    FlagRule("ID-EDGE", "NEAR_LIMIT", PURCHASE, money.EDGE, INFO),
    FlagRule("ID-HPS-PAGU", "HPS_NEAR_CEILING", RUN, money.HPS_PAGU, INFO),
    FlagRule("ID-WIN-HPS", "WIN_NEAR_HPS", DEAL, money.WIN_HPS, INFO),
    FlagRule("ID-OVERCEILING", "OVER_CEILING", DEAL, money.OVERCEILING, FlagSeverity.BLOCK, FlagClears.FIX),
    FlagRule("ID-NOTLOWEST", "NOT_LOWEST", RUN, runs.NOT_LOWEST),
    FlagRule("ID-REPEAT", "REPEATED_WINNER", GROUP, groups.REPEAT),
    FlagRule("ID-RELATED", "RELATED", RUN, runs.RELATED),
    FlagRule("ID-NOLINK", "NO_LINK", ANY, money.NOLINK),
    FlagRule("ID-GAP", "GAP", ANY, course.GAP),
    FlagRule("ID-BACKDATE", "BACKDATE", DEAL, course.BACKDATE),
    FlagRule("R003", "SHORT_PERIOD", RUN, runs.SHORT),
    FlagRule("R018", "SINGLE_BID", RUN, runs.SINGLE),
    FlagRule("R024", "CLOSE_SECOND", WHOLE, runs.CLOSE_SECOND),
    FlagRule("R058", "HEAVY_DISCOUNT", WHOLE, runs.HEAVY_DISCOUNT),
    FlagRule("R025", "MANY_LOST", WHOLE, groups.MANY_LOST, INFO),
    FlagRule("R028", "SAME_PRICE", RUN, runs.SAME_PRICE),
    FlagRule("R030", "LATE_BID", RUN, runs.LATE_BID),
    FlagRule("R035", "OTHERS_OUT", RUN, runs.OTHERS_OUT),
    FlagRule("R036", "LOWEST_OUT", RUN, runs.LOWEST_OUT),
    FlagRule("R038", "MANY_OUT", WHOLE, groups.MANY_OUT, INFO),
    FlagRule("R048", "MIXED_SUPPLIER", WHOLE, groups.MIXED, INFO),
    FlagRule("ID-PFA", "PFA", RUN, runs.PFA, INFO),
)
BY_CODE = {rule.code: rule for rule in RULES}
