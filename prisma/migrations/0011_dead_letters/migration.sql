-- What Shopify would not take of the outbox: tried again later and later, and in the end given up
-- until somebody asks for it again. Taken out of the outbox meanwhile, so that news which cannot be
-- told costs the rounds that tell the others nothing.

CREATE TABLE dead_letters (
  program_id   bigint NOT NULL,
  topic        text NOT NULL,
  key          text NOT NULL,
  shop_id      bigint NOT NULL,
  -- Of the news that could not be told last.
  seq          bigint NOT NULL,
  attempts     integer NOT NULL,
  reason       text NOT NULL,
  since        timestamptz(3) NOT NULL,
  tried_at     timestamptz(3) NOT NULL,
  -- Null: given up.
  retry_at     timestamptz(3),
  PRIMARY KEY (program_id, topic, key),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);
CREATE INDEX dead_letters_due ON dead_letters (program_id, shop_id, retry_at);

ALTER TABLE dead_letters ENABLE ROW LEVEL SECURITY;
ALTER TABLE dead_letters FORCE ROW LEVEL SECURITY;
CREATE POLICY own_program ON dead_letters FOR ALL TO laurel_app
  USING (program_id = nullif(current_setting('laurel.program_id', true), '')::bigint);
CREATE POLICY owner_doors ON dead_letters FOR ALL TO laurel_owner USING (true);
ALTER TABLE dead_letters ALTER COLUMN program_id SET STATISTICS 0;
GRANT SELECT, INSERT, UPDATE, DELETE ON dead_letters TO laurel_app;

-- Door 5, which also tells of what is to be tried again.
CREATE OR REPLACE FUNCTION shops_with_chores(as_of timestamptz)
RETURNS TABLE (program_id bigint, shop_id bigint, domain text, due_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.program_id, s.shop_id, s.domain, least(
           CASE WHEN s.uninstalled_at IS NULL THEN
             (SELECT c.due_at FROM chores c
              WHERE c.program_id = s.program_id AND c.shop_id = s.shop_id AND c.due_at <= as_of
              ORDER BY c.due_at LIMIT 1) END,
           (SELECT min(coalesce(r.retry_at, r.asked_at, r.lapses_at)) FROM redemptions r
            WHERE r.program_id = s.program_id AND r.shop_id = s.shop_id AND r.status = 'open'
              AND coalesce(r.asked_at, r.lapses_at) <= as_of
              AND coalesce(r.retry_at, r.asked_at, r.lapses_at) <= as_of),
           -- Any row will do: the oldest would mean reading them all.
           CASE WHEN s.uninstalled_at IS NULL THEN
             (SELECT o.changed_at FROM outbox o WHERE o.program_id = s.program_id LIMIT 1) END,
           CASE WHEN s.uninstalled_at IS NULL THEN
             (SELECT d.retry_at FROM dead_letters d
              WHERE d.program_id = s.program_id AND d.shop_id = s.shop_id AND d.retry_at <= as_of
              ORDER BY d.retry_at LIMIT 1) END)
  FROM shops s
  WHERE s.installed_at IS NOT NULL
$$;
