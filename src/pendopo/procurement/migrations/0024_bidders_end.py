"""A bidder's account can end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0023_practice_days")]

    operations = [
        migrations.AddField("bidder", "ended_at", models.DateTimeField(null=True, blank=True)),
    ]
