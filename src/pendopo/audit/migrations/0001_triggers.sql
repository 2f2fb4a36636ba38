-- The log is append-only. Only a salt may go (erasure). Tests may empty tables where pendopo.truncatable is on.
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF current_setting('pendopo.truncatable', true) = 'on' THEN
            RETURN NULL;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_entry' THEN
        IF to_jsonb(NEW) = to_jsonb(OLD) || '{"salt": null}'::jsonb THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

-- Under the lock of the tip: the next index, the leaf, and every subtree that the leaf completes (RFC 6962).
CREATE FUNCTION audit_append_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    place bigint;
    height smallint := 0;
    found bytea := sha256('\x00'::bytea || NEW.leaf_data);
    sibling bytea;
BEGIN
    INSERT INTO audit_tip (id, size) VALUES (1, 0) ON CONFLICT (id) DO NOTHING;
    UPDATE audit_tip SET size = size + 1 WHERE id = 1 RETURNING size - 1 INTO place;
    INSERT INTO audit_leaf (index, entry_id, leaf_hash) VALUES (place, NEW.id, found);
    WHILE place % 2 = 1 LOOP
        IF height = 0 THEN
            SELECT leaf_hash INTO STRICT sibling FROM audit_leaf WHERE index = place - 1;
        ELSE
            SELECT hash INTO STRICT sibling FROM audit_treenode WHERE level = height AND index = place - 1;
        END IF;
        found := sha256('\x01'::bytea || sibling || found);
        place := place / 2;
        height := height + 1;
        INSERT INTO audit_treenode (level, index, hash) VALUES (height, place, found);
    END LOOP;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entry_whole BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_leaf_kept BEFORE UPDATE OR DELETE ON audit_leaf FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_leaf_whole BEFORE TRUNCATE ON audit_leaf FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_node_kept BEFORE UPDATE OR DELETE ON audit_treenode FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_node_whole BEFORE TRUNCATE ON audit_treenode FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_checkpoint_kept BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_checkpoint_whole BEFORE TRUNCATE ON audit_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE CONSTRAINT TRIGGER audit_entry_leaf AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION audit_append_leaf();
