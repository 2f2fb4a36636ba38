"""The rules of monitoring's flags in one table: code, how heavy, and its SELECT."""

from dataclasses import dataclass

from pendopo.kernel.flags import FlagClears, FlagSeverity
from pendopo.monitoring.flags import contracts, self_managed


@dataclass(frozen=True)
class FlagRule:
    """One rule; its dated row of law is the MonitoringRule `FLAG_<code>`."""

    code: str
    sql: str
    severity: str = FlagSeverity.ANSWER
    clears: str = FlagClears.ACCEPT

    @property
    def law(self) -> str:
        """The code of its row of law."""
        return f"FLAG_{self.code}"


INFO = FlagSeverity.INFO
RULES: tuple[FlagRule, ...] = (
    FlagRule("NO_HANDOVER", contracts.NO_HANDOVER),
    FlagRule("STILL_RUNNING", contracts.STILL_RUNNING),
    FlagRule("LATE", contracts.LATE),
    FlagRule("NO_BAST", contracts.NO_BAST),
    FlagRule("PAID_LESS", contracts.PAID_LESS, INFO),
    FlagRule("AHEAD", contracts.AHEAD),
    FlagRule("FALLEN", contracts.FALLEN),
    FlagRule("REPEATED", contracts.REPEATED),
    FlagRule("NO_DATES", contracts.NO_DATES),
    FlagRule("SAME_DAY", contracts.SAME_DAY),
    FlagRule("EARLY_START", contracts.EARLY_START),
    FlagRule("EARLY_CONTRACT", contracts.EARLY_CONTRACT),
    FlagRule("FAILED_RUN", contracts.FAILED_RUN),
    FlagRule("NEXT_YEAR", contracts.NEXT_YEAR, INFO),
    FlagRule("SW_ABOVE", self_managed.ABOVE_CEILING, FlagSeverity.BLOCK, FlagClears.FIX),
    FlagRule("SW_NO_PLAN", self_managed.NO_PLAN),
    FlagRule("SW_AHEAD", self_managed.AHEAD),
    FlagRule("SW_SHIFTED", self_managed.SHIFTED, FlagSeverity.ANSWER, FlagClears.FIX),
    FlagRule("SW_SILENT", self_managed.SILENT),
    FlagRule("SW_NO_CEILING", self_managed.NO_CEILING),
    FlagRule("SW_LATE_PLAN", self_managed.LATE_PLAN, INFO),
)
BY_CODE = {rule.code: rule for rule in RULES}
