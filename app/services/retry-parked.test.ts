import { describe, expect, it } from 'vitest';
import { orderBody } from '../../tests/support/shopify-samples.ts';
import { sealBond } from './ingest-webhook.ts';
import { retryParked } from './retry-parked.ts';
import type { ParkedDelivery, ParkedVerdict, Vault } from './ports/ingest.ts';
import type { Log } from './ports/log.ts';

const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** Seals by writing the bond in front; opens for the same bond only. */
const vault: Vault = {
  emailHash: () => 'e-mail hash',
  digest: () => 'digest',
  seal: (bytes, bond) => Buffer.concat([Buffer.from(`${bond}|`), bytes]),
  unseal: (sealed, bond) => {
    const front = Buffer.from(`${bond}|`);
    const isBound = front.equals(sealed.subarray(0, front.length));
    return isBound ? sealed.subarray(front.length) : null;
  },
};

function parked(topic: string, body: Uint8Array, of = 'delivery-1'): ParkedDelivery {
  return {
    topic,
    deliveryId: 'delivery-1',
    sealed: vault.seal(body, sealBond({ topic, deliveryId: of })),
  };
}

async function retry(row: ParkedDelivery | null) {
  const verdicts: ParkedVerdict[] = [];
  const woken: number[] = [];
  const outcome = await retryParked({
    judgeParked: async (_where, judge) => {
      if (row) verdicts.push(judge(row));
      return verdicts[0] ?? null;
    },
    vault,
    wake: async (programId) => {
      woken.push(programId);
      throw new Error('no queue today');
    },
    log: quiet,
  })(7, 1);
  return { outcome, verdict: verdicts[0], woken };
}

describe('a parked delivery tried again', () => {
  it('waits when it can be read now, and wakes the worker even if that fails', async () => {
    const { outcome, verdict, woken } = await retry(parked('orders/paid', orderBody('7')));
    expect(outcome).toBe('waiting');
    expect(verdict).toMatchObject({
      status: 'waiting',
      observation: { type: 'order', orderId: '7' },
    });
    expect(woken).toEqual([7]);
  });

  it.each([
    ['of an unknown topic', parked('carts/create', orderBody('7')), 'unknown_topic: carts/create'],
    ['of broken text', parked('orders/paid', Buffer.from('{')), 'malformed_json: at position 1'],
    [
      'whose seal belongs to another',
      parked('orders/paid', orderBody('7'), 'delivery-2'),
      'unreadable_seal: is DATA_KEY another?',
    ],
  ])('%s stays parked with the reason', async (_what, row, reason) => {
    const { outcome, verdict, woken } = await retry(row);
    expect(outcome).toBe('still_parked');
    expect(verdict).toEqual({ status: 'parked', reason });
    expect(woken).toEqual([]);
  });

  it('that the drain parked simply waits again', async () => {
    const { outcome, verdict } = await retry({
      topic: 'orders/paid',
      deliveryId: 'd',
      sealed: null,
    });
    expect(outcome).toBe('waiting');
    expect(verdict).toEqual({ status: 'waiting', observation: 'again' });
  });

  it('is not there when someone was faster', async () => {
    expect(await retry(null)).toEqual({ outcome: 'not_parked', verdict: undefined, woken: [] });
  });
});
