-- Ceilings change only while their stage is a draft, and never add up to more than the pool they are taken from.
-- Refusals are check violations (23514). Acts lock the pool first; these say the same once more.

CREATE FUNCTION budget_freeze_ceilings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT EXISTS (SELECT FROM (SELECT DISTINCT stage_id FROM new_rows) n
            JOIN budget_stage s ON s.id = n.stage_id WHERE s.status <> 'DRAFT') INTO wrong;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT EXISTS (SELECT FROM (SELECT DISTINCT stage_id FROM old_rows) o
            JOIN budget_stage s ON s.id = o.stage_id WHERE s.status <> 'DRAFT') INTO wrong;
    ELSE
        SELECT EXISTS (SELECT FROM (SELECT stage_id FROM old_rows UNION SELECT stage_id FROM new_rows) c
            JOIN budget_stage s ON s.id = c.stage_id WHERE s.status <> 'DRAFT') INTO wrong;
    END IF;
    IF wrong THEN
        RAISE EXCEPTION 'the stage is not a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION budget_within_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT stage_id, unit_id FROM new_rows) n
        JOIN budget_unitceiling u ON u.stage_id = n.stage_id AND u.unit_id = n.unit_id
        WHERE (SELECT coalesce(sum(p.amount), 0) FROM budget_pagu p
               WHERE p.stage_id = n.stage_id AND p.unit_id = n.unit_id) > u.amount
    ) THEN
        RAISE EXCEPTION 'more than the ceiling of the unit' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION budget_within_envelope() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT stage_id FROM new_rows) n JOIN budget_stageenvelope e ON e.stage_id = n.stage_id
        WHERE (SELECT coalesce(sum(u.amount), 0) FROM budget_unitceiling u WHERE u.stage_id = n.stage_id) > e.amount
    ) THEN
        RAISE EXCEPTION 'more than the envelope of the stage' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['budget_pagu', 'budget_unitceiling', 'budget_stageenvelope'] LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze_ceilings()', name || '_freeze_insert', name);
        EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze_ceilings()', name || '_freeze_update', name);
        EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
            FOR EACH STATEMENT EXECUTE FUNCTION budget_freeze_ceilings()', name || '_freeze_delete', name);
    END LOOP;
    FOREACH name IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON budget_pagu REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION budget_within_unit()', 'budget_pagu_within_' || lower(name), name);
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON budget_unitceiling REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION budget_within_unit()', 'budget_unit_holds_' || lower(name), name);
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON budget_unitceiling REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION budget_within_envelope()', 'budget_unit_within_' || lower(name), name);
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON budget_stageenvelope REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION budget_within_envelope()', 'budget_envelope_holds_' || lower(name), name);
    END LOOP;
END $$;
