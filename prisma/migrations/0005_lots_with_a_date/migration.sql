-- Points that were brought with a date end on it under every program, also where new facts are
-- appended to the lots they touch alone; see app/domain/ledger/README.md.
CREATE INDEX lots_ending ON lots (program_id, member_id)
  WHERE available > 0 AND expires_at IS NOT NULL;
