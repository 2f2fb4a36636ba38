-- Descriptions of forms are frozen with their stage, as their rows are (0003_lines.sql).

CREATE FUNCTION budget_open_seq_of_sheet(sheet bigint) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT s.seq FROM budget_rkasheet h
    JOIN budget_stage s ON s.year = h.year AND s.owner_id IS NOT DISTINCT FROM h.owner_id AND s.status = 'DRAFT'
    WHERE h.id = sheet
$$;

CREATE FUNCTION budget_freeze_detail() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    draft integer := budget_open_seq_of_sheet(coalesce(NEW.sheet_id, OLD.sheet_id));
BEGIN
    IF TG_OP = 'INSERT' AND lower(NEW.stages) = draft AND upper_inf(NEW.stages) THEN
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' AND lower(OLD.stages) = draft THEN
        RETURN NULL;
    ELSIF TG_OP = 'UPDATE' AND NEW.sheet_id = OLD.sheet_id AND (
        (NEW.stages = OLD.stages AND lower(OLD.stages) = draft)
        OR (lower(NEW.stages) = lower(OLD.stages) AND lower(OLD.stages) < draft
            AND to_jsonb(NEW) - 'stages' = to_jsonb(OLD) - 'stages'
            AND coalesce(upper(OLD.stages), draft) = draft AND coalesce(upper(NEW.stages), draft) = draft)
    ) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'the stage is not a draft' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER budget_detail_freeze AFTER INSERT OR UPDATE OR DELETE ON budget_sheetdetail
    FOR EACH ROW EXECUTE FUNCTION budget_freeze_detail();

CREATE FUNCTION budget_freeze_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    parent budget_sheetdetail;
BEGIN
    SELECT * INTO parent FROM budget_sheetdetail WHERE id = coalesce(NEW.detail_id, OLD.detail_id);
    IF FOUND AND lower(parent.stages) IS DISTINCT FROM budget_open_seq_of_sheet(parent.sheet_id) THEN
        RAISE EXCEPTION 'the stage is not a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER budget_indicator_freeze AFTER INSERT OR UPDATE OR DELETE ON budget_sheetindicator
    FOR EACH ROW EXECUTE FUNCTION budget_freeze_part();
CREATE TRIGGER budget_place_freeze AFTER INSERT OR UPDATE OR DELETE ON budget_sheetplace
    FOR EACH ROW EXECUTE FUNCTION budget_freeze_part();
