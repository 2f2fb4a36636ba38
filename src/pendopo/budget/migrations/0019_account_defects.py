"""Two more kinds of defects: stated sums of accounts, accounts that a table does not hold."""

from django.db import migrations, models

KINDS = [
    ("PROGRAM_SUM", "The programme's ceiling is not the sum of its activities"),
    ("KEGIATAN_SUM", "The activity's ceiling is not the sum of its sub-activities"),
    ("ZERO_PROGRAM", "The programme's ceiling is zero"),
    ("ZERO_KEGIATAN", "The activity's ceiling is zero"),
    ("ZERO_SUB_KEGIATAN", "The sub-activity's ceiling is zero"),
    ("REPEATED_CODE", "The unit carries the same sub-activity more than once"),
    ("SPELLINGS", "One code has several spellings of its name"),
    ("PROVINCE_CODE", "The code belongs to provinces"),
    ("UNIT_SUM", "The unit's stated total is not the sum of its programmes"),
    ("UNIT_MISSING", "The unit is missing from the companion file"),
    ("ACCOUNT_SUM", "The account's stated amount is not the sum of the accounts below it"),
    ("ACCOUNT_MISSING", "The account above others is missing from the table"),
]


class Migration(migrations.Migration):

    dependencies = [("budget", "0018_public_comments")]

    operations = [
        migrations.AlterField("importdefect", "kind", models.CharField(choices=KINDS, max_length=24)),
    ]
