-- The drain writes each row once, and what says that a delivery waits stays out of its row. Why,
-- and what keeps the books whole without the keys dropped here: docs/decisions/0017.

-- Checked row by row, these were a third of the server's work in the drain. Rows of these tables
-- are only ever written for a shop looked up, or a member locked, in the same transaction, and
-- neither is ever removed; the auditor looks for orphans.
ALTER TABLE inbox     DROP CONSTRAINT inbox_program_id_shop_id_fkey;
ALTER TABLE members   DROP CONSTRAINT members_program_id_shop_id_fkey;
ALTER TABLE orders    DROP CONSTRAINT orders_program_id_shop_id_fkey;
ALTER TABLE orders    DROP CONSTRAINT orders_program_id_member_id_fkey;
ALTER TABLE lots      DROP CONSTRAINT lots_program_id_member_id_fkey;
ALTER TABLE movements DROP CONSTRAINT movements_program_id_member_id_fkey;

-- A new order is written once, at the end, under a key drawn when its name was locked.
GRANT USAGE ON SEQUENCE orders_order_key_seq TO laurel_app;

-- As text: it is written far more often than it is looked into, and no index asks for it.
ALTER TABLE orders ALTER COLUMN observed TYPE json USING observed::json;

DROP INDEX inbox_waiting, inbox_done, inbox_parked;
UPDATE inbox SET reason = 'no reason was kept' WHERE status = 'parked' AND reason IS NULL;
ALTER TABLE inbox ADD CONSTRAINT inbox_parked_says_why
  CHECK (status <> 'parked' OR reason IS NOT NULL);
-- What was parked says why; done notices that did nothing do too, and are few.
CREATE INDEX inbox_with_reason ON inbox (program_id, inbox_id) WHERE reason IS NOT NULL;
-- The oldest rows: done ones are kept thirty days and then removed by the sweep.
CREATE INDEX inbox_received ON inbox (program_id, received_at);
-- Room in each page for what its rows become.
ALTER TABLE inbox SET (fillfactor = 80);
ALTER TABLE members SET (fillfactor = 80);
ALTER TABLE outbox SET (fillfactor = 70);

-- Which deliveries wait. A row here is all that changes hands: no index of the inbox names a status
-- any more, so that a delivery is done within its page and none of its indexes is written again.
CREATE TABLE inbox_waiting (
  program_id   bigint NOT NULL,
  received_at  timestamptz(3) NOT NULL,
  inbox_id     bigint NOT NULL,
  -- Speaks of no order (contracts/webhook-topics.ts) and is applied by itself, before the orders.
  is_notice    boolean NOT NULL,
  PRIMARY KEY (program_id, received_at, inbox_id)
);
CREATE INDEX inbox_waiting_notices ON inbox_waiting (program_id, inbox_id) WHERE is_notice;

ALTER TABLE inbox_waiting ENABLE ROW LEVEL SECURITY;
ALTER TABLE inbox_waiting FORCE ROW LEVEL SECURITY;
CREATE POLICY own_program ON inbox_waiting FOR ALL TO laurel_app
  USING (program_id = nullif(current_setting('laurel.program_id', true), '')::bigint);
CREATE POLICY owner_doors ON inbox_waiting FOR ALL TO laurel_owner USING (true);
ALTER TABLE inbox_waiting ALTER COLUMN program_id SET STATISTICS 0;
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox_waiting TO laurel_app;

CREATE FUNCTION is_notice(topic text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT topic IN ('app/uninstalled', 'app/scopes_update', 'shop/update', 'bulk_operations/finish',
                   'customers/data_request', 'customers/redact', 'customers/merge',
                   'customers/create', 'customers/update', 'shop/redact')
$$;

INSERT INTO inbox_waiting (program_id, received_at, inbox_id, is_notice)
SELECT program_id, received_at, inbox_id, is_notice(topic) FROM inbox WHERE status = 'waiting';


-- Whoever stores, finishes, parks, retries or erases deliveries: what waits follows, once a
-- statement. Look-ups by key whatever is believed of the table, as in adapters/postgres/pool.
CREATE FUNCTION note_waiting() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM inbox_waiting w USING were
    WHERE were.status = 'waiting' AND w.program_id = were.program_id
      AND w.received_at = were.received_at AND w.inbox_id = were.inbox_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO inbox_waiting (program_id, received_at, inbox_id, is_notice)
    SELECT program_id, received_at, inbox_id, is_notice(topic) FROM are WHERE status = 'waiting';
  END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION note_waiting FROM public;
CREATE TRIGGER inbox_stored AFTER INSERT ON inbox REFERENCING NEW TABLE AS are
  FOR EACH STATEMENT EXECUTE FUNCTION note_waiting();
CREATE TRIGGER inbox_changed AFTER UPDATE ON inbox REFERENCING OLD TABLE AS were NEW TABLE AS are
  FOR EACH STATEMENT EXECUTE FUNCTION note_waiting();
CREATE TRIGGER inbox_erased AFTER DELETE ON inbox REFERENCING OLD TABLE AS were
  FOR EACH STATEMENT EXECUTE FUNCTION note_waiting();

-- Door 3 as before, from the new table.
CREATE OR REPLACE FUNCTION programs_at_work(as_of timestamptz)
RETURNS TABLE (program_id bigint, shop_id bigint, domain text, oldest_waiting timestamptz,
               refolds boolean, due boolean, outdated boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.program_id, s.shop_id, s.domain,
         (SELECT w.received_at FROM inbox_waiting w
          WHERE w.program_id = s.program_id
          ORDER BY w.received_at, w.inbox_id LIMIT 1),
         EXISTS (SELECT FROM members m
                 WHERE m.program_id = s.program_id AND m.refold
                   AND (m.refold_not_before IS NULL OR m.refold_not_before <= as_of)),
         EXISTS (SELECT FROM members m
                 WHERE m.program_id = s.program_id AND NOT m.refold
                   AND least(m.next_due_at, m.next_fact_at) <= as_of),
         EXISTS (SELECT FROM inbox i
                 WHERE i.program_id = s.program_id
                   AND i.received_at < as_of - interval '30 days'
                   AND i.status = 'done' AND i.finished_at < as_of - interval '30 days')
  FROM shops s
$$;
