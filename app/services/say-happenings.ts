/**
 * What happened as lines of the log, so that somebody with nothing but the log can follow one
 * delivery: its batch names it, the order it told of and whose that is; that member's foldings and
 * the writes at Shopify that speak of them name the member and their newest movement. What happens
 * with every request says nothing here; the inbox itself remembers each delivery.
 */
import type { Log } from './ports/log.ts';
import type { Happening, Watch } from './ports/telemetry.ts';

/** Writes a line for what changed something; `npm run trace` reads these fields by their names. */
export function sayHappenings(log: Log): Watch {
  return (happening) => {
    if (happening.is === 'batch-written') sayBatch(log, happening);
    if (happening.is === 'member-folded') {
      const { programId, memberId, seq, movements } = happening;
      log.info({ programId, memberId, seq, movements, ms: msOf(happening) }, 'Folded again.');
    }
    if (happening.is === 'shopify-asked' && happening.effect !== 'read') {
      const { programId, shopId, lane, operation, outcome, members } = happening;
      const told = members.map(({ memberId, seq }) => [memberId, seq]);
      const fields = { programId, shopId, lane, operation, outcome, ms: msOf(happening) };
      log.info(told.length === 0 ? fields : { ...fields, members: told }, 'Shopify was asked.');
    }
  };
}

function sayBatch(log: Log, happening: Extract<Happening, { is: 'batch-written' }>): void {
  const { batch, programId, members, movements } = happening;
  const deliveries = happening.deliveries.map((done) => [
    done.deliveryId,
    done.orderKey,
    done.memberId,
  ]);
  if (deliveries.length === 0 && movements === 0) return;
  const fields = { batch, programId, deliveries, members, movements, ms: msOf(happening) };
  log.info(fields, 'A batch is in the books.');
}

function msOf({ from, to }: { readonly from: number; readonly to: number }): number {
  return to - from;
}
