"""How heavy a figure of a finding is: below 1 counts as its inverse for checks that look both ways."""

from django.db import migrations

SQL = """
CREATE FUNCTION budget_finding_weight(code text, figure float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN code IN ('A5', 'A9') AND figure > 0 AND figure < 1 THEN 1 / figure ELSE figure END $$;
"""


class Migration(migrations.Migration):

    dependencies = [("budget", "0011_papers")]

    operations = [migrations.RunSQL(SQL, "DROP FUNCTION budget_finding_weight(text, float8)")]
