/**
 * What a process does when it is killed: each flow has its past, which is drained in peace, what is
 * done when the process may die, and what the world does once more by itself after that.
 */
import { askChore } from '../../app/adapters/postgres/ask-chore.server.ts';
import { instant } from '../../app/domain/kernel/instant.ts';
import { seenRefund } from '../support/drain-shop.ts';
import { usingOrder } from '../support/redeem-shop.ts';
import { orderBody } from '../support/shopify-samples.ts';
import type { Process } from './crash-processes.ts';
import {
  ago,
  drained,
  feedDrain,
  installed,
  isDrained,
  order,
  pastOfDrain,
  pooled,
  redeemed,
  type Scene,
  woken,
} from './crash-scenes.ts';

export type Flow = {
  readonly name: string;
  /** Whether it goes by way of the queue, so that it is told for each of its backends. */
  readonly isQueued: boolean;
  readonly past: (scene: Scene) => Promise<void>;
  /** What a process does when it starts, which is no part of the flow. */
  readonly start?: (process: Process) => void;
  /** Ends when nothing of it is under way any more. */
  readonly act: (process: Process, scene: Scene) => Promise<void>;
  /** What Shopify or a buyer does who had no answer. */
  readonly again?: (process: Process, scene: Scene) => Promise<void>;
  /** Whether it is finished, as the books have it; asked before all that follows is counted. */
  readonly isDone?: (scene: Scene) => Promise<boolean>;
};

const REWARD = 'amount-off-5';

const visitor = ({ shop }: Scene) => ({
  ...{ programId: shop.programId, shopId: shop.shopId, domain: shop.domain },
  customerId: 'c1',
});

const tap = async (process: Process, scene: Scene): Promise<void> => {
  const ask = { rewardId: REWARD, key: 'one-tap-1' };
  const answer = await process.buyers().redeem(visitor(scene), ask, 'theme');
  if (!answer.ok) throw new Error(`The tap was refused: ${answer.reason}`);
};

const giveBack = async (process: Process, scene: Scene): Promise<void> => {
  await process.buyers().takeBack(visitor(scene), { code: scene.codes[0] ?? '' });
};

/** Rounds until nothing is due any more; time goes on between them. */
async function rounds(process: Process): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    await process.tend(instant(Date.now() + round * 5_000));
  }
}

const AN_ORDER = '820982911946154508';

async function delivered(process: Process, scene: Scene): Promise<void> {
  const { domain } = scene.shop;
  const paid = { currency: 'GBP', created_at: new Date(ago(3)).toISOString() };
  const body = orderBody(AN_ORDER, paid);
  scene.isAcked ||= await process.deliver({ body, shop: domain, deliveryId: 'one-delivery' });
}

export const FLOWS: readonly Flow[] = [
  {
    name: 'ingest',
    isQueued: true,
    past: () => Promise.resolve(),
    start: (process) => process.startWeb(),
    act: delivered,
    again: (process, scene) => (scene.isAcked ? Promise.resolve() : delivered(process, scene)),
  },
  {
    name: 'drain',
    isQueued: true,
    start: (process) => process.takeJobs(),
    past: pastOfDrain,
    act: async (_process, scene) => {
      await feedDrain(scene);
      await woken(scene);
    },
    isDone: isDrained,
  },
  {
    name: 'refold',
    isQueued: true,
    start: (process) => process.takeJobs(),
    past: (scene) =>
      drained(scene, 20, [
        order('1', 40, { price: '450.00' }),
        order('2', 30, { price: '80.00' }),
        order('3', 29),
      ]),
    act: async (_process, scene) => {
      // An older order than all that are known, which lifts a tier, and another owner for the last.
      await scene.shop.feed([
        order('0', 45, { price: '500.00' }),
        order('3', 29, { customerId: 'c2', updatedAt: ago(2) }),
        seenRefund('2', { at: ago(25) }),
      ]);
      await woken(scene);
    },
    isDone: isDrained,
  },
  {
    name: 'mature and expire',
    isQueued: false,
    past: (scene) =>
      drained(scene, 60, [
        order('1', 110, { price: '50.00' }),
        order('2', 65, { customerId: 'c1' }),
        order('3', 62, { customerId: 'c2' }),
      ]),
    act: (process) => process.sweep(),
  },
  {
    name: 'redeem',
    isQueued: false,
    start: (process) => process.startWeb(),
    past: async (scene) => {
      await drained(scene, 20, [order('1', 40, { price: '1200.00' })]);
      await scene.shop.at(ago(20)).drain();
      await pooled(scene, 3);
      await drained(scene, 0, []);
    },
    act: tap,
    again: tap,
  },
  {
    name: 'settle and return',
    isQueued: true,
    start: (process) => process.takeJobs(),
    past: async (scene) => {
      await drained(scene, 20, [order('1', 40, { price: '1200.00' })]);
      await pooled(scene, 3);
      await drained(scene, 0, []);
      await redeemed(scene);
    },
    act: async (_process, scene) => {
      const at = instant(Date.now());
      const using = usingOrder('u', scene.codes[0] ?? '', { createdAt: at, customerId: 'c9' });
      await scene.shop.feed([seenRefund('u', { at: instant(at + 1) }), using]);
      await woken(scene);
    },
    isDone: isDrained,
  },
  {
    name: 'take back and release',
    isQueued: false,
    start: (process) => process.startWeb(),
    past: async (scene) => {
      await drained(scene, 20, [order('1', 40, { price: '1200.00' })]);
      await pooled(scene, 3);
      await drained(scene, 0, []);
      await installed(scene);
      await redeemed(scene);
    },
    act: async (process, scene) => {
      await giveBack(process, scene);
      await rounds(process);
    },
    again: giveBack,
  },
  {
    name: 'outbox',
    isQueued: false,
    past: async (scene) => {
      await installed(scene);
      await drained(scene, 1, [order('1', 40), order('2', 39, { customerId: 'c2' })]);
    },
    act: rounds,
  },
  {
    name: 'pools',
    isQueued: false,
    past: async (scene) => {
      await installed(scene);
      await askChore(scene.shop.pool)(scene.shop, 'pool', ago(1));
    },
    act: rounds,
  },
];
