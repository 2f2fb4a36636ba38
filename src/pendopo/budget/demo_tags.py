"""Shares of the sample budget that serve priorities, so that the pages by priority have something to show."""

from decimal import Decimal

from pendopo.budget.models import BudgetTag, RkaSheet, SheetTag, Side, Stage

SHARES = {
    "1.01": {"rpjmd-sdm": 100, "sdg-4": 100, "gender": 20},
    "1.02": {"rpjmd-sdm": 100, "sdg-3": 80, "stunting": 40},
    "1.03": {"rpjmd-infrastruktur": 100, "sdg-9": 60, "sdg-6": 20, "iklim-adaptasi": 15},
    "1.06": {"rpjmd-sdm": 100, "sdg-1": 90, "kemiskinan": 90},
    "2.11": {"rpjmd-infrastruktur": 100, "sdg-13": 50, "iklim-mitigasi": 60},
    "2.17": {"rpjmd-ekonomi": 100, "sdg-8": 100, "kemiskinan": 30},
    "3.27": {"rpjmd-ekonomi": 100, "sdg-2": 90},
}


def tag_sample(stage: Stage) -> int:
    """Tag the draft's forms by their field; gives how many shares were written."""
    tags = dict(BudgetTag.objects.values_list("code", "pk"))
    forms = RkaSheet.objects.filter(year=stage.year, owner=stage.owner_id, side=Side.SPENDING)
    rows = forms.order_by("pk").values_list("pk", "activity__code")
    made = SheetTag.objects.bulk_create(
        SheetTag(
            sheet_id=pk, tag_id=tags[tag], stages=(stage.seq, None), percent=Decimal(share), evidence="KAK (contoh)"
        )
        for pk, code in rows
        for tag, share in SHARES.get(code[:4], {}).items()
    )
    return len(made)
