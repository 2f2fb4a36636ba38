"""Days for answers and appeals on the fast clock of a practice run are moments."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0022_suppliers")]

    operations = [
        migrations.AddField("sanggah", "answer_due_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("sanggah", "appeal_until_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("sanggahbanding", "answer_due_at", models.DateTimeField(blank=True, null=True)),
    ]
