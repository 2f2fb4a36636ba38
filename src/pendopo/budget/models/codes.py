"""Versioned code lists: the activity tree of five levels and the account tree of six."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CodeList(models.Model):
    """One edition of a code list by its legal act. Editions are never overwritten."""

    class Kind(models.TextChoices):
        """What the list codes."""

        ACTIVITY = "ACTIVITY", _("Activities")
        ACCOUNT = "ACCOUNT", _("Accounts")
        FUNCTION = "FUNCTION", _("Functions")
        FUNDING = "FUNDING", _("Funding sources")
        VILLAGE_ACTIVITY = "VILLAGE_ACTIVITY", _("Village activities")
        VILLAGE_ACCOUNT = "VILLAGE_ACCOUNT", _("Village accounts")
        VILLAGE_FUNDING = "VILLAGE_FUNDING", _("Village funding sources")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    legal_act = models.CharField(max_length=200, blank=True)
    valid_from_date = models.DateField(null=True, blank=True)
    certain = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="budget_codelist_once")]

    def __str__(self) -> str:
        return self.name


class ActivityLevel(models.TextChoices):
    """The five levels of the activity tree (Permendagri 90/2019)."""

    URUSAN = "URUSAN", _("Government affair")
    BIDANG_URUSAN = "BIDANG_URUSAN", _("Field")
    PROGRAM = "PROGRAM", _("Programme")
    KEGIATAN = "KEGIATAN", _("Activity")
    SUB_KEGIATAN = "SUB_KEGIATAN", _("Sub-activity")


class ActivityNode(models.Model):
    """An urusan, bidang urusan, program, kegiatan or sub kegiatan of one code list, such as `1.02.02.2.01.0003`."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="activities")
    level = models.CharField(max_length=16, choices=ActivityLevel.choices)
    code = models.CharField(max_length=17)
    name = models.CharField(max_length=500, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code_list", "code"], name="budget_activity_once"),
            models.CheckConstraint(
                condition=models.Q(level=ActivityLevel.URUSAN, parent=None)
                | (~models.Q(level=ActivityLevel.URUSAN) & models.Q(parent__isnull=False)),
                name="budget_activity_no_orphan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class FundingSource(models.Model):
    """A funding source (sumber dana) of one code list, such as PAD, DAU, DAK or DBH."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="fundings")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code_list", "code"], name="budget_funding_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AccountLevel(models.IntegerChoices):
    """The six levels of the account tree."""

    AKUN = 1, _("Account")
    KELOMPOK = 2, _("Account group")
    JENIS = 3, _("Account type")
    OBJEK = 4, _("Account object")
    RINCIAN_OBJEK = 5, _("Object detail")
    SUB_RINCIAN_OBJEK = 6, _("Object sub-detail")


class AccountNode(models.Model):
    """An account (rekening) of one code list, from akun `5` to sub rincian objek `5.1.02.01.01.0024`."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="accounts")
    level = models.PositiveSmallIntegerField(choices=AccountLevel.choices)
    code = models.CharField(max_length=17)
    name = models.CharField(max_length=500, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code_list", "code"], name="budget_account_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class FunctionNode(models.Model):
    """A function (fungsi, COFOG-like) or sub-function of one code list, such as `10` Education."""

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="functions")
    level = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code_list", "code"], name="budget_function_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class MoveBasis(models.TextChoices):
    """How it is known that a code became another one."""

    FILE = "FILE", _("as the file says")
    NAME = "NAME", _("same name, found by comparing")


class CodeMove(models.Model):
    """Crosswalk: what a code of one edition is called in the next."""

    old_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="moves_on")
    new_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="moves_in")
    old_code = models.CharField(max_length=30)
    new_code = models.CharField(max_length=30)
    basis = models.CharField(max_length=4, choices=MoveBasis)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["old_list", "new_list", "old_code", "new_code"], name="budget_codemove_once"
            )
        ]
        indexes = [models.Index(fields=["new_list", "new_code"], name="budget_codemove_back")]

    def __str__(self) -> str:
        return f"{self.old_code} -> {self.new_code}"
