-- The least that could do each job. No tenants, no row-level security, no explanations; nothing
-- here may be slowed, and nothing here is used by the product.

CREATE SCHEMA yardstick;

-- Y1: a webhook kept as it came, found again by its delivery id. Its body is not compressed: that
-- would cost a tenth of the rate.
CREATE TABLE yardstick.webhooks (
  delivery_id text PRIMARY KEY,
  topic       text NOT NULL,
  body        text STORAGE EXTERNAL NOT NULL
);

-- Y2: an award as a whole double entry. A fact is awarded once; both sides are written; the
-- member's balance follows. The other side's balance is derived: a row that all awards share would
-- halve the rate.
CREATE TABLE yardstick.awards (
  award_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  fact_id   text NOT NULL UNIQUE,
  at        timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE yardstick.entries (
  award_id  bigint NOT NULL,
  account   text NOT NULL,
  points    bigint NOT NULL,
  PRIMARY KEY (award_id, account)
);
CREATE TABLE yardstick.balances (
  member_id bigint PRIMARY KEY,
  pending   bigint NOT NULL,
  available bigint NOT NULL,
  held      bigint NOT NULL
) WITH (fillfactor = 70);

CREATE FUNCTION yardstick.award(fact text, member bigint, amount bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE new_award bigint;
BEGIN
  INSERT INTO yardstick.awards (fact_id) VALUES (fact)
  ON CONFLICT DO NOTHING RETURNING award_id INTO new_award;
  IF new_award IS NULL THEN RETURN NULL; END IF;
  INSERT INTO yardstick.entries (award_id, account, points)
  VALUES (new_award, 'issued', -amount), (new_award, 'member:' || member, amount);
  UPDATE yardstick.balances SET available = available + amount WHERE member_id = member;
  RETURN new_award;
END $$;

GRANT USAGE ON SCHEMA yardstick TO laurel_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA yardstick TO laurel_app;
