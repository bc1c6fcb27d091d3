-- The loyalty language: points expire, are brought along, are forgiven; tiers give points; what
-- staff adjusted is undone. See docs/language.md.

ALTER TABLE movements DROP CONSTRAINT movements_known;
ALTER TABLE movements ADD CONSTRAINT movements_known CHECK (
  (kind,
   CASE WHEN reversed THEN to_account ELSE from_account END,
   CASE WHEN reversed THEN from_account ELSE to_account END) IN (
    ('award', 'issued', 'pending'), ('award', 'issued', 'available'),
    ('import', 'issued', 'available'),
    ('mature', 'pending', 'available'),
    ('claw-back', 'pending', 'revoked'), ('claw-back', 'available', 'revoked'),
    ('hold', 'available', 'held'), ('settle', 'held', 'spent'), ('release', 'held', 'available'),
    ('return', 'spent', 'available'),
    ('expire', 'available', 'expired'),
    ('adjust', 'adjusted', 'available'), ('adjust', 'available', 'adjusted'),
    ('repay', 'available', 'repaid'), ('repay', 'repaid', 'available'),
    ('forgive', 'adjusted', 'available')));

ALTER TABLE decisions DROP CONSTRAINT decisions_kind_check;
ALTER TABLE decisions ADD CONSTRAINT decisions_kind_check CHECK (
  kind IN ('hold', 'settle', 'release', 'charge', 'adjust', 'undo', 'import', 'entry'));

-- The level of the tiers by all that was folded so far; null where there are no tiers.
ALTER TABLE members ADD COLUMN tier text;

-- Door 6 again: the id of a charge-back is erased as a refund's is.
CREATE OR REPLACE FUNCTION erase_explanations(
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
        -- A refund's or a charge-back's id is Shopify's and leads to its order.
        cause = regexp_replace(
          m.cause, ':(refund|chargeback|chargeback-won):[^:]+', ':\1:erased')
    FROM sealed, unnest(seqs, digests) AS g(seq, digest)
    WHERE m.program_id = sealed.program_id AND m.member_id = sealed.member_id
      AND m.seq = g.seq AND m.digest IS NULL
    RETURNING 1
  )
  SELECT count(*) FROM erased
$$;
