/** A figure of wrong books is worth nothing: the auditor's laws and chains, asked of everybody. */
import type pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openAudits } from '../../app/adapters/postgres/laws/open-audits.server.ts';
import { parseAuditState } from '../../app/contracts/audit-state.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { auditBooks } from '../../app/services/audit-books.ts';

/** Throws where any law does not hold of the program; answers how many movements were looked at. */
export async function refuseUnsoundBooks(pool: pg.Pool, programId: number): Promise<number> {
  return await audit(pool, programId, { state: {}, now: instant(Date.now()) });
}

/** The same of those whose movements were posted since that instant (ms), and of nobody else. */
export async function refuseUnsoundNews(
  pool: pg.Pool,
  programId: number,
  since: number,
): Promise<number> {
  // What was posted in the last two minutes is left to the next pass: this one comes later.
  const now = instant(Date.now() + LATER_MS);
  const lastWalk = { finishedAt: now, members: 0, movements: 0 };
  return await audit(pool, programId, {
    state: { ...parseAuditState({}), postedTo: since - 1, lastWalk },
    now,
  });
}

const LATER_MS = 3 * 60_000;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function audit(
  pool: pg.Pool,
  programId: number,
  { state, now }: { readonly state: unknown; readonly now: Instant },
): Promise<number> {
  // Its clock stands still, so one call comes to the end.
  const needs = { audits: openAudits(pool), sha256: chainCrypto.sha256, log, clock: () => now };
  const outcome = await auditBooks(needs)({ programId, shopId: 0, domain: '' }, state, now);
  const { breaches, lastPass, lastWalk } = parseAuditState(outcome.state);
  if (breaches.length > 0) {
    const some = breaches.slice(0, 5).map(({ law, memberId }) => `${law} of ${memberId}`);
    throw new Error(`these books are not sound: ${some.join(', ')}`);
  }
  const movements = lastPass?.movements ?? lastWalk?.movements ?? 0;
  if (movements === 0) throw new Error('the auditor looked at no movement');
  return movements;
}
