"""The roles an appointment can give, by the law's own words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be appointed as. The codes are the words that permissions name."""

    ADMIN = "admin", _("Administrator of accounts")
    BUPATI = "bupati", _("Head of the region")
    SEKDA = "sekda", _("Regional secretary")
    TAPD = "tapd", _("Budget team of the regional government (TAPD)")
    PPKD = "ppkd", _("Regional finance officer (PPKD)")
    PA = "pa", _("Budget user (PA)")
    KPA = "kpa", _("Authorised budget user (KPA)")
    UKPBJ = "ukpbj", _("Procurement unit (UKPBJ)")
    POKJA = "pokja", _("Selection committee (Pokja)")
    PEJABAT_PENGADAAN = "pejabat_pengadaan", _("Procurement officer")
    PPK = "ppk", _("Commitment officer (PPK)")
    PPK_SKPD = "ppk_skpd", _("Finance administration officer (PPK-SKPD)")
    PPTK = "pptk", _("Technical officer of activities (PPTK)")
    BENDAHARA = "bendahara", _("Treasurer")
    PENGAWAS = "pengawas", _("Construction supervisor (Pengawas)")
    KUASA_BUD = "kuasa_bud", _("Deputy of the regional treasurer (Kuasa BUD)")
    PEMBANGUNAN = "pembangunan", _("Development administration (Bagian Pembangunan)")
    BAPPEDA = "bappeda", _("Planning agency (Bappeda)")
    TPK = "tpk", _("Activity team (TPK)")
    DPRD = "dprd", _("Member of the regional council (DPRD)")
    APIP = "apip", _("Internal auditor (APIP)")
    PPID = "ppid", _("Information officer (PPID)")
    WALIDATA = "walidata", _("Data steward")
    OPERATOR_DESA = "operator_desa", _("Village operator")
    KAUR_KEUANGAN = "kaur_keuangan", _("Finance officer of a village (Kaur Keuangan)")
    SEKDES = "sekdes", _("Village secretary (Sekdes)")
    KADES = "kades", _("Village head")
    LURAH = "lurah", _("Head of an urban village")
    CAMAT = "camat", _("Head of a subdistrict")
    HEAD = "head", _("Head of a unit")
    STAFF = "staff", _("Staff")
    TTIS = "ttis", _("Incident team (TTIS)")
