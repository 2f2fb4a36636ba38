"""The rule of the capacity for packages (sisa kemampuan paket) that rules.csv has and older databases have not."""

import csv
import json
from pathlib import Path

from django.db import migrations

RULES = Path(__file__).resolve().parents[1] / "rules.csv"


def load(apps, _schema_editor):
    table = apps.get_model("procurement", "ProcurementRule")
    with RULES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"] == "PACKAGE_CAPACITY":
                found = {key: value or None for key, value in row.items()} | {"value": json.loads(row["value"])}
                keys = {key: found.pop(key) for key in ("code", "valid_from")}
                table.objects.get_or_create(**keys, defaults=found)


class Migration(migrations.Migration):
    dependencies = [("procurement", "0027_village")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
