/**
 * Tries a parked delivery again: opens the sealed original and reads it with the code of today.
 * What is readable now waits for the drain; what is not stays parked with today's reason. A
 * delivery that a bug in the drain parked was readable all along and simply waits again.
 */
import type { RetryOutcome } from '../contracts/load-context.ts';
import { readDelivery } from '../contracts/webhook-topics.ts';
import { sealBond } from './ingest-webhook.ts';
import type { JudgeParked, Log, ParkedDelivery, ParkedVerdict, Vault, Wake } from './ports.ts';

export type RetryNeeds = {
  readonly judgeParked: JudgeParked;
  readonly vault: Vault;
  readonly wake: Wake;
  readonly log: Log;
};

/** The use case; see `RetryOutcome` for what may come of it. */
export function retryParked(needs: RetryNeeds) {
  return async (programId: number, inboxId: number): Promise<RetryOutcome> => {
    const judge = (parked: ParkedDelivery): ParkedVerdict => judgeAgain(parked, needs.vault);
    const verdict = await needs.judgeParked({ programId, inboxId }, judge);
    if (verdict === null) return 'not_parked';
    if (verdict.status === 'parked') return 'still_parked';
    await needs.wake(programId).catch((error: unknown) => {
      needs.log.warn({ programId, error: String(error) }, 'A wake-up failed; the sweep will do.');
    });
    return 'waiting';
  };
}

function judgeAgain(parked: ParkedDelivery, vault: Vault): ParkedVerdict {
  if (parked.sealed === null) return { status: 'waiting', observation: 'again' };
  const body = vault.unseal(parked.sealed, sealBond(parked));
  if (body === null) return { status: 'parked', reason: 'unreadable_seal: is DATA_KEY another?' };
  const projection = readDelivery(parked.topic, body, vault);
  if (!projection.ok) return { status: 'parked', reason: projection.reason };
  return { status: 'waiting', observation: projection.observation };
}
