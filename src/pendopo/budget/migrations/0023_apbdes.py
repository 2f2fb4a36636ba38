import csv
import json
from pathlib import Path

from django.db import migrations, models

FOLDER = Path(__file__).resolve().parents[1]


def load(apps, _schema_editor):
    """The rules of village budgets in rules.csv that are not in the table yet."""
    table = apps.get_model("budget", "BudgetRule")
    with (FOLDER / "rules.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code, begin = row.pop("code"), row.pop("valid_from")
            rest = row | {"valid_to": row["valid_to"] or None, "value": json.loads(row["value"])}
            table.objects.get_or_create(code=code, valid_from=begin, defaults=rest)


class Migration(migrations.Migration):

    dependencies = [
        ("budget", "0022_funds"),
    ]

    operations = [
        migrations.AlterField(
            model_name="stage",
            name="kind",
            field=models.CharField(choices=[('RENJA', 'Renja'), ('RKPD', 'RKPD'), ('KUA_PPAS', 'KUA-PPAS'), ('RKA', 'RKA'), ('RAPBD', 'RAPBD'), ('EVALUATION_FIX', 'Correction after evaluation'), ('APBD', 'APBD'), ('SHIFT', 'Budget shift'), ('APBD_P', 'Amended APBD'), ('APBDES', 'Village budget (APBDes)'), ('APBDES_P', 'Amended village budget (APBDes Perubahan)')], max_length=16),
        ),
        migrations.AlterField(
            model_name="codelist",
            name="kind",
            field=models.CharField(choices=[('ACTIVITY', 'Activities'), ('ACCOUNT', 'Accounts'), ('FUNCTION', 'Functions'), ('FUNDING', 'Funding sources'), ('VILLAGE_ACTIVITY', 'Village activities'), ('VILLAGE_ACCOUNT', 'Village accounts'), ('VILLAGE_FUNDING', 'Village funding sources')], max_length=16),
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
