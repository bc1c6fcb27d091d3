/**
 * Whether the books balance: the laws of docs/architecture.md asked of the database itself, in SQL
 * written apart from the code under test, and every member's chain verified link by link.
 */
import type pg from 'pg';
import { expect } from 'vitest';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { readLinks } from '../../app/adapters/postgres/load-member.server.ts';
import { openPool } from '../../app/adapters/postgres/pool.server.ts';
import { verifyChain } from '../../app/services/verify-chain.ts';
import { breachesOf } from './audit.ts';

/** Who has everything of a member named `m`. */
const PERSON = 'coalesce(m.root_id, m.member_id)';

/** Each law as a query that answers the rows that break it. */
const BREACHES: Readonly<Record<string, string>> = {
  'law 1: only the listed moves exist': `
    SELECT * FROM movements
    WHERE (kind, CASE WHEN reversed THEN to_account ELSE from_account END,
                 CASE WHEN reversed THEN from_account ELSE to_account END) NOT IN (
      ('award', 'issued', 'pending'), ('award', 'issued', 'available'),
      ('mature', 'pending', 'available'), ('claw-back', 'pending', 'revoked'),
      ('claw-back', 'available', 'revoked'), ('hold', 'available', 'held'),
      ('settle', 'held', 'spent'), ('release', 'held', 'available'),
      ('return', 'spent', 'available'), ('adjust', 'adjusted', 'available'),
      ('adjust', 'available', 'adjusted'), ('import', 'issued', 'available'),
      ('expire', 'available', 'expired'), ('forgive', 'adjusted', 'available'),
      ('repay', 'available', 'repaid'), ('repay', 'repaid', 'available'),
      ('transfer', 'pending', 'transferred'), ('transfer', 'transferred', 'pending'),
      ('transfer', 'available', 'transferred'), ('transfer', 'transferred', 'available'),
      ('transfer', 'held', 'transferred'), ('transfer', 'transferred', 'held'))`,
  'law 1: repayments sum to zero, of all who are one together': `
    SELECT program_id, ${PERSON}
    FROM movements JOIN members m USING (program_id, member_id)
    CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
      AS side (account, change)
    WHERE account = 'repaid' AND NOT m.refold
    GROUP BY program_id, ${PERSON} HAVING sum(change) <> 0`,
  'law 1: what one hands on to another sums to zero, lot by lot': `
    SELECT program_id, lot_id, cause
    FROM movements CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
      AS side (account, change)
    WHERE account = 'transferred'
    GROUP BY program_id, lot_id, cause HAVING sum(change) <> 0`,
  'who was merged holds nothing': `
    SELECT l.* FROM lots l JOIN members m USING (program_id, member_id)
    WHERE m.root_id <> m.member_id AND NOT m.refold
      AND (l.pending, l.available, l.held, l.awarded) <> (0, 0, 0, 0)`,
  'who was merged has no tier, and nothing falls due': `
    SELECT m.* FROM members m
    WHERE m.root_id <> m.member_id AND NOT m.refold
      AND (m.tier IS NOT NULL OR m.next_due_at IS NOT NULL OR m.next_fact_at IS NOT NULL)`,
  'headers name the roots that the merges make': `
    WITH RECURSIVE way AS (
      SELECT program_id, member_id, member_id AS so_far FROM members
      UNION
      SELECT way.program_id, way.member_id, g.into_member_id
      FROM way JOIN merges g ON g.program_id = way.program_id
                            AND g.from_member_id = way.so_far AND g.undone_at IS NULL
    ), root AS (
      SELECT program_id, member_id, so_far AS root_id FROM way w
      WHERE NOT EXISTS (SELECT FROM merges g WHERE g.program_id = w.program_id
                          AND g.from_member_id = w.so_far AND g.undone_at IS NULL)
    ), sized AS (
      SELECT *, count(*) OVER (PARTITION BY program_id, root_id) AS size FROM root)
    SELECT m.member_id, m.root_id, s.root_id AS should FROM members m
    JOIN sized s USING (program_id, member_id)
    WHERE m.root_id IS DISTINCT FROM CASE WHEN s.size > 1 THEN s.root_id END`,
  'law 2: balance = movements': `
    WITH moved AS (
      SELECT program_id, member_id,
             sum(change) FILTER (WHERE account = 'pending') AS pending,
             sum(change) FILTER (WHERE account = 'available') AS available,
             sum(change) FILTER (WHERE account = 'held') AS held
      FROM movements CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
        AS side (account, change)
      GROUP BY program_id, member_id)
    SELECT m.program_id, m.member_id, m.pending, moved.pending AS moved_pending, m.available,
           moved.available AS moved_available
    FROM members m LEFT JOIN moved USING (program_id, member_id)
    WHERE (m.pending, m.available, m.held) IS DISTINCT FROM
          (coalesce(moved.pending, 0), coalesce(moved.available, 0), coalesce(moved.held, 0))`,
  'law 2: balance = lots': `
    SELECT m.program_id, m.member_id, m.pending, m.available, m.held
    FROM members m LEFT JOIN lots l USING (program_id, member_id)
    GROUP BY m.program_id, m.member_id
    HAVING (m.pending, m.available, m.held) IS DISTINCT FROM
           (coalesce(sum(l.pending), 0), coalesce(sum(l.available), 0), coalesce(sum(l.held), 0))`,
  'law 2: each lot = its movements': `
    WITH moved AS (
      SELECT program_id, member_id, lot_id,
             sum(change) FILTER (WHERE account = 'pending') AS pending,
             sum(change) FILTER (WHERE account = 'available') AS available,
             sum(change) FILTER (WHERE account = 'held') AS held
      FROM movements CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
        AS side (account, change)
      GROUP BY program_id, member_id, lot_id)
    SELECT * FROM lots l FULL JOIN moved USING (program_id, member_id, lot_id)
    WHERE (coalesce(l.pending, 0), coalesce(l.available, 0), coalesce(l.held, 0))
      IS DISTINCT FROM
          (coalesce(moved.pending, 0), coalesce(moved.available, 0), coalesce(moved.held, 0))`,
  'law 2: what a lot was awarded = its movements, of all who are one together': `
    WITH moved AS (
      SELECT program_id, ${PERSON} AS person, lot_id, sum(-change) AS awarded
      FROM movements JOIN members m USING (program_id, member_id)
      CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
        AS side (account, change)
      WHERE account IN ('issued', 'revoked') AND NOT (m.refold AND m.root_id IS NOT NULL)
      GROUP BY 1, 2, 3
    ), kept AS (
      SELECT program_id, ${PERSON} AS person, lot_id, sum(awarded) AS awarded
      FROM lots JOIN members m USING (program_id, member_id)
      WHERE NOT (m.refold AND m.root_id IS NOT NULL)
      GROUP BY 1, 2, 3)
    SELECT * FROM kept FULL JOIN moved USING (program_id, person, lot_id)
    WHERE coalesce(kept.awarded, 0) <> coalesce(moved.awarded, 0)`,
  'law 3: held = open redemptions': `
    WITH people AS (
      SELECT program_id, ${PERSON} AS person, sum(m.held) AS held FROM members m
      GROUP BY 1, 2 HAVING NOT bool_or(m.refold) AND bool_and(m.sealed_at IS NULL)
    ), reserved AS (
      SELECT program_id, ${PERSON} AS person, sum(r.cost) AS cost
      FROM redemptions r JOIN members m USING (program_id, member_id)
      WHERE r.status IN ('open', 'bound') GROUP BY 1, 2)
    SELECT * FROM people LEFT JOIN reserved USING (program_id, person)
    WHERE held <> coalesce(cost, 0)`,
  'law 3: each redemption is held as long as it is open': `
    SELECT r.program_id, r.member_id, redemption_id, status, sum(change) AS held
    FROM redemptions r
    JOIN members m USING (program_id, member_id)
    JOIN members g ON g.program_id = r.program_id
                  AND (g.member_id = m.member_id OR g.root_id = m.root_id)
    JOIN LATERAL (
      SELECT change
      FROM movements v CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
        AS side (account, change)
      WHERE v.program_id = r.program_id AND v.member_id = g.member_id AND account = 'held'
        AND v.cause = 'redemption:' || r.redemption_id) AS moved ON true
    WHERE NOT m.refold AND NOT g.refold AND m.sealed_at IS NULL
    GROUP BY r.program_id, r.member_id, redemption_id, status, r.cost
    HAVING sum(change) <> CASE WHEN status IN ('open', 'bound') THEN r.cost ELSE 0 END`,
  'a code is given once': `
    SELECT r.program_id, r.code FROM redemptions r
    LEFT JOIN codes c ON c.program_id = r.program_id AND c.code = r.code
    WHERE c.status IN ('minting', 'ready')`,
  'law 4: nothing is negative but a debt': `
    SELECT * FROM lots WHERE pending < 0 OR held < 0 OR awarded < 0`,
  'law 6: every award names one fact and one rule': `
    SELECT * FROM movements
    WHERE kind IN ('award', 'claw-back') AND digest IS NULL
      AND (explanation->>'version' IS NULL OR NOT CASE explanation->>'type'
             WHEN 'order' THEN cause LIKE 'order:%:%' AND explanation ? 'rule'
             WHEN 'activity' THEN cause LIKE 'activity:%' AND explanation ? 'rule'
             WHEN 'entry' THEN cause = 'entry:' || (explanation->>'tierId')
             ELSE false END)`,
  'points for a level are given once, and by a decision, to who was never merged': `
    SELECT m.program_id, m.member_id, d.entries, v.awards
    FROM members m
    CROSS JOIN LATERAL (
      SELECT array_agg(content->>'levelId' ORDER BY content->>'levelId') AS entries
      FROM decisions d
      WHERE d.program_id = m.program_id AND d.member_id = m.member_id AND d.kind = 'entry') AS d
    CROSS JOIN LATERAL (
      SELECT array_agg(substr(lot_id, 7) ORDER BY substr(lot_id, 7)) AS awards
      FROM movements v
      WHERE v.program_id = m.program_id AND v.member_id = m.member_id AND v.kind = 'award'
        AND NOT v.reversed AND v.lot_id LIKE 'entry:%') AS v
    WHERE d.entries IS DISTINCT FROM v.awards
      AND NOT EXISTS (SELECT FROM merges g
                      WHERE g.program_id = m.program_id
                        AND m.member_id IN (g.from_member_id, g.into_member_id))`,
  'words are erased whole, and of sealed members alone': `
    SELECT v.* FROM movements v JOIN members m USING (program_id, member_id)
    WHERE (v.digest IS NULL) <> (m.sealed_at IS NULL)
       OR (v.digest IS NULL) = (v.explanation IS NULL OR v.salt IS NULL)`,
  'numbers without a gap': `
    SELECT m.program_id, m.member_id, m.seq, count(v.seq)
    FROM members m LEFT JOIN movements v USING (program_id, member_id)
    GROUP BY m.program_id, m.member_id
    HAVING m.seq <> count(v.seq) OR m.seq <> coalesce(max(v.seq), 0)`,
  'the world was told of the newest': `
    SELECT m.program_id, m.member_id FROM members m
    LEFT JOIN outbox o ON o.program_id = m.program_id AND o.topic = 'member'
                      AND o.key = m.member_id::text
    LEFT JOIN dead_letters d ON d.program_id = m.program_id AND d.topic = 'member'
                            AND d.key = m.member_id::text
    LEFT JOIN mirrors r ON r.program_id = m.program_id AND r.key = 'card'
                       AND r.owner = 'member:' || m.member_id
    WHERE m.seq > 0 AND m.sealed_at IS NULL AND (m.root_id IS NULL OR m.root_id = m.member_id)
      AND coalesce(o.seq, d.seq, r.seq) IS DISTINCT FROM m.seq`,
  'no lot is due and still pending': `
    SELECT l.* FROM lots l JOIN members m USING (program_id, member_id)
    WHERE l.pending <> 0 AND l.matures_at IS NOT NULL AND NOT m.refold AND m.sealed_at IS NULL
      AND (m.next_due_at IS NULL OR m.next_due_at > l.matures_at)`,
  'no points outlive their date': `
    SELECT l.* FROM lots l JOIN members m USING (program_id, member_id)
    WHERE l.available > 0 AND l.expires_at IS NOT NULL AND NOT m.refold AND m.sealed_at IS NULL
      AND (m.next_due_at IS NULL OR m.next_due_at > l.expires_at)`,
};

// Whole tables are joined here, and fresh ones have no statistics: comparing each row with each
// would take longer than the test. What is forbidden is reckoned dear, and a server that compiles
// dear statements would compile each of these for a second.
const WHOLE_TABLES = 'SET enable_nestloop = off; SET jit = off';

/**
 * Fails with the law and the first rows that break it. Connects as the owner, who sees all
 * programs.
 */
export async function assertBooksBalance(ownerUrl: string): Promise<void> {
  const pool = openPool({ url: ownerUrl, max: 1, name: 'books-auditor' });
  try {
    await pool.query(WHOLE_TABLES);
    for (const [law, query] of Object.entries(BREACHES)) {
      const { rows } = await pool.query(query);
      expect(rows.slice(0, 3), law).toEqual([]);
    }
    await assertChains(pool);
    await assertNoBreach(pool);
  } finally {
    await pool.end();
  }
}

/** The audit of production has nothing to say either. */
async function assertNoBreach(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ program_id: number }>('SELECT program_id FROM programs');
  for (const { program_id: programId } of rows) {
    expect(await breachesOf(pool, programId), 'the audit').toEqual([]);
  }
}

async function assertChains(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{
      program_id: number;
      member_id: number;
      seq: number;
      chain: string;
    }>("SELECT program_id, member_id, seq, encode(chain, 'hex') AS chain FROM members");
    for (const { program_id: programId, member_id: memberId, ...header } of rows) {
      const links = await readLinks(client, programId, memberId);
      const verdict = verifyChain(links, header, chainCrypto.sha256);
      expect(verdict, `chain of member ${memberId}`).toEqual({ ok: true, links: header.seq });
    }
  } finally {
    client.release();
  }
}

/** Net position per (customer, lot, account), free of our own numbers: what law 8 promises. */
export async function netPositions(ownerUrl: string): Promise<Record<string, number>> {
  const pool = openPool({ url: ownerUrl, max: 1, name: 'books-auditor' });
  try {
    await pool.query(WHOLE_TABLES);
    const { rows } = await pool.query<{ place: string; net: string | number }>(`
      SELECT concat_ws(' ', m.customer_id, coalesce(o.order_id, v.lot_id), account) AS place,
             sum(change) AS net
      FROM movements v
      JOIN members m USING (program_id, member_id)
      LEFT JOIN orders o ON o.program_id = v.program_id
                        AND 'order:' || o.order_key = v.lot_id
      CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
        AS side (account, change)
      GROUP BY 1 HAVING sum(change) <> 0 ORDER BY 1`);
    return Object.fromEntries(rows.map(({ place, net }) => [place, Number(net)]));
  } finally {
    await pool.end();
  }
}
