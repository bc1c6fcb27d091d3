/** A figure of wrong books is worth nothing: the auditor's laws and chains, asked of everybody. */
import type pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openAudits } from '../../app/adapters/postgres/laws/open-audits.server.ts';
import { parseAuditState } from '../../app/contracts/audit-state.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { auditBooks } from '../../app/services/audit-books.ts';

/** Throws where any law does not hold of the program; answers how many movements were looked at. */
export async function refuseUnsoundBooks(pool: pg.Pool, programId: number): Promise<number> {
  const now = instant(Date.now());
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const { sha256 } = chainCrypto;
  // Its clock stands still, so one call walks over everybody.
  const audit = auditBooks({ audits: openAudits(pool), sha256, log, clock: () => now });
  const { state } = await audit({ programId, shopId: 0, domain: '' }, {}, now);
  const { breaches, lastWalk } = parseAuditState(state);
  if (breaches.length > 0) {
    const some = breaches.slice(0, 5).map(({ law, memberId }) => `${law} of ${memberId}`);
    throw new Error(`these books are not sound: ${some.join(', ')}`);
  }
  if (!lastWalk) throw new Error('the auditor did not come to an end');
  return lastWalk.movements;
}
