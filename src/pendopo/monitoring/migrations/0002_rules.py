"""The dated rows of rules.csv that are not stored yet."""

import csv
import json
from pathlib import Path

from django.db import migrations

ROWS = Path(__file__).resolve().parents[1] / "rules.csv"


def load(apps, _schema_editor):
    """Store each row that has no twin of the same code and first day."""
    table = apps.get_model("monitoring", "MonitoringRule")
    with ROWS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found = {key: value or None for key, value in row.items()} | {"value": json.loads(row["value"])}
            keys = {key: found.pop(key) for key in ("code", "valid_from")}
            table.objects.get_or_create(**keys, defaults=found)


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
