import { describe, expect, it } from 'vitest';
import { seenOrder, seenRefund } from '../../tests/support/drain-shop.ts';
import type { Observation } from '../contracts/observation.ts';
import { dropTombstoned } from './drop-tombstoned.ts';
import type { ClaimedRow } from './ports/drain.ts';
import type { Buried } from './ports/intake.ts';

const row = (inboxId: number, observation: Observation, guarded = true): ClaimedRow => ({
  inboxId,
  shopId: 1,
  deliveryId: `delivery-${inboxId}`,
  observation,
  ...(guarded ? { guarded } : {}),
});

/** Tombstones of those named, in shop 1. */
function graveyard(...buried: Buried[]) {
  let asked = 0;
  return {
    asked: () => asked,
    findBuried: async <T extends Buried & { readonly shopId: number }>(names: readonly T[]) => {
      asked += 1;
      return names.filter(({ shopId, kind, id }) => {
        return shopId === 1 && buried.some((one) => one.kind === kind && one.id === id);
      });
    },
  };
}

describe('what is told of somebody who was forgotten', () => {
  it('is not heard where the order is buried, whichever delivery tells of it', async () => {
    const open = graveyard({ kind: 'order', id: '1' });
    const rows = [row(1, seenOrder('1')), row(2, seenRefund('1')), row(3, seenOrder('2'))];
    const heard = await dropTombstoned(open, rows);
    expect(heard.map(({ inboxId }) => inboxId)).toEqual([3]);
  });

  it('is nobody’s where the customer is buried', async () => {
    const open = graveyard({ kind: 'customer', id: 'c1' });
    const told = row(1, seenOrder('1', { emailHash: 'hash', customerTags: ['vip'] }));
    const [heard] = await dropTombstoned(open, [told]);
    expect(heard?.observation).toMatchObject({
      orderId: '1',
      snapshot: { name: '#1', customerId: null, emailHash: null, digest: '' },
    });
    expect(JSON.stringify(heard)).not.toMatch(/c1|vip/);
  });

  it('is heard of another shop’s customer of the same number', async () => {
    const open = graveyard({ kind: 'customer', id: 'c1' }, { kind: 'order', id: '1' });
    const rows = [{ ...row(1, seenOrder('1')), shopId: 2 }];
    expect(await dropTombstoned(open, rows)).toEqual(rows);
  });

  it('costs no look-up while a program has no tombstones', async () => {
    const open = graveyard();
    const rows = [row(1, seenOrder('1'), false)];
    expect(await dropTombstoned(open, rows)).toBe(rows);
    expect(open.asked()).toBe(0);
  });
});
