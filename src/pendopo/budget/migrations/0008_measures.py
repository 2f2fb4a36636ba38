"""Units of measure with their spellings and certain conversions, from measures.csv."""

from django.db import migrations

from pendopo.budget.nomenclature import packaged_rows


def load(apps, schema_editor):
    units = apps.get_model("budget", "MeasureUnit")
    spellings = apps.get_model("budget", "MeasureSpelling")
    rows = packaged_rows("measures.csv")
    made = {row["code"]: units.objects.create(code=row["code"], name=row["name"], factor=row["factor"]) for row in rows}
    for row in rows:
        if row["base"]:
            units.objects.filter(pk=made[row["code"]].pk).update(base=made[row["base"]])
        for text in filter(None, row["spellings"].split("|")):
            spellings.objects.create(unit=made[row["code"]], text=text)


class Migration(migrations.Migration):
    dependencies = [("budget", "0007_prices")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
