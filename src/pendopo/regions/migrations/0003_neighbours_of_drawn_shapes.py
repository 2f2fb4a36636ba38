"""Neighbours of boundaries that were imported before neighbours were kept: read from the drawn shapes.

The shapes of a level were simplified together, so two that lie side by side have a stretch of their lines in common.
The next import computes the neighbours from the full shapes again.
"""

from collections import defaultdict
from itertools import pairwise

from django.db import migrations


def stretches(path):
    """The straight stretches of a drawn path, whichever way they are drawn."""
    for ring in path.replace("z", "").split("M"):
        points = ring.split("L")
        for one, other in pairwise([*points, points[0]]):
            if one != other:
                yield frozenset((one, other))


def beside(paths):
    """The codes that share a stretch with each code."""
    owners = defaultdict(set)
    for code, path in paths.items():
        for stretch in stretches(path):
            owners[stretch].add(code)
    found = {code: set() for code in paths}
    for codes in owners.values():
        for code in codes:
            found[code] |= codes - {code}
    return {code: sorted(codes) for code, codes in found.items()}


def fill(apps, schema_editor):
    """Levels of which no shape has neighbours; what an import computed stays."""
    boundaries = apps.get_model("regions", "Boundary").objects.using(schema_editor.connection.alias)
    for level in ("KECAMATAN", "DESA"):
        rows = list(boundaries.filter(level=level).only("code", "path", "touches"))
        if any(row.touches for row in rows):
            continue
        found = beside({row.code: row.path for row in rows})
        for row in rows:
            row.touches = found[row.code]
        boundaries.bulk_update(rows, ["touches"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("regions", "0002_neighbours")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
