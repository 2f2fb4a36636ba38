from pathlib import Path

from django.db import migrations

FOLDER = Path(__file__).parent
BEFORE = FOLDER.joinpath("0003_lines.sql").read_text(encoding="utf-8")
AS_IT_WAS = BEFORE[: BEFORE.index("CREATE TRIGGER")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    """Changes of many rows at once are compared as sets."""

    dependencies = [("budget", "0024_withdrawn")]

    operations = [
        migrations.RunSQL(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"), AS_IT_WAS),
    ]
