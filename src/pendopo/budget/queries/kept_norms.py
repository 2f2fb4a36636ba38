"""Peers as the last whole check counted them: those of some activities and components."""

from collections.abc import Mapping

import polars as pl

from pendopo.budget.checks.columns import Ints
from pendopo.budget.checks.peers import Spread
from pendopo.budget.checks.whole import COMPONENT_COLUMNS, Norms
from pendopo.budget.models import Stage
from pendopo.kernel.arrays import read_arrays

# A form has a few activities, but as many components as rows: their keys are one value, not one each. Volume and amount
# are brought together by grouping: freshly stored peers are not counted yet, and a join of both would compare them all.
_NORMS = """
    WITH share AS (
        SELECT a.id, n.number, n.median, n.mad
        FROM unnest(%(activities)s::bigint[], %(codes)s::text[]) a (id, code)
        JOIN budget_peernorm n ON n.stage_id = %(stage)s AND n.kind = 'SHARE' AND n.key = a.code
    ), component AS (
        SELECT key, max(number) AS number,
            max(median) FILTER (WHERE kind = 'VOLUME') AS volume, max(median) FILTER (WHERE kind = 'AMOUNT') AS amount,
            max(mad) FILTER (WHERE kind = 'VOLUME') AS volume_mad, max(mad) FILTER (WHERE kind = 'AMOUNT') AS amount_mad
        FROM budget_peernorm
        WHERE stage_id = %(stage)s AND kind IN ('VOLUME', 'AMOUNT') AND key = ANY (%(components)s::text[])
        GROUP BY key HAVING count(*) = 2
    )
    SELECT s.*, c.* FROM (
        SELECT array_agg(id), array_agg(number::bigint), array_agg(median), array_agg(mad) FROM share
    ) s, (
        SELECT array_agg(key::bigint), array_agg(number::bigint), array_agg(volume), array_agg(amount),
            array_agg(volume_mad), array_agg(amount_mad)
        FROM component
    ) c
"""
SHARE_FIELDS = 4


def kept_norms(stage: Stage, components: Ints, codes: Mapping[int, str]) -> Norms | None:
    """What was counted for these components and activities (number -> code); None where nothing was. One query."""
    keys = ",".join(map(str, set(components.tolist())))
    found = read_arrays(
        _NORMS, stage=stage.pk, activities=[*codes], codes=[*codes.values()], components="{" + keys + "}"
    )
    shares = {
        activity: Spread(number, median, mad)
        for activity, number, median, mad in zip(*(one.tolist() for one in found[:SHARE_FIELDS]), strict=True)
    }
    columns = zip(COMPONENT_COLUMNS.items(), found[SHARE_FIELDS:], strict=True)
    table = pl.DataFrame([pl.Series(name, values).cast(kind) for (name, kind), values in columns])
    return Norms(shares, table) if shares or len(table) else None
