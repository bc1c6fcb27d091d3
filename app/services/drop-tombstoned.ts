/**
 * Whoever was erased stays so, whatever comes in later: what is told of a buried order is heard by
 * nobody, and an order of a buried customer is nobody's. Costs nothing while there is no tombstone:
 * the claim itself says whether there are any.
 */
import type { Observation } from '../contracts/observation.ts';
import type { ClaimedRow, OpenBooks } from './ports/drain.ts';
import type { Buried } from './ports/intake.ts';

/** The rows that may be merged; the others are done all the same. */
export async function dropTombstoned(
  open: Pick<OpenBooks, 'findBuried'>,
  rows: readonly ClaimedRow[],
): Promise<readonly ClaimedRow[]> {
  if (!rows.some(({ guarded }) => guarded)) return rows;
  const buried = await open.findBuried(rows.flatMap(namesIn));
  if (buried.length === 0) return rows;
  const keys = new Set(buried.map((name) => keyOf(name.shopId, name)));
  const isBuried = (shopId: number, name: Buried) => keys.has(keyOf(shopId, name));
  return rows
    .filter(({ shopId, observation }) => {
      return !isBuried(shopId, { kind: 'order', id: observation.orderId });
    })
    .map((row) => {
      const id = customerOf(row.observation);
      return id !== null && isBuried(row.shopId, { kind: 'customer', id }) ? ofNobody(row) : row;
    });
}

function namesIn({ shopId, observation }: ClaimedRow): (Buried & { readonly shopId: number })[] {
  const id = customerOf(observation);
  return [
    { shopId, kind: 'order', id: observation.orderId },
    ...(id === null ? [] : [{ shopId, kind: 'customer', id } as const]),
  ];
}

function customerOf(observation: Observation): string | null {
  return observation.type === 'order' ? observation.snapshot.customerId : null;
}

/** The digest was made with the customer's id in it; what is left of it only breaks ties. */
function ofNobody(row: ClaimedRow): ClaimedRow {
  const { observation } = row;
  if (observation.type !== 'order') return row;
  const nobody = { customerId: null, emailHash: null, customerTags: null };
  const snapshot = { ...observation.snapshot, ...nobody, digest: '' };
  return { ...row, observation: { ...observation, snapshot } };
}

const keyOf = (shopId: number, { kind, id }: Buried): string => `${shopId} ${kind} ${id}`;
