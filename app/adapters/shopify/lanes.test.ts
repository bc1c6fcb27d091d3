import { describe, expect, it } from 'vitest';
import type { Lane } from '../../services/ports/shopify.ts';
import { type Bucket, ShopLanes, type Turn } from './lanes.ts';

/** A clock that moves when it is told to, and timers that go by it. */
function openClock() {
  let now = 0;
  const timers: { at: number; call: () => void }[] = [];
  return {
    now: () => now,
    later: (ms: number, call: () => void) => void timers.push({ at: now + ms, call }),
    async moveBy(ms: number) {
      const end = now + ms;
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.splice(timers.indexOf(next), 1);
        now = next.at;
        next.call();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const bucket = (currentlyAvailable: number): Bucket => ({
  maximumAvailable: 2_000,
  currentlyAvailable,
  restoreRate: 100,
});

function openLanes() {
  const clock = openClock();
  const lanes = new ShopLanes(clock);
  const started: string[] = [];
  const turns = new Map<string, Turn>();
  const enter = async (lane: Lane, name: string, cost = 10) => {
    const turn = await lanes.enter(lane, cost);
    if (turn === null) return void started.push(`${name} turned away`);
    started.push(name);
    turns.set(name, turn);
  };
  const leave = (name: string, level: Bucket | null = bucket(2_000)) =>
    turns.get(name)?.leave(level);
  return { clock, lanes, started, enter, leave };
}

/** Empties the bucket, as Shopify tells it. */
async function emptied() {
  const open = openLanes();
  void open.enter('reconciliation', 'first');
  await settled();
  open.leave('first', bucket(0));
  open.started.length = 0;
  return open;
}

describe('the lanes of a shop', () => {
  it('let a redeem past everything that waits', async () => {
    const { clock, started, enter } = await emptied();
    void enter('reconciliation', 'orders');
    void enter('card', 'cards');
    void enter('perk', 'perks');
    void enter('pool', 'codes');
    void enter('redeem', 'redeem');
    await settled();
    expect(started).toEqual([]);
    await clock.moveBy(20_000);
    expect(started).toEqual(['redeem', 'codes', 'perks', 'cards', 'orders']);
  });

  it('keep the order of arrival within a lane', async () => {
    const { clock, started, enter } = await emptied();
    for (const name of ['a', 'b', 'c']) void enter('card', name);
    await clock.moveBy(20_000);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('wait as long as the bucket takes to fill, and no longer', async () => {
    const { clock, lanes, started, enter } = await emptied();
    expect(lanes.waitMs('redeem', 50)).toBe(500);
    void enter('redeem', 'redeem', 50);
    await clock.moveBy(499);
    expect(started).toEqual([]);
    await clock.moveBy(1);
    expect(started).toEqual(['redeem']);
  });

  it('leave points for a redeem, whatever the cards could use', async () => {
    const { clock, started, enter } = openLanes();
    void enter('redeem', 'first');
    await settled();
    void enter('card', 'card', 10);
    await settled();
    expect(started).toEqual(['first', 'card']);
    const spent = await emptied();
    // 15 % of 2,000 are not for cards.
    await spent.clock.moveBy(3_000);
    void spent.enter('card', 'card', 10);
    void spent.enter('redeem', 'redeem', 10);
    await settled();
    expect(spent.started).toEqual(['redeem']);
    await spent.clock.moveBy(200);
    expect(spent.started).toEqual(['redeem', 'card']);
    await clock.moveBy(0);
  });

  it('let a redeem start although six others are under way', async () => {
    const { started, enter, leave } = openLanes();
    for (let place = 0; place < 7; place += 1) void enter('reconciliation', `order ${place}`, 1);
    await settled();
    expect(started).toHaveLength(6);
    void enter('redeem', 'redeem', 1);
    await settled();
    expect(started.at(-1)).toBe('redeem');
    leave('order 0');
    leave('order 1');
    await settled();
    expect(started.at(-1)).toBe('order 6');
  });

  it('count what is still under way, though Shopify’s word does not have it yet', async () => {
    const { lanes, started, enter, leave } = openLanes();
    void enter('redeem', 'dear', 600);
    void enter('redeem', 'cheap', 10);
    await settled();
    expect(started).toEqual(['dear', 'cheap']);
    leave('cheap', { maximumAvailable: 1_000, currentlyAvailable: 990, restoreRate: 100 });
    expect(lanes.waitMs('redeem', 390)).toBe(0);
    expect(lanes.waitMs('redeem', 400)).toBe(100);
  });

  it('let through, with a full bucket, what costs more than the bucket holds', async () => {
    const { clock, started, enter } = await emptied();
    void enter('reconciliation', 'whale', 5_000);
    await clock.moveBy(19_999);
    expect(started).toEqual([]);
    await clock.moveBy(1);
    expect(started).toEqual(['whale']);
  });

  it('turn away whoever comes after two thousand others', async () => {
    const { started, enter } = await emptied();
    for (let place = 0; place < 2_001; place += 1) void enter('card', `card ${place}`);
    await settled();
    expect(started).toEqual(['card 2000 turned away']);
  });

  it('are not held up by an answer that says nothing of the bucket', async () => {
    const { started, enter, leave } = openLanes();
    void enter('pool', 'first');
    await settled();
    leave('first', null);
    leave('first', null);
    void enter('pool', 'second');
    await settled();
    expect(started).toEqual(['first', 'second']);
  });
});
