"""An item of the catalogue named a price standard that no page ever asked for or showed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("procurement", "0024_bidders_end")]

    operations = [migrations.RemoveField("catalogueitem", "price_item")]
