/**
 * What laws of members are asked over: the members `$2` of program `$1`, who come as whole groups,
 * with their movements and lots. Each table is read once by its key, whatever number of laws looks
 * at it: `moved` sums a member's movements lot by lot, and notes beside the sums whether any of
 * them is not what it should be.
 *
 * A table written as `asked` … `promised` stays small: a step has some thousands of rows.
 */
export const BOOKS_ASKED = `
  WITH asked AS MATERIALIZED (
    SELECT m.member_id, m.shop_id, m.customer_id, m.pending, m.available, m.held, m.seq, m.refold,
           m.tier, m.tier_memory, m.next_due_at, m.next_fact_at, m.root_id,
           m.sealed_at IS NOT NULL AS sealed,
           coalesce(m.root_id, m.member_id) AS person
    FROM unnest($2::bigint[]) AS one (member_id)
    CROSS JOIN LATERAL (
      SELECT * FROM members h WHERE h.program_id = $1 AND h.member_id = one.member_id
      OFFSET 0) AS m
  ), people AS MATERIALIZED (
    -- While any of them is to be folded again, what they are together is not yet told.
    SELECT person, bool_or(refold) AS refold, bool_or(sealed) AS sealed, sum(held) AS held
    FROM asked GROUP BY person
  ), moved AS MATERIALIZED (
    SELECT a.member_id, v.lot_id, count(*) AS lines, max(v.seq) AS newest,
           sum(CASE v.to_account WHEN 'pending' THEN v.points ELSE 0 END
               - CASE v.from_account WHEN 'pending' THEN v.points ELSE 0 END) AS pending,
           sum(CASE v.to_account WHEN 'available' THEN v.points ELSE 0 END
               - CASE v.from_account WHEN 'available' THEN v.points ELSE 0 END) AS available,
           sum(CASE v.to_account WHEN 'held' THEN v.points ELSE 0 END
               - CASE v.from_account WHEN 'held' THEN v.points ELSE 0 END) AS held,
           sum(CASE WHEN v.from_account IN ('issued', 'revoked') THEN v.points ELSE 0 END
               - CASE WHEN v.to_account IN ('issued', 'revoked') THEN v.points ELSE 0 END)
             AS awarded,
           sum(CASE v.to_account WHEN 'repaid' THEN v.points ELSE 0 END
               - CASE v.from_account WHEN 'repaid' THEN v.points ELSE 0 END) AS repaid,
           sum(CASE v.to_account WHEN 'transferred' THEN v.points ELSE 0 END
               - CASE v.from_account WHEN 'transferred' THEN v.points ELSE 0 END) AS transferred,
           count(v.digest) AS erased,
           count(*) FILTER (WHERE (v.digest IS NULL) = (v.explanation IS NULL OR v.salt IS NULL))
             AS half_erased,
           bool_or(v.points <= 0 OR v.kind || CASE WHEN v.reversed
                     THEN ':' || v.to_account || ':' || v.from_account
                     ELSE ':' || v.from_account || ':' || v.to_account END NOT IN (
             'award:issued:pending', 'award:issued:available', 'import:issued:available',
             'mature:pending:available', 'claw-back:pending:revoked',
             'claw-back:available:revoked', 'hold:available:held', 'settle:held:spent',
             'release:held:available', 'return:spent:available', 'expire:available:expired',
             'adjust:adjusted:available', 'adjust:available:adjusted',
             'repay:available:repaid', 'repay:repaid:available', 'forgive:adjusted:available',
             'transfer:pending:transferred', 'transfer:available:transferred',
             'transfer:held:transferred', 'transfer:transferred:pending',
             'transfer:transferred:available', 'transfer:transferred:held')) AS strange,
           bool_or(v.reversed AND (v.corrects IS NULL OR v.corrects >= v.seq)
                   OR v.corrects >= v.seq) AS misnamed,
           bool_or(v.kind IN ('award', 'claw-back') AND v.digest IS NULL AND NOT coalesce(
             v.explanation ? 'version' AND CASE v.explanation->>'type'
               WHEN 'order' THEN v.cause LIKE 'order:%:%' AND v.explanation ? 'rule'
               WHEN 'activity' THEN v.cause LIKE 'activity:%' AND v.explanation ? 'rule'
               WHEN 'entry' THEN v.cause = 'entry:' || (v.explanation->>'tierId')
               ELSE false END, false)) AS unexplained
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT * FROM movements r WHERE r.program_id = $1 AND r.member_id = a.member_id
      OFFSET 0) AS v
    GROUP BY a.member_id, v.lot_id
  ), kept AS MATERIALIZED (
    SELECT a.member_id, l.lot_id, l.version, l.awarded, l.pending, l.available, l.held,
           l.matures_at, l.expires_at
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT * FROM lots r WHERE r.program_id = $1 AND r.member_id = a.member_id
      OFFSET 0) AS l
  ), decided AS MATERIALIZED (
    SELECT a.member_id, a.person, d.kind, d.redemption_id, d.content->>'id' AS id,
           d.content->>'levelId' AS level_id
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT * FROM decisions r WHERE r.program_id = $1 AND r.member_id = a.member_id
      OFFSET 0) AS d
  ), promised AS MATERIALIZED (
    SELECT a.member_id, a.person, r.redemption_id, r.status, r.cost, r.code
    FROM asked a
    CROSS JOIN LATERAL (
      SELECT * FROM redemptions o WHERE o.program_id = $1 AND o.member_id = a.member_id
      OFFSET 0) AS r
  )`;
