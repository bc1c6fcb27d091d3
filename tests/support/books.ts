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
      ('repay', 'available', 'repaid'), ('repay', 'repaid', 'available'))`,
  'law 1: repayments sum to zero': `
    SELECT program_id, member_id
    FROM movements CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
      AS side (account, change)
    WHERE account = 'repaid'
    GROUP BY program_id, member_id HAVING sum(change) <> 0`,
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
             sum(change) FILTER (WHERE account = 'held') AS held,
             sum(-change) FILTER (WHERE account IN ('issued', 'revoked')) AS awarded
      FROM movements CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
        AS side (account, change)
      GROUP BY program_id, member_id, lot_id)
    SELECT * FROM lots l FULL JOIN moved USING (program_id, member_id, lot_id)
    WHERE (coalesce(l.pending, 0), coalesce(l.available, 0), coalesce(l.held, 0),
           coalesce(l.awarded, 0))
      IS DISTINCT FROM (coalesce(moved.pending, 0), coalesce(moved.available, 0),
                        coalesce(moved.held, 0), coalesce(moved.awarded, 0))`,
  'law 3: held = open redemptions': `
    SELECT m.program_id, m.member_id, m.held, coalesce(sum(r.cost), 0) AS redemptions
    FROM members m
    LEFT JOIN redemptions r ON r.program_id = m.program_id AND r.member_id = m.member_id
                           AND r.status IN ('open', 'bound')
    WHERE NOT m.refold AND m.sealed_at IS NULL
    GROUP BY m.program_id, m.member_id HAVING m.held <> coalesce(sum(r.cost), 0)`,
  'law 3: each redemption is held as long as it is open': `
    SELECT program_id, member_id, redemption_id, status, sum(change) AS held
    FROM redemptions r
    JOIN members m USING (program_id, member_id)
    JOIN LATERAL (
      SELECT change
      FROM movements v CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
        AS side (account, change)
      WHERE v.program_id = r.program_id AND v.member_id = r.member_id AND account = 'held'
        AND v.cause = 'redemption:' || r.redemption_id) AS moved ON true
    WHERE NOT m.refold AND m.sealed_at IS NULL
    GROUP BY program_id, member_id, redemption_id, status, r.cost
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
  'points for a level are given once, and by a decision': `
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
    WHERE d.entries IS DISTINCT FROM v.awards`,
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
    LEFT JOIN mirrors r ON r.program_id = m.program_id AND r.key = 'card'
                       AND r.owner = 'member:' || m.member_id
    WHERE m.seq > 0 AND m.sealed_at IS NULL
      AND coalesce(o.seq, r.seq) IS DISTINCT FROM m.seq`,
  'no lot is due and still pending': `
    SELECT l.* FROM lots l JOIN members m USING (program_id, member_id)
    WHERE l.pending <> 0 AND l.matures_at IS NOT NULL AND NOT m.refold AND m.sealed_at IS NULL
      AND (m.next_due_at IS NULL OR m.next_due_at > l.matures_at)`,
  'no points outlive their date': `
    SELECT l.* FROM lots l JOIN members m USING (program_id, member_id)
    WHERE l.available > 0 AND l.expires_at IS NOT NULL AND NOT m.refold AND m.sealed_at IS NULL
      AND (m.next_due_at IS NULL OR m.next_due_at > l.expires_at)`,
};

/**
 * Fails with the law and the first rows that break it. Connects as the owner, who sees all
 * programs.
 */
export async function assertBooksBalance(ownerUrl: string): Promise<void> {
  const pool = openPool({ url: ownerUrl, max: 1, name: 'books-auditor' });
  try {
    for (const [law, query] of Object.entries(BREACHES)) {
      const { rows } = await pool.query(query);
      expect(rows.slice(0, 3), law).toEqual([]);
    }
    await assertChains(pool);
  } finally {
    await pool.end();
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
