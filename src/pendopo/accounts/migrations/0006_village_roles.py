from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_position'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='appointment',
            name='appointment_role_known',
        ),
        migrations.AlterField(
            model_name='appointment',
            name='role',
            field=models.CharField(choices=[('admin', 'Administrator of accounts'), ('bupati', 'Head of the region'), ('sekda', 'Regional secretary'), ('tapd', 'Budget team of the regional government (TAPD)'), ('ppkd', 'Regional finance officer (PPKD)'), ('pa', 'Budget user (PA)'), ('kpa', 'Authorised budget user (KPA)'), ('ppk', 'Commitment officer (PPK)'), ('ppk_skpd', 'Finance administration officer (PPK-SKPD)'), ('pptk', 'Technical officer of activities (PPTK)'), ('bendahara', 'Treasurer'), ('tpk', 'Activity team (TPK)'), ('dprd', 'Member of the regional council (DPRD)'), ('apip', 'Internal auditor (APIP)'), ('ppid', 'Information officer (PPID)'), ('walidata', 'Data steward'), ('operator_desa', 'Village operator'), ('kaur_keuangan', 'Finance officer of a village (Kaur Keuangan)'), ('sekdes', 'Village secretary (Sekdes)'), ('kades', 'Village head'), ('lurah', 'Head of an urban village'), ('camat', 'Head of a subdistrict'), ('head', 'Head of a unit'), ('staff', 'Staff'), ('ttis', 'Incident team (TTIS)')], max_length=20),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(blank=True, choices=[('admin', 'Administrator of accounts'), ('bupati', 'Head of the region'), ('sekda', 'Regional secretary'), ('tapd', 'Budget team of the regional government (TAPD)'), ('ppkd', 'Regional finance officer (PPKD)'), ('pa', 'Budget user (PA)'), ('kpa', 'Authorised budget user (KPA)'), ('ppk', 'Commitment officer (PPK)'), ('ppk_skpd', 'Finance administration officer (PPK-SKPD)'), ('pptk', 'Technical officer of activities (PPTK)'), ('bendahara', 'Treasurer'), ('tpk', 'Activity team (TPK)'), ('dprd', 'Member of the regional council (DPRD)'), ('apip', 'Internal auditor (APIP)'), ('ppid', 'Information officer (PPID)'), ('walidata', 'Data steward'), ('operator_desa', 'Village operator'), ('kaur_keuangan', 'Finance officer of a village (Kaur Keuangan)'), ('sekdes', 'Village secretary (Sekdes)'), ('kades', 'Village head'), ('lurah', 'Head of an urban village'), ('camat', 'Head of a subdistrict'), ('head', 'Head of a unit'), ('staff', 'Staff'), ('ttis', 'Incident team (TTIS)')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['admin', 'bupati', 'sekda', 'tapd', 'ppkd', 'pa', 'kpa', 'ppk', 'ppk_skpd', 'pptk', 'bendahara', 'tpk', 'dprd', 'apip', 'ppid', 'walidata', 'operator_desa', 'kaur_keuangan', 'sekdes', 'kades', 'lurah', 'camat', 'head', 'staff', 'ttis'])), name='appointment_role_known'),
        ),
    ]
