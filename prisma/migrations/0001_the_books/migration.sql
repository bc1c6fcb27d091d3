-- The books: facts in, ledger out.
--
-- Every tenant table carries program_id first in its key and forces row-level security. The web and
-- worker processes connect as laurel_app, a plain role that sees only the program named by
-- set_config('laurel.program_id', …) in its transaction, and nothing at all while none is named.
-- Three functions at the end are the only doors past that rule; each does one thing.
--
-- Foreign keys name the nearest parent only (a shop's program is the shop's affair): each is
-- checked row by row, and in the drain such checks were half of all the work.

CREATE TABLE programs (
  program_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at   timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE shops (
  program_id   bigint NOT NULL REFERENCES programs,
  shop_id      bigint GENERATED ALWAYS AS IDENTITY,
  domain       text NOT NULL UNIQUE CHECK (domain ~ '^[a-z0-9][a-z0-9-]*\.myshopify\.com$'),
  created_at   timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (program_id, shop_id)
);

-- What a merchant published. A version is never changed; rolling back publishes an old one again.
CREATE TABLE program_versions (
  program_id   bigint NOT NULL REFERENCES programs,
  version      integer NOT NULL CHECK (version > 0),
  effective_at timestamptz(3) NOT NULL,
  published_at timestamptz(3) NOT NULL,
  definition   jsonb NOT NULL,
  PRIMARY KEY (program_id, version)
);

-- Deliveries as they came in, only the fields we need. `sealed` holds the encrypted original of a
-- delivery we could not read, so that a retry can read it once we can. What a done row told us is
-- in its order; the row keeps only what recognises a repeat.
CREATE TABLE inbox (
  program_id   bigint NOT NULL,
  inbox_id     bigint GENERATED ALWAYS AS IDENTITY,
  shop_id      bigint NOT NULL,
  delivery_id  text NOT NULL,
  event_id     text,
  topic        text NOT NULL,
  status       text NOT NULL CHECK (status IN ('waiting', 'done', 'parked')),
  reason       text,
  attempts     integer NOT NULL DEFAULT 0,
  triggered_at timestamptz(3),
  received_at  timestamptz(3) NOT NULL DEFAULT now(),
  finished_at  timestamptz(3),
  observation  jsonb,
  sealed       bytea,
  PRIMARY KEY (program_id, inbox_id),
  UNIQUE (program_id, shop_id, delivery_id),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);
-- By arrival, an order no other index offers: the primary key would read past every done row.
CREATE INDEX inbox_waiting ON inbox (program_id, received_at, inbox_id) WHERE status = 'waiting';
-- The oldest done rows, which are kept thirty days and then removed by the sweep.
CREATE INDEX inbox_done ON inbox (program_id, finished_at) WHERE status = 'done';
CREATE INDEX inbox_parked ON inbox (program_id, inbox_id) WHERE status = 'parked';

CREATE TABLE members (
  program_id   bigint NOT NULL,
  member_id    bigint GENERATED ALWAYS AS IDENTITY,
  shop_id      bigint NOT NULL,
  customer_id  text,
  pending      bigint NOT NULL DEFAULT 0,
  available    bigint NOT NULL DEFAULT 0,
  held         bigint NOT NULL DEFAULT 0,
  -- The newest movement's number and link; every movement's hash covers the one before it.
  seq          bigint NOT NULL DEFAULT 0,
  chain        bytea NOT NULL DEFAULT '\x',
  -- Up to where time has been told: a fact not later than this means folding from scratch.
  folded_to    timestamptz(3),
  next_due_at  timestamptz(3),
  -- The first fact stamped later than our own now (FoldState.nextFactAt): fold from scratch then.
  next_fact_at timestamptz(3),
  -- True while what we know has changed in the member's past and has not been folded again.
  refold       boolean NOT NULL DEFAULT false,
  -- A refold that failed says why and waits longer each time, so that one member cannot keep the
  -- others waiting.
  refold_reason     text,
  refold_failures   integer NOT NULL DEFAULT 0,
  refold_not_before timestamptz(3),
  joined_at    timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (program_id, member_id),
  UNIQUE (program_id, shop_id, customer_id),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);
CREATE INDEX members_to_refold ON members (program_id, member_id) WHERE refold;
CREATE INDEX members_due ON members (program_id, (least(next_due_at, next_fact_at)))
  WHERE NOT refold AND least(next_due_at, next_fact_at) IS NOT NULL;

-- An order as merged from every delivery that spoke of it. order_key is ours and is what the ledger
-- names, so that redaction can cut the link to Shopify's order without touching the books.
CREATE TABLE orders (
  program_id   bigint NOT NULL,
  order_key    bigint GENERATED ALWAYS AS IDENTITY,
  shop_id      bigint NOT NULL,
  order_id     text,
  member_id    bigint,
  email_hash   text,
  observed     jsonb NOT NULL,
  updated_at   timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (program_id, order_key),
  UNIQUE (program_id, shop_id, order_id),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops,
  FOREIGN KEY (program_id, member_id) REFERENCES members
);
CREATE INDEX orders_of_member ON orders (program_id, member_id) WHERE member_id IS NOT NULL;

CREATE TABLE lots (
  program_id   bigint NOT NULL,
  member_id    bigint NOT NULL,
  lot_id       text NOT NULL,
  label        text NOT NULL,
  version      integer NOT NULL,
  earned_at    timestamptz(3) NOT NULL,
  matures_at   timestamptz(3),
  expires_at   timestamptz(3),
  awarded      bigint NOT NULL,
  pending      bigint NOT NULL,
  available    bigint NOT NULL,
  held         bigint NOT NULL,
  PRIMARY KEY (program_id, member_id, lot_id),
  FOREIGN KEY (program_id, member_id) REFERENCES members
);
CREATE INDEX lots_pending ON lots (program_id, member_id, matures_at) WHERE pending <> 0;
CREATE INDEX lots_in_debt ON lots (program_id, member_id) WHERE available < 0;

-- The ledger. Append-only: the application role may insert and read, never update or delete.
CREATE TABLE movements (
  program_id   bigint NOT NULL,
  member_id    bigint NOT NULL,
  seq          bigint NOT NULL,
  kind         text NOT NULL,
  reversed     boolean NOT NULL DEFAULT false,
  lot_id       text NOT NULL,
  from_account text NOT NULL,
  to_account   text NOT NULL,
  points       bigint NOT NULL CHECK (points > 0),
  at           timestamptz(3) NOT NULL,
  posted_at    timestamptz(3) NOT NULL,
  corrects     bigint,
  cause        text NOT NULL,
  explanation  jsonb,
  salt         bytea,
  chain        bytea NOT NULL,
  PRIMARY KEY (program_id, member_id, seq),
  FOREIGN KEY (program_id, member_id) REFERENCES members,
  CONSTRAINT movements_known CHECK (
    (kind,
     CASE WHEN reversed THEN to_account ELSE from_account END,
     CASE WHEN reversed THEN from_account ELSE to_account END) IN (
      ('award', 'issued', 'pending'), ('award', 'issued', 'available'),
      ('mature', 'pending', 'available'),
      ('claw-back', 'pending', 'revoked'), ('claw-back', 'available', 'revoked'),
      ('hold', 'available', 'held'), ('settle', 'held', 'spent'), ('release', 'held', 'available'),
      ('repay', 'available', 'repaid'), ('repay', 'repaid', 'available')))
);
CREATE INDEX movements_newest ON movements (program_id, posted_at DESC, member_id, seq DESC);

-- What the world should hear of, once per key however often it changed since it was last told.
CREATE TABLE outbox (
  program_id   bigint NOT NULL,
  topic        text NOT NULL,
  key          text NOT NULL,
  seq          bigint NOT NULL,
  changed_at   timestamptz(3) NOT NULL,
  PRIMARY KEY (program_id, topic, key)
);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['programs', 'shops', 'program_versions', 'inbox', 'members',
                                      'orders', 'lots', 'movements', 'outbox'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY own_program ON %I FOR ALL TO laurel_app
         USING (program_id = nullif(current_setting(''laurel.program_id'', true), '''')::bigint)',
      tenant_table);
    -- Statistics know the programs of the day they were taken. A newer one would be taken for a
    -- single row, and then any index that begins with program_id looks as good as the right one:
    -- the check of one foreign key reads the whole program, a batch of 200 orders four million
    -- pages. Without statistics of this column every program is planned for as an average one.
    EXECUTE format('ALTER TABLE %I ALTER COLUMN program_id SET STATISTICS 0', tenant_table);
    -- The owner runs migrations and the three doors below; nobody connects as it to serve requests.
    EXECUTE format(
      'CREATE POLICY owner_doors ON %I FOR ALL TO laurel_owner USING (true)', tenant_table);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON inbox, members, orders, lots, outbox TO laurel_app;
GRANT SELECT, INSERT ON movements, program_versions TO laurel_app;
GRANT SELECT ON programs, shops TO laurel_app;

-- Door 1: deliveries of any shop into the inbox, many in one statement. Answers one row per
-- delivery in the order given: 'stored', 'duplicate' or 'unknown_shop', and the program it belongs
-- to.
CREATE FUNCTION ingest_deliveries(
  domains text[], delivery_ids text[], event_ids text[], topics text[], statuses text[],
  reasons text[], triggered_ms double precision[], observations text[], sealeds bytea[]
) RETURNS TABLE (place bigint, outcome text, program_id bigint)
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH given AS (
    SELECT g.*, s.program_id, s.shop_id
    FROM unnest(domains, delivery_ids, event_ids, topics, statuses, reasons, triggered_ms,
                observations, sealeds) WITH ORDINALITY
      AS g(domain, delivery_id, event_id, topic, status, reason, triggered, observation, sealed,
           place)
    LEFT JOIN shops s ON s.domain = g.domain
  ), stored AS (
    INSERT INTO inbox AS i (program_id, shop_id, delivery_id, event_id, topic, status, reason,
                            triggered_at, observation, sealed)
    SELECT g.program_id, g.shop_id, g.delivery_id, g.event_id, g.topic, g.status, g.reason,
           to_timestamp(g.triggered / 1000), g.observation::jsonb, g.sealed
    FROM given g WHERE g.shop_id IS NOT NULL
    ORDER BY g.shop_id, g.delivery_id
    ON CONFLICT DO NOTHING
    RETURNING i.shop_id, i.delivery_id
  )
  SELECT g.place,
         CASE WHEN g.shop_id IS NULL THEN 'unknown_shop'
              WHEN s.delivery_id IS NULL THEN 'duplicate'
              ELSE 'stored' END,
         g.program_id
  FROM given g LEFT JOIN stored s USING (shop_id, delivery_id)
  ORDER BY g.place
$$;

-- Door 2: a shop that proved by its signature that it installed us, and that we do not know yet.
CREATE FUNCTION open_shop(new_domain text) RETURNS TABLE (program_id bigint, shop_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE new_program bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('open_shop'), hashtext(new_domain));
  IF NOT EXISTS (SELECT FROM shops s WHERE s.domain = new_domain) THEN
    INSERT INTO programs AS p DEFAULT VALUES RETURNING p.program_id INTO new_program;
    INSERT INTO shops (program_id, domain) VALUES (new_program, new_domain);
  END IF;
  RETURN QUERY SELECT s.program_id, s.shop_id FROM shops s WHERE s.domain = new_domain;
END $$;

-- Door 3: the programs there are, and whether work waits in them; nothing else about it.
CREATE FUNCTION programs_at_work(as_of timestamptz)
RETURNS TABLE (program_id bigint, shop_id bigint, domain text, oldest_waiting timestamptz,
               refolds boolean, due boolean, outdated boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.program_id, s.shop_id, s.domain,
         (SELECT i.received_at FROM inbox i
          WHERE i.program_id = s.program_id AND i.status = 'waiting'
          ORDER BY i.received_at, i.inbox_id LIMIT 1),
         EXISTS (SELECT FROM members m
                 WHERE m.program_id = s.program_id AND m.refold
                   AND (m.refold_not_before IS NULL OR m.refold_not_before <= as_of)),
         EXISTS (SELECT FROM members m
                 WHERE m.program_id = s.program_id AND NOT m.refold
                   AND least(m.next_due_at, m.next_fact_at) <= as_of),
         coalesce((SELECT i.finished_at FROM inbox i
                   WHERE i.program_id = s.program_id AND i.status = 'done'
                   ORDER BY i.finished_at LIMIT 1) < as_of - interval '30 days', false)
  FROM shops s
$$;

-- A member's points in one round trip: names the program and reads, as a transaction around one
-- read would cost more than the read. Runs as its caller, under row-level security like any other
-- query.
CREATE FUNCTION read_points(of_program bigint, of_shop bigint, of_customer text)
RETURNS TABLE (member_id bigint, pending bigint, available bigint, held bigint, seq bigint,
               next_due_at timestamptz, refold boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('laurel.program_id', of_program::text, true);
  RETURN QUERY
    SELECT m.member_id, m.pending, m.available, m.held, m.seq, m.next_due_at::timestamptz, m.refold
    FROM members m
    WHERE m.program_id = of_program AND m.shop_id = of_shop AND m.customer_id = of_customer;
END $$;

REVOKE ALL ON FUNCTION ingest_deliveries, open_shop, programs_at_work, read_points FROM public;
GRANT EXECUTE ON FUNCTION ingest_deliveries, open_shop, programs_at_work, read_points
  TO laurel_app;
