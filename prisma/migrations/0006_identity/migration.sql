-- Members who are one: merges, what they hand on, and levels that staff give. See docs/language.md
-- §13 and app/domain/identity/README.md.

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
    ('forgive', 'adjusted', 'available'),
    ('transfer', 'pending', 'transferred'), ('transfer', 'transferred', 'pending'),
    ('transfer', 'available', 'transferred'), ('transfer', 'transferred', 'available'),
    ('transfer', 'held', 'transferred'), ('transfer', 'transferred', 'held')));

ALTER TABLE decisions DROP CONSTRAINT decisions_kind_check;
ALTER TABLE decisions ADD CONSTRAINT decisions_kind_check CHECK (
  kind IN ('hold', 'settle', 'release', 'charge', 'adjust', 'undo', 'import', 'entry', 'grant'));

-- Who was merged into whom, since when by our clock; withdrawn once undone_at is set, and kept.
CREATE TABLE merges (
  program_id     bigint NOT NULL,
  merge_id       bigint GENERATED ALWAYS AS IDENTITY,
  from_member_id bigint NOT NULL,
  into_member_id bigint NOT NULL CHECK (into_member_id <> from_member_id),
  at             timestamptz(3) NOT NULL,
  undone_at      timestamptz(3),
  -- Who of the staff withdrew it.
  undone_by      text,
  PRIMARY KEY (program_id, merge_id),
  FOREIGN KEY (program_id, from_member_id) REFERENCES members,
  FOREIGN KEY (program_id, into_member_id) REFERENCES members
);
-- Nobody is merged twice at a time.
CREATE UNIQUE INDEX merges_standing ON merges (program_id, from_member_id)
  WHERE undone_at IS NULL;

ALTER TABLE merges ENABLE ROW LEVEL SECURITY;
ALTER TABLE merges FORCE ROW LEVEL SECURITY;
CREATE POLICY own_program ON merges FOR ALL TO laurel_app
  USING (program_id = nullif(current_setting('laurel.program_id', true), '')::bigint);
CREATE POLICY owner_doors ON merges FOR ALL TO laurel_owner USING (true);
ALTER TABLE merges ALTER COLUMN program_id SET STATISTICS 0;
GRANT SELECT, INSERT, UPDATE ON merges TO laurel_app;

-- Who has everything of a member's: the same for all of a group, the root's own id included. Null:
-- the member is alone. What the merges say, kept here so that a header read under its lock tells.
ALTER TABLE members ADD COLUMN root_id bigint;
CREATE INDEX members_of_root ON members (program_id, root_id) WHERE root_id IS NOT NULL;
