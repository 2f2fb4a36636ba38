"""The log's own functions write the tree with the owner's rights; a keyed hash keeps the actor of an open entry."""

from typing import Any

from django.db import migrations, models

APPENDER = "ALTER FUNCTION audit_append_leaf() SECURITY DEFINER SET search_path = public, pg_temp;"
BACK = "ALTER FUNCTION audit_append_leaf() SECURITY INVOKER RESET search_path;"


def mark_open_entries(apps: Any, schema_editor: Any) -> None:
    from pendopo.audit import notes

    entries = apps.get_model("audit", "Entry").objects.filter(kind="OPEN", mac=None)
    if not entries.exists():
        return
    schema_editor.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_kept")
    for entry in entries.iterator(chunk_size=1000):
        entries.filter(pk=entry.pk).update(mac=notes.mac_of(entry))
    schema_editor.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_kept")


class Migration(migrations.Migration):

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField("entry", "mac", models.BinaryField(null=True)),
        migrations.RunPython(mark_open_entries, migrations.RunPython.noop),
        migrations.RunSQL(APPENDER, BACK),
    ]
