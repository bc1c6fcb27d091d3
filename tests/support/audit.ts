/** The audit of production over the books of a test: all it finds, and nothing it keeps. */
import type pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { openAudits } from '../../app/adapters/postgres/laws/open-audits.server.ts';
import { parseAuditState } from '../../app/contracts/audit-state.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { auditBooks } from '../../app/services/audit-books.ts';
import type { Log } from '../../app/services/ports/log.ts';
import { silentLog } from './drain-shop.ts';

/** The chore, whole: steps are not cut short, as no time passes while it runs. */
export function auditor(pool: pg.Pool, log: Log = silentLog) {
  return async (programId: number, state: unknown, asOf: Instant) => {
    const { sha256 } = chainCrypto;
    const audit = auditBooks({ audits: openAudits(pool), sha256, log, clock: () => asOf });
    const shop = { programId, shopId: 0, domain: '' };
    const outcome = await audit(shop, state, asOf);
    return { ...outcome, state: parseAuditState(outcome.state) };
  };
}

/** Which laws a look at everybody finds broken, and for whom: `law member key`. */
export async function breachesOf(pool: pg.Pool, programId: number): Promise<string[]> {
  const { state } = await auditor(pool)(programId, {}, instant(Date.now()));
  return state.breaches.map(({ law, memberId, key }) => `${law} ${memberId} ${key}`);
}
