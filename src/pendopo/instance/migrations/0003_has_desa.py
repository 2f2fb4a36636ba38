from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("instance", "0002_regency_look")]

    operations = [
        migrations.AddField(model_name="instance", name="has_desa", field=models.BooleanField(default=True)),
    ]
