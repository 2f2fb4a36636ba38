-- What was in a stage that is not a draft stays as it was; every change of an amount reaches all totals above it.
-- Refusals are check violations (23514).

CREATE FUNCTION budget_open_seq(line bigint) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT s.seq FROM budget_line l
    JOIN budget_rkasheet h ON h.id = l.sheet_id
    JOIN budget_stage s ON s.year = h.year AND s.owner_id IS NOT DISTINCT FROM h.owner_id AND s.status = 'DRAFT'
    WHERE l.id = line
$$;

CREATE FUNCTION budget_freeze() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT EXISTS (
            SELECT FROM (SELECT DISTINCT line_id, stages FROM new_rows) n
            JOIN budget_line l ON l.id = n.line_id
            JOIN budget_rkasheet h ON h.id = l.sheet_id
            LEFT JOIN budget_stage s ON s.year = h.year AND s.owner_id IS NOT DISTINCT FROM h.owner_id
                AND s.seq = lower(n.stages) AND s.status = 'DRAFT'
            WHERE s.id IS NULL OR NOT upper_inf(n.stages)
        ) INTO wrong;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT EXISTS (
            SELECT FROM old_rows o WHERE lower(o.stages) IS DISTINCT FROM budget_open_seq(o.line_id)
        ) INTO wrong;
    ELSE
        -- A row of the draft may change; an older one may only be closed at the draft, or opened again from there.
        SELECT EXISTS (
            SELECT FROM old_rows o JOIN new_rows n ON n.id = o.id, budget_open_seq(o.line_id) AS draft
            WHERE draft IS NULL OR n.line_id <> o.line_id OR NOT (
                (n.stages = o.stages AND lower(o.stages) = draft)
                OR (lower(n.stages) = lower(o.stages) AND lower(o.stages) < draft
                    AND to_jsonb(n) - 'stages' = to_jsonb(o) - 'stages'
                    AND coalesce(upper(o.stages), draft) = draft AND coalesce(upper(n.stages), draft) = draft)
            )
        ) INTO wrong;
    END IF;
    IF wrong THEN
        RAISE EXCEPTION 'the stage is not a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER budget_item_freeze_insert AFTER INSERT ON budget_lineitem
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze();
CREATE TRIGGER budget_item_freeze_update AFTER UPDATE ON budget_lineitem
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze();
CREATE TRIGGER budget_item_freeze_delete AFTER DELETE ON budget_lineitem
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze();
CREATE TRIGGER budget_amount_freeze_insert AFTER INSERT ON budget_lineamount
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze();
CREATE TRIGGER budget_amount_freeze_update AFTER UPDATE ON budget_lineamount
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze();
CREATE TRIGGER budget_amount_freeze_delete AFTER DELETE ON budget_lineamount
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze();

-- Totals of leaves (stage, unit, activity, account, amount) at every node above them, themselves included.
CREATE TYPE budget_leaf AS (stage_id bigint, unit_id bigint, activity_id bigint, account_id bigint, amount numeric);

CREATE FUNCTION budget_totals_of(leaves budget_leaf[])
RETURNS TABLE (stage_id bigint, unit_id bigint, activity_id bigint, account_id bigint, amount bigint)
LANGUAGE sql STABLE AS $$
    WITH RECURSIVE
    leaf AS MATERIALIZED (SELECT * FROM unnest(leaves)),
    account_up (leaf_id, id, parent_id) AS (
        SELECT id, id, parent_id FROM budget_accountnode WHERE id IN (SELECT account_id FROM leaf)
        UNION ALL
        SELECT u.leaf_id, a.id, a.parent_id FROM account_up u JOIN budget_accountnode a ON a.id = u.parent_id
    ),
    activity_up (leaf_id, id, parent_id) AS (
        SELECT id, id, parent_id FROM budget_activitynode WHERE id IN (SELECT activity_id FROM leaf)
        UNION ALL
        SELECT u.leaf_id, a.id, a.parent_id FROM activity_up u JOIN budget_activitynode a ON a.id = u.parent_id
    ),
    by_account AS MATERIALIZED (
        SELECT f.stage_id, f.unit_id, u.id AS account_id, sum(f.amount) AS amount
        FROM (SELECT stage_id, unit_id, account_id, sum(amount) AS amount FROM leaf GROUP BY 1, 2, 3) f
        JOIN account_up u ON u.leaf_id = f.account_id GROUP BY 1, 2, 3
    ),
    by_activity AS MATERIALIZED (
        SELECT f.stage_id, f.unit_id, u.id AS activity_id, sum(f.amount) AS amount
        FROM (SELECT stage_id, unit_id, activity_id, sum(amount) AS amount FROM leaf GROUP BY 1, 2, 3) f
        JOIN activity_up u ON u.leaf_id = f.activity_id GROUP BY 1, 2, 3
    )
    SELECT stage_id, NULL::bigint, NULL::bigint, account_id, sum(amount)::bigint FROM by_account GROUP BY 1, 4
    UNION ALL SELECT stage_id, NULL, activity_id, NULL, sum(amount)::bigint FROM by_activity GROUP BY 1, 3
    UNION ALL SELECT stage_id, unit_id, NULL, account_id, amount::bigint FROM by_account
    UNION ALL SELECT stage_id, unit_id, activity_id, NULL, amount::bigint FROM by_activity
$$;

-- Totals are always changed in the same order (unit, activity, account), so that two writers never wait for each other.
CREATE FUNCTION budget_add_totals(leaves budget_leaf[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO budget_nodetotal AS t (stage_id, unit_id, activity_id, account_id, amount)
    SELECT stage_id, unit_id, activity_id, account_id, amount FROM budget_totals_of(leaves) WHERE amount <> 0
    ORDER BY stage_id, unit_id NULLS FIRST, activity_id NULLS FIRST, account_id NULLS FIRST
    ON CONFLICT (stage_id, unit_id, activity_id, account_id) DO UPDATE SET amount = t.amount + excluded.amount
$$;

CREATE FUNCTION budget_carry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    leaves budget_leaf[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg((s.id, h.unit_id, h.activity_id, l.account_id, c.amount)::budget_leaf) INTO leaves
        FROM new_rows c JOIN budget_line l ON l.id = c.line_id JOIN budget_rkasheet h ON h.id = l.sheet_id
        JOIN budget_stage s ON s.year = h.year AND s.owner_id IS NOT DISTINCT FROM h.owner_id
            AND s.status = 'DRAFT' AND c.stages @> s.seq::integer;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg((s.id, h.unit_id, h.activity_id, l.account_id, -c.amount)::budget_leaf) INTO leaves
        FROM old_rows c JOIN budget_line l ON l.id = c.line_id JOIN budget_rkasheet h ON h.id = l.sheet_id
        JOIN budget_stage s ON s.year = h.year AND s.owner_id IS NOT DISTINCT FROM h.owner_id
            AND s.status = 'DRAFT' AND c.stages @> s.seq::integer;
    ELSE
        SELECT array_agg((s.id, h.unit_id, h.activity_id, l.account_id, c.amount)::budget_leaf) INTO leaves
        FROM (SELECT line_id, stages, amount FROM new_rows UNION ALL SELECT line_id, stages, -amount FROM old_rows) c
        JOIN budget_line l ON l.id = c.line_id JOIN budget_rkasheet h ON h.id = l.sheet_id
        JOIN budget_stage s ON s.year = h.year AND s.owner_id IS NOT DISTINCT FROM h.owner_id
            AND s.status = 'DRAFT' AND c.stages @> s.seq::integer;
    END IF;
    IF leaves IS NOT NULL THEN
        PERFORM budget_add_totals(leaves);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER budget_amount_carry_insert AFTER INSERT ON budget_lineamount
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_carry();
CREATE TRIGGER budget_amount_carry_update AFTER UPDATE ON budget_lineamount
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_carry();
CREATE TRIGGER budget_amount_carry_delete AFTER DELETE ON budget_lineamount
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION budget_carry();
