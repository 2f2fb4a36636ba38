-- What was in a stage that is not a draft stays as it was: said of all rows of a statement together.
--
-- A function keeps the plan of its first call, mostly for one row: two sets joined with each other are then compared row
-- by row, and 60,000 changed rows never end. So versions of a row are brought together by grouping, other tables are
-- reached by their keys, and stages are asked once for each kind of change, of which there are a few in any statement.

CREATE OR REPLACE FUNCTION budget_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT EXISTS (
            SELECT FROM (
                SELECT DISTINCT h.year, h.owner_id, n.stages
                FROM (SELECT DISTINCT line_id, stages FROM new_rows) n
                LEFT JOIN budget_line l ON l.id = n.line_id LEFT JOIN budget_rkasheet h ON h.id = l.sheet_id
            ) k
            LEFT JOIN budget_stage s ON s.year = k.year AND s.owner_id IS NOT DISTINCT FROM k.owner_id
                AND s.status = 'DRAFT'
            WHERE (lower(k.stages) = s.seq AND upper_inf(k.stages)) IS NOT TRUE
        ) INTO wrong;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT EXISTS (
            SELECT FROM (
                SELECT DISTINCT h.year, h.owner_id, o.stages
                FROM (SELECT DISTINCT line_id, stages FROM old_rows) o
                LEFT JOIN budget_line l ON l.id = o.line_id LEFT JOIN budget_rkasheet h ON h.id = l.sheet_id
            ) k
            LEFT JOIN budget_stage s ON s.year = k.year AND s.owner_id IS NOT DISTINCT FROM k.owner_id
                AND s.status = 'DRAFT'
            WHERE (lower(k.stages) = s.seq) IS NOT TRUE
        ) INTO wrong;
    ELSE
        -- A row of the draft may change; an older one may only be closed at the draft, or opened again from there.
        -- No row may change its number or its line.
        SELECT EXISTS (
            SELECT FROM (
                SELECT DISTINCT h.year, h.owner_id, c.whole, c.begun, c.old_end, c.new_end, c.alike
                FROM (
                    SELECT id, min(line_id) AS line_id, min(begun) AS begun, min(rest) = max(rest) AS alike,
                        count(*) = 2 AND count(begun) = 2 AND min(begun) = max(begun)
                            AND min(line_id) = max(line_id) AS whole,
                        min(ended) FILTER (WHERE was) AS old_end, min(ended) FILTER (WHERE NOT was) AS new_end
                    FROM (
                        SELECT id, line_id, true AS was, lower(stages) AS begun, upper(stages) AS ended,
                            (to_jsonb(o) - 'stages')::text COLLATE "C" AS rest FROM old_rows o
                        UNION ALL
                        SELECT id, line_id, false, lower(stages), upper(stages),
                            (to_jsonb(n) - 'stages')::text FROM new_rows n
                    ) version
                    GROUP BY id
                ) c
                LEFT JOIN budget_line l ON l.id = c.line_id LEFT JOIN budget_rkasheet h ON h.id = l.sheet_id
            ) k
            LEFT JOIN budget_stage s ON s.year = k.year AND s.owner_id IS NOT DISTINCT FROM k.owner_id
                AND s.status = 'DRAFT'
            WHERE (k.whole AND (
                (k.begun = s.seq AND k.old_end IS NOT DISTINCT FROM k.new_end)
                OR (k.begun < s.seq AND k.alike AND coalesce(k.old_end, s.seq) = s.seq
                    AND coalesce(k.new_end, s.seq) = s.seq)
            )) IS NOT TRUE
        ) INTO wrong;
    END IF;
    IF wrong THEN
        RAISE EXCEPTION 'the stage is not a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

DROP FUNCTION budget_open_seq;
