/** What is done with a ledger, each operation on members all over it. */
import type pg from 'pg';
import { chainCrypto } from '../../app/adapters/crypto/chain-crypto.server.ts';
import { readMember } from '../../app/adapters/postgres/read-member.server.ts';
import { readPoints } from '../../app/adapters/postgres/read-points.server.ts';
import { openRedemptions } from '../../app/adapters/postgres/redemptions.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { redeemReward } from '../../app/services/redeem-reward.ts';
import type { Side } from '../harness/abba.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { benchDrain, ROWS_PER_BATCH } from './bench-drain.ts';
import { ZONE } from './bench-shop.ts';
import { type Ledger, SMALL_MEMBERS } from './flat-ledgers.ts';
import { type OrderMaker, storeDeliveries } from './made-orders.ts';

// What only reads comes first, and redemptions before awards: each finds members of both ledgers as
// much alike as they were made.
export const OPERATIONS = ['read', 'history page', 'redemption', 'award'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** As many connections as callers, so that each operation has its own. */
export const CALLERS = 4;
/** Orders of the bench's own begin behind those that were there before. */
const FIRST_PLACE = 1_000_000;

type Ground = {
  readonly pool: pg.Pool;
  readonly make: OrderMaker;
  readonly startsAt: number;
  readonly rewardId: string;
};

/** A side for each operation: what is stored beforehand is neither timed nor counted. */
export function sidesOf(ledger: Ledger, ground: Ground): Record<Operation, Side> {
  return {
    read: reads(ledger, ground),
    'history page': pages(ledger, ground),
    redemption: redemptions(ledger, ground),
    award: awards(ledger, ground),
  };
}

/** Steps through all members without neighbours in time being neighbours in an index. */
function reader({ members }: Ledger, operation: number): number {
  return (operation * 7919) % members;
}

/**
 * Who is written to: the same number of members of both ledgers, who stay alike however often it is
 * their turn. In the large one they live far apart.
 */
function writer({ members }: Ledger, operation: number): number {
  return ((operation * 7919) % SMALL_MEMBERS) * Math.floor(members / SMALL_MEMBERS);
}

/** New orders of as many members as a batch has rows, drained batch by batch. */
function awards(ledger: Ledger, { pool, make, startsAt }: Ground): Side {
  const drain = benchDrain(pool, ledger.shop);
  let told = 0;
  let at = startsAt;
  return {
    async prepare(operations) {
      const deliveries = Array.from({ length: operations }, () => {
        told += 1;
        at = startsAt + told;
        const customerId = ledger.customerId(writer(ledger, told));
        return make(ledger.shop, { place: FIRST_PLACE + told, customerId, at });
      });
      await storeDeliveries(pool, deliveries);
    },
    async perform(operations) {
      for (let done = 0; done < operations; done += ROWS_PER_BATCH) {
        await drain.batch(at, Math.min(ROWS_PER_BATCH, operations - done));
      }
    },
  };
}

function redemptions(ledger: Ledger, { pool, startsAt, rewardId }: Ground): Side {
  const { programId, shopId } = ledger.shop;
  let taken = 0;
  const needs = {
    ...{ books: openRedemptions(pool), crypto: chainCrypto },
    clock: () => instant(startsAt + 60_000 + taken),
  };
  const redeem = redeemReward(needs);
  return {
    perform: (operations) =>
      closedLoop({ operations, callers: CALLERS }, async () => {
        taken += 1;
        const customerId = ledger.customerId(writer(ledger, taken));
        const ask = { programId, shopId, customerId, rewardId, key: `tap-${taken}` };
        const answer = await redeem({ ...ask, via: 'theme' });
        if (!answer.ok) throw new Error(`customer ${customerId} was refused: ${answer.reason}`);
      }),
  };
}

function reads(ledger: Ledger, { pool }: Ground): Side {
  const { programId, shopId } = ledger.shop;
  let done = 0;
  return {
    perform: (operations) =>
      closedLoop({ operations, callers: CALLERS }, async () => {
        done += 1;
        const customerId = ledger.customerId(reader(ledger, done));
        const found = await readPoints(pool, { programId, shopId, customerId });
        if (!found) throw new Error(`customer ${customerId} is a member`);
      }),
  };
}

/** The newest page of the ledger as staff see it, with the header, open lots and rewards. */
function pages(ledger: Ledger, { pool }: Ground): Side {
  let done = 0;
  return {
    perform: (operations) =>
      closedLoop({ operations, callers: CALLERS }, async () => {
        done += 1;
        const memberId = ledger.memberId(reader(ledger, done));
        const of = { ...ledger.shop, memberId, before: null, zone: ZONE };
        const page = await readMember(pool, of);
        if (!page || page.ledger.length < 20) throw new Error(`${memberId} has a page of events`);
      }),
  };
}
