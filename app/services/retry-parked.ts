/**
 * Tries a parked delivery again: opens the sealed original and reads it with the code of today.
 * What is readable now waits for the drain; what is not stays parked with today's reason. A
 * delivery that a bug in the drain parked was readable all along and simply waits again.
 */
import type { RetryOutcome } from '../contracts/load-context.ts';
import { type ParkedReason, reasonText } from '../contracts/parked-reason.ts';
import { readDelivery } from '../contracts/webhook-topics.ts';
import { sealBond } from './ingest-webhook.ts';
import type { JudgeParked, ParkedDelivery, ParkedVerdict, Vault } from './ports/ingest.ts';
import type { Log } from './ports/log.ts';
import type { Wake } from './ports/wake.ts';
import { wakeOrLog } from './wake-or-log.ts';

type RetryNeeds = {
  readonly judgeParked: JudgeParked;
  readonly vault: Vault;
  readonly wake: Wake;
  readonly log: Log;
};

/** The use case; see `RetryOutcome` for what may come of it. */
export function retryParked(needs: RetryNeeds) {
  const wake = wakeOrLog(needs.wake, needs.log);
  return async (programId: number, inboxId: number): Promise<RetryOutcome> => {
    const judge = (parked: ParkedDelivery): ParkedVerdict => judgeAgain(parked, needs.vault);
    const verdict = await needs.judgeParked({ programId, inboxId }, judge);
    if (verdict === null) return 'not_parked';
    if (verdict.status === 'parked') return 'still_parked';
    await wake(programId);
    return 'waiting';
  };
}

function judgeAgain(parked: ParkedDelivery, vault: Vault): ParkedVerdict {
  if (parked.sealed === null) return { status: 'waiting', observation: 'again' };
  const body = vault.unseal(parked.sealed, sealBond(parked));
  if (body === null)
    return stillParked({ code: 'unreadable_seal', detail: 'is DATA_KEY another?' });
  const projection = readDelivery(parked.topic, body, vault);
  if (!projection.ok) return stillParked(projection.reason);
  return { status: 'waiting', observation: projection.observation };
}

function stillParked(reason: ParkedReason): ParkedVerdict {
  return { status: 'parked', reason: reasonText(reason) };
}
