-- Installing, redeeming, mirroring: what a shop told us of itself, our decisions, codes at Shopify,
-- and what Shopify was told of a member.

-- The shop as Shopify describes it; null until the app was opened in its admin for the first time.
ALTER TABLE shops
  ADD COLUMN shopify_id     text,
  ADD COLUMN name           text,
  ADD COLUMN currency       text,
  ADD COLUMN zone           text,
  ADD COLUMN scopes         text NOT NULL DEFAULT '',
  ADD COLUMN installed_at   timestamptz(3),
  ADD COLUMN uninstalled_at timestamptz(3),
  -- Shopify asked for the shop's erasure: what is left are sums, under a name that says nothing.
  ADD COLUMN redacted_at    timestamptz(3),
  -- Parts of the set-up guide the owner put away.
  ADD COLUMN guide          jsonb NOT NULL DEFAULT '{}';

-- A session of Shopify's library with its tokens, encrypted and bound to its id.
CREATE TABLE shop_sessions (
  program_id   bigint NOT NULL,
  shop_id      bigint NOT NULL,
  session_id   text NOT NULL,
  sealed       bytea NOT NULL,
  expires_at   timestamptz(3),
  saved_at     timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (program_id, session_id),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);

-- The program as it is being edited. Whoever saves names the revision they read; another one means
-- that somebody else saved meanwhile.
CREATE TABLE drafts (
  program_id   bigint NOT NULL REFERENCES programs,
  revision     integer NOT NULL CHECK (revision > 0),
  definition   jsonb NOT NULL,
  saved_at     timestamptz(3) NOT NULL,
  saved_by     text,
  PRIMARY KEY (program_id)
);

-- Our decisions, in the order they were taken: two of a member never share a millisecond.
CREATE TABLE decisions (
  program_id    bigint NOT NULL,
  member_id     bigint NOT NULL,
  at            timestamptz(3) NOT NULL,
  kind          text NOT NULL CHECK (kind IN ('hold', 'settle', 'release', 'charge', 'adjust')),
  redemption_id bigint,
  content       jsonb NOT NULL,
  PRIMARY KEY (program_id, member_id, at),
  FOREIGN KEY (program_id, member_id) REFERENCES members
);

-- One discount at Shopify for each reward as it was published; its codes are single-use.
CREATE TABLE reward_discounts (
  program_id   bigint NOT NULL,
  discount_key bigint GENERATED ALWAYS AS IDENTITY,
  shop_id      bigint NOT NULL,
  reward_id    text NOT NULL,
  -- Hash of what the discount gives: another value of the reward is another discount.
  fingerprint  text NOT NULL,
  discount_id  text,
  status       text NOT NULL CHECK (status IN ('making', 'live', 'draining', 'gone')),
  ends_at      timestamptz(3),
  reason       text,
  made_at      timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (program_id, discount_key),
  UNIQUE (program_id, shop_id, reward_id, fingerprint),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);

CREATE TABLE codes (
  program_id   bigint NOT NULL,
  code         text NOT NULL,
  discount_key bigint NOT NULL,
  -- minting: told to Shopify, not yet known to be there. taken: handed out, or used without.
  status       text NOT NULL CHECK (status IN ('minting', 'ready', 'taken', 'deleting', 'gone')),
  changed_at   timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (program_id, code),
  FOREIGN KEY (program_id, discount_key) REFERENCES reward_discounts
);
CREATE INDEX codes_by_status ON codes (program_id, discount_key, status, code);

-- A member turning points into a reward. open: held, its code in their hands; bound: an order
-- carries the code; then settled (that order is paid) or released. unissued: a code that was used
-- though nobody had been given it, charged to whoever used it.
CREATE TABLE redemptions (
  program_id    bigint NOT NULL,
  redemption_id bigint GENERATED ALWAYS AS IDENTITY,
  member_id     bigint NOT NULL,
  shop_id       bigint NOT NULL,
  reward_id     text NOT NULL,
  reward_name   text NOT NULL,
  version       integer NOT NULL,
  cost          bigint NOT NULL CHECK (cost > 0),
  code          text NOT NULL,
  status        text NOT NULL
                CHECK (status IN ('open', 'bound', 'settled', 'released', 'unissued')),
  -- The shopper's idempotency key, and a hash of what they asked under it.
  request_key   text,
  request_hash  text,
  via           text NOT NULL,
  made_at       timestamptz(3) NOT NULL,
  lapses_at     timestamptz(3) NOT NULL,
  -- The shopper gave the reward back, or its order fell through: release it without waiting.
  asked_at      timestamptz(3),
  -- When to try again to release it, and why that did not work so far.
  retry_at      timestamptz(3),
  failures      integer NOT NULL DEFAULT 0,
  reason        text,
  order_key     bigint,
  ended_at      timestamptz(3),
  -- Points charged beyond the reward itself: used after its release, or by a second order.
  charged       bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (program_id, redemption_id),
  UNIQUE (program_id, code),
  UNIQUE (program_id, member_id, request_key),
  FOREIGN KEY (program_id, member_id) REFERENCES members
);
CREATE INDEX redemptions_of_member ON redemptions (program_id, member_id, redemption_id);
CREATE INDEX redemptions_open ON redemptions (program_id, coalesce(asked_at, lapses_at))
  WHERE status = 'open';

-- Which orders carry which of our codes. What each code took off stays in the observed order.
CREATE TABLE order_codes (
  program_id   bigint NOT NULL,
  code         text NOT NULL,
  order_key    bigint NOT NULL,
  PRIMARY KEY (program_id, code, order_key),
  FOREIGN KEY (program_id, order_key) REFERENCES orders ON DELETE CASCADE
);
CREATE INDEX order_codes_by_order ON order_codes (program_id, order_key);

-- What Shopify was told: one row per metafield we keep there. owner: 'member:12' or 'shop:3'.
CREATE TABLE mirrors (
  program_id   bigint NOT NULL,
  owner        text NOT NULL,
  key          text NOT NULL CHECK (key IN ('card', 'perk', 'program')),
  content_hash text NOT NULL,
  digest       text,
  seq          bigint NOT NULL,
  told_at      timestamptz(3) NOT NULL,
  PRIMARY KEY (program_id, owner, key)
);

-- Work for a shop that is done after a commit and outlives a restart: once per kind and shop.
CREATE TABLE chores (
  program_id   bigint NOT NULL,
  shop_id      bigint NOT NULL,
  kind         text NOT NULL,
  due_at       timestamptz(3) NOT NULL,
  -- Where a long chore stands, in its own words.
  state        jsonb NOT NULL DEFAULT '{}',
  failures     integer NOT NULL DEFAULT 0,
  reason       text,
  PRIMARY KEY (program_id, shop_id, kind),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);
CREATE INDEX chores_due ON chores (program_id, due_at);

-- Who must not come back: keyed hashes of erased customers and orders.
CREATE TABLE tombstones (
  program_id   bigint NOT NULL,
  shop_id      bigint NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('customer', 'order')),
  key_hash     text NOT NULL,
  at           timestamptz(3) NOT NULL,
  PRIMARY KEY (program_id, shop_id, kind, key_hash),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);

-- A shopper asked, through Shopify, what we know of them; the owner answers.
CREATE TABLE data_requests (
  program_id   bigint NOT NULL,
  request_id   text NOT NULL,
  shop_id      bigint NOT NULL,
  customer_id  text,
  order_ids    text[] NOT NULL,
  received_at  timestamptz(3) NOT NULL,
  answered_at  timestamptz(3),
  PRIMARY KEY (program_id, shop_id, request_id),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);

-- Erased on request: never folded again, and nothing leads back to a person.
ALTER TABLE members ADD COLUMN sealed_at timestamptz(3);
-- What a link of the chain was made with, once the words and the salt it was made of are erased.
ALTER TABLE movements ADD COLUMN digest bytea;

-- A guest's orders wait under the hash of their e-mail, and are found by it.
CREATE INDEX orders_of_guests ON orders (program_id, shop_id, email_hash)
  WHERE email_hash IS NOT NULL;

-- Deliveries that speak of no order (contracts/webhook-topics.ts): they are few among very many.
CREATE INDEX inbox_notices ON inbox (program_id, shop_id, inbox_id)
  WHERE topic IN ('app/uninstalled', 'app/scopes_update', 'shop/update', 'bulk_operations/finish',
                  'customers/data_request', 'customers/redact', 'shop/redact');

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['shop_sessions', 'drafts', 'decisions', 'reward_discounts',
      'codes', 'redemptions', 'order_codes', 'mirrors', 'chores', 'tombstones', 'data_requests']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
      'CREATE POLICY own_program ON %I FOR ALL TO laurel_app
         USING (program_id = nullif(current_setting(''laurel.program_id'', true), '''')::bigint)',
      tenant_table);
    EXECUTE format('ALTER TABLE %I ALTER COLUMN program_id SET STATISTICS 0', tenant_table);
    EXECUTE format(
      'CREATE POLICY owner_doors ON %I FOR ALL TO laurel_owner USING (true)', tenant_table);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON shop_sessions, drafts, reward_discounts, codes, redemptions,
  order_codes, mirrors, chores, tombstones, data_requests TO laurel_app;
-- Decisions are never taken again: they may be written and read.
GRANT SELECT, INSERT ON decisions TO laurel_app;
GRANT UPDATE ON shops TO laurel_app;

ALTER TABLE movements DROP CONSTRAINT movements_known;
ALTER TABLE movements ADD CONSTRAINT movements_known CHECK (
  (kind,
   CASE WHEN reversed THEN to_account ELSE from_account END,
   CASE WHEN reversed THEN from_account ELSE to_account END) IN (
    ('award', 'issued', 'pending'), ('award', 'issued', 'available'),
    ('mature', 'pending', 'available'),
    ('claw-back', 'pending', 'revoked'), ('claw-back', 'available', 'revoked'),
    ('hold', 'available', 'held'), ('settle', 'held', 'spent'), ('release', 'held', 'available'),
    ('return', 'spent', 'available'),
    ('adjust', 'adjusted', 'available'), ('adjust', 'available', 'adjusted'),
    ('repay', 'available', 'repaid'), ('repay', 'repaid', 'available')));

-- Door 4: which program a shop belongs to, by its domain; nothing else about it.
CREATE FUNCTION find_shop(of_domain text) RETURNS TABLE (program_id bigint, shop_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.program_id, s.shop_id FROM shops s WHERE s.domain = of_domain
$$;

-- Door 5: the shops whose chores, redemptions or outbox wait for a worker; nothing else about them.
-- A shop that uninstalled us has only redemptions to be released.
CREATE FUNCTION shops_with_chores(as_of timestamptz)
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
             (SELECT o.changed_at FROM outbox o WHERE o.program_id = s.program_id LIMIT 1) END)
  FROM shops s
  WHERE s.installed_at IS NOT NULL
$$;

-- Door 6: a person's words leave the ledger and the decisions while the numbers and the chain stay.
-- What is left of a movement's words is the digest its link was made with: they cannot be worked
-- out of it, as the salt is gone, and the chain can still be verified. Only within the program that
-- the transaction names, and only for a member who has been sealed.
CREATE FUNCTION erase_explanations(
  of_program bigint, of_member bigint, seqs bigint[], digests text[]
) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH sealed AS (
    SELECT p.program_id, p.member_id FROM members p
    WHERE p.program_id = of_program AND p.member_id = of_member AND p.sealed_at IS NOT NULL
      AND of_program = nullif(current_setting('laurel.program_id', true), '')::bigint
  ), unsaid AS (
    UPDATE decisions d
    SET content = d.content
          || CASE WHEN d.content ? 'reason' THEN '{"reason": ""}'::jsonb ELSE '{}' END
          || CASE WHEN d.content ? 'orderName' THEN '{"orderName": ""}'::jsonb ELSE '{}' END
    FROM sealed
    WHERE d.program_id = sealed.program_id AND d.member_id = sealed.member_id
  ), erased AS (
    UPDATE movements m
    SET explanation = NULL, salt = NULL, digest = decode(g.digest, 'hex'),
        -- A refund's id is Shopify's and leads to its order.
        cause = regexp_replace(m.cause, ':refund:[^:]+', ':refund:erased')
    FROM sealed, unnest(seqs, digests) AS g(seq, digest)
    WHERE m.program_id = sealed.program_id AND m.member_id = sealed.member_id
      AND m.seq = g.seq AND m.digest IS NULL
    RETURNING 1
  )
  SELECT count(*) FROM erased
$$;

REVOKE ALL ON FUNCTION find_shop, shops_with_chores, erase_explanations FROM public;
GRANT EXECUTE ON FUNCTION find_shop, shops_with_chores, erase_explanations TO laurel_app;
