"""The calendar of a budget year: what the law asks and when, the regency's own days and times, reminders sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pendopo.budget.models.stages import Stage
from pendopo.kernel.rules import DatedRule


class CalendarStep(models.TextChoices):
    """The steps of a budget year in their order (PP 12/2019, annex of Permendagri 77/2020)."""

    RKPD = "RKPD", _("The yearly work plan (RKPD) is set")
    KUA_TO_HEAD = "KUA_TO_HEAD", _("KUA-PPAS drafts go to the Bupati")
    KUA_TO_DPRD = "KUA_TO_DPRD", _("KUA-PPAS drafts go to the DPRD")
    KUA_AGREED = "KUA_AGREED", _("KUA-PPAS are agreed")
    RKA = "RKA", _("Offices draft their RKA")
    RAPBD_TO_DPRD = "RAPBD_TO_DPRD", _("The draft APBD goes to the DPRD")
    RAPBD_AGREED = "RAPBD_AGREED", _("DPRD and Bupati agree on the APBD")
    EVALUATION = "EVALUATION", _("The Governor evaluates the APBD")
    APBD_SET = "APBD_SET", _("The APBD is set")
    SHIFT = "SHIFT", _("Shifts of the budget")
    APBD_P = "APBD_P", _("The amended APBD is agreed")


class BudgetDeadline(DatedRule):
    """When the law wants a step done (seeded from calendar.csv), with source and certainty.

    `value` is a day (`year` from the budget year, `month`, `day`), or `working_days` `before` or `after` another
    step, or `begin` alone where the law names no last day.
    """

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="budget_deadline_once")]

    def __str__(self) -> str:
        return self.code


class CalendarDate(models.Model):
    """The regency's own last day for a step of a budget year."""

    year = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=16, choices=CalendarStep)
    planned_date = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "step"], name="budget_calendar_date_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.step} {self.planned_date}"


class StageWindow(models.Model):
    """From when until when a stage takes changes of rows and ceilings; either end may be open."""

    stage = models.OneToOneField(Stage, on_delete=models.CASCADE, related_name="window")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(opens_at__lt=models.F("closes_at")),
                name="budget_window_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.opens_at} - {self.closes_at}"


class CalendarReminder(models.Model):
    """A reminder that was sent: of a step and its day, `mark` H14, H7, H1 or late; each once."""

    year = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=16, choices=CalendarStep)
    due_date = models.DateField()
    mark = models.CharField(max_length=8)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "step", "due_date", "mark"], name="budget_reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.step} {self.mark}"
