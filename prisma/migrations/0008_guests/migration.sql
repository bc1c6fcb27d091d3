-- Guests who join: a customer proved an e-mail to be theirs, so the orders that wait under it may
-- be too. See docs/language.md §13.

CREATE TABLE email_claims (
  program_id   bigint NOT NULL,
  claim_id     bigint GENERATED ALWAYS AS IDENTITY,
  shop_id      bigint NOT NULL,
  -- As orders of guests have it: a keyed hash.
  email_hash   text NOT NULL,
  -- Shopify's; a member is made of them once an order is theirs.
  customer_id  text NOT NULL,
  at           timestamptz(3) NOT NULL,
  PRIMARY KEY (program_id, claim_id),
  UNIQUE (program_id, shop_id, email_hash, customer_id),
  FOREIGN KEY (program_id, shop_id) REFERENCES shops
);

ALTER TABLE email_claims ENABLE ROW LEVEL SECURITY;
ALTER TABLE email_claims FORCE ROW LEVEL SECURITY;
CREATE POLICY own_program ON email_claims FOR ALL TO laurel_app
  USING (program_id = nullif(current_setting('laurel.program_id', true), '')::bigint);
CREATE POLICY owner_doors ON email_claims FOR ALL TO laurel_owner USING (true);
ALTER TABLE email_claims ALTER COLUMN program_id SET STATISTICS 0;
GRANT SELECT, INSERT, UPDATE, DELETE ON email_claims TO laurel_app;

-- What is said of customers is a notice too.
DROP INDEX inbox_notices;
CREATE INDEX inbox_notices ON inbox (program_id, shop_id, inbox_id)
  WHERE topic IN ('app/uninstalled', 'app/scopes_update', 'shop/update', 'bulk_operations/finish',
                  'customers/data_request', 'customers/redact', 'customers/merge',
                  'customers/create', 'customers/update', 'shop/redact');
