-- How many codes of a discount are held ready, and when they were last filled up: a pool that runs
-- low soon after is made larger (app/services/pool-size.ts).
ALTER TABLE reward_discounts
  ADD COLUMN pool_size integer NOT NULL DEFAULT 60 CHECK (pool_size BETWEEN 60 AND 2000),
  ADD COLUMN filled_at timestamptz(3);
