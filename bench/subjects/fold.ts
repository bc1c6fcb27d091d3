/** Goal 26: how many real orders a second the fold walks on one core. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ObservedOrder } from '../../app/domain/facts/observed-order.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { orderFact } from '../../app/domain/facts/order-timeline.ts';
import { foldMember } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import type { ProgramDefinition, ProgramVersion } from '../../app/domain/program/program.ts';
import { observeOrder, ordersByCustomer } from '../../scripts/replay/observe-order.ts';
import { matchReturns } from '../../twin/trade-file/match-returns.ts';
import { orderIdOf } from '../../twin/trade-file/name-ids.ts';
import { readTrade } from '../../twin/trade-file/read-trade.ts';
import { compare, type Side } from '../harness/abba.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { CURRENCY, ZONE } from './bench-shop.ts';
import { tileFacts } from './tile-trade.ts';

const ORDERS = 1_000_000;
const YEAR_ORDERS = 25_000;

type Members = readonly (readonly OrderFact[])[];
type Seen = { readonly id: string; readonly observed: ObservedOrder };
type Ground = {
  readonly members: Members;
  readonly orders: number;
  readonly seen: readonly Seen[];
  readonly linesPerOrder: number;
  readonly versions: readonly ProgramVersion[];
  readonly asOf: Instant;
};

export const foldBench: Bench = {
  name: 'fold',
  goal: 26,
  title: 'What-if at the speed of thought',
  run: measureFold,
};

async function measureFold(options: BenchOptions): Promise<Measured> {
  const ground = await readGround(options);
  const { members, orders, seen } = ground;
  options.say(`folding ${orders.toLocaleString('en-GB')} orders`);
  const whole = wholePasses(ground, options.protocol.repeats);
  options.say('the same under tiers');
  const tiered = wholePasses(
    { ...ground, versions: versionsOf(pointsTiersPreset({ currency: CURRENCY, zone: ZONE })) },
    options.protocol.repeats,
  );
  options.say('in slices, against a loop that only sums');
  const folding = await compare(
    { subject: foldSide(ground), yardstick: sumSide(members.flat()) },
    options.protocol,
  );
  options.say('working out facts from what was observed');
  const reading = await compare(
    { subject: factSide(seen), yardstick: foldSide(ground) },
    options.protocol,
  );
  const memory = memoryGrowth(ground, options.protocol.repeats);
  const figures: Figure[] = [
    figure(
      { name: 'orders folded per second of CPU time', unit: '/s', values: whole.perCpuSecond },
      { atLeast: 400_000 },
    ),
    figure({
      name: 'the same under the preset points-tiers',
      unit: '/s',
      values: tiered.perCpuSecond,
    }),
    figure({ name: 'orders folded per second by the clock', unit: '/s', values: whole.perSecond }),
    figure({ name: 'a year of 25,000 orders', unit: 'ms', values: whole.yearMs }, { atMost: 100 }),
    figure({
      name: 'fold ÷ loop that sums amounts, rate in slices',
      unit: '×',
      values: folding.map(({ ratio }) => ratio),
    }),
    figure({
      name: 'sums of amounts per second, in slices',
      unit: '/s',
      values: folding.map(({ yardstickPerSecond }) => yardstickPerSecond),
    }),
    figure({
      name: 'observed orders turned into facts per second, in slices',
      unit: '/s',
      values: reading.map(({ subjectPerSecond }) => subjectPerSecond),
    }),
    figure(
      { name: 'memory kept after the last member, over after a tenth', unit: 'MB', values: memory },
      { atMost: 1 },
    ),
  ];
  return { figures, settings: settingsOf(ground), notes: NOTES };
}

const NOTES = [
  'Trade is the file’s, guests left out, copied under other order ids until there are a million ' +
    'orders. CPU time counts the collector’s threads too; a what-if on one core pays for them.',
  'The fold starts from facts. Turning what was observed into a fact (exact decimals, line by ' +
    'line) is measured apart, on the file’s own orders; a what-if over stored facts does not ' +
    'repeat it.',
];

function settingsOf({ members, orders, linesPerOrder }: Ground): Record<string, string> {
  return {
    orders: orders.toLocaleString('en-GB'),
    members: members.length.toLocaleString('en-GB'),
    'lines per order': linesPerOrder.toFixed(1),
    preset: `points, ${CURRENCY}, ${ZONE}`,
  };
}

async function readGround({ file, say }: BenchOptions): Promise<Ground> {
  say('reading trade');
  const trade = matchReturns(await readTrade(file));
  const byMember = [...ordersByCustomer(trade.orders).values()].map((orders) =>
    orders.map((order) => ({
      id: orderIdOf(order.number),
      observed: observeOrder(order, CURRENCY),
    })),
  );
  const seen = byMember.flat();
  const facts = byMember.map((orders) => orders.map(factOf));
  const members: (readonly OrderFact[])[] = [];
  for (let tile = 0; tile * seen.length < ORDERS; tile += 1) {
    members.push(...tileFacts(facts, tile));
  }
  const lines = seen.reduce((sum, { observed }) => sum + (observed.latest?.lines.length ?? 0), 0);
  return {
    members,
    orders: members.reduce((sum, orders) => sum + orders.length, 0),
    seen,
    linesPerOrder: lines / seen.length,
    versions: versionsOf(pointsPreset({ currency: CURRENCY, zone: ZONE })),
    asOf: instant(trade.asOf),
  };
}

function versionsOf(definition: ProgramDefinition): readonly ProgramVersion[] {
  return [{ version: 1, effectiveAt: instant(0), definition }];
}

function factOf({ id, observed }: Seen): OrderFact {
  const fact = orderFact(id, observed);
  if (!fact) throw new Error(`order ${id} was observed and is a fact`);
  return fact;
}

/** Everything once per repeat, by the clock and by CPU time; one pass before them warms up. */
function wholePasses(ground: Ground, repeats: number) {
  const perSecond: number[] = [];
  const perCpuSecond: number[] = [];
  const yearMs: number[] = [];
  for (let repeat = -1; repeat < repeats; repeat += 1) {
    const startedAt = performance.now();
    const cpuBefore = process.cpuUsage();
    foldAll(ground, 0, ground.members.length);
    const { user, system } = process.cpuUsage(cpuBefore);
    const elapsedMs = performance.now() - startedAt;
    if (repeat < 0) continue;
    perSecond.push((ground.orders * 1000) / elapsedMs);
    perCpuSecond.push((ground.orders * 1_000_000) / (user + system));
    yearMs.push((elapsedMs * YEAR_ORDERS) / ground.orders);
  }
  return { perSecond, perCpuSecond, yearMs };
}

/** Folds members from one place to another; answers movements, so that nothing can be left out. */
function foldAll({ members, versions, asOf }: Ground, from: number, to: number): number {
  let movements = 0;
  for (let place = from; place < to; place += 1) {
    const orders = members[place] as readonly OrderFact[];
    movements += foldMember({ orders, decisions: [], uses: [] }, versions, asOf).movements.length;
  }
  return movements;
}

/** Folds whole members, going round, until so many orders are done. */
function foldSide(ground: Ground): Side {
  const { members } = ground;
  let place = 0;
  return {
    perform(operations) {
      let performed = 0;
      while (performed < operations) {
        foldAll(ground, place, place + 1);
        performed += (members[place] as readonly OrderFact[]).length;
        place = (place + 1) % members.length;
      }
      return performed;
    },
  };
}

/** The least that touches every order: what counts of it in the end, summed. */
function sumSide(orders: readonly OrderFact[]): Side & { sum: () => number } {
  let place = 0;
  let sum = 0;
  return {
    sum: () => sum,
    perform(operations) {
      for (let done = 0; done < operations; done += 1) {
        const { steps } = orders[place] as OrderFact;
        sum += steps[steps.length - 1]?.eligibleMinor ?? 0;
        place = place + 1 === orders.length ? 0 : place + 1;
      }
    },
  };
}

function factSide(seen: readonly Seen[]): Side {
  let place = 0;
  return {
    perform(operations) {
      for (let done = 0; done < operations; done += 1) {
        factOf(seen[place] as Seen);
        place = place + 1 === seen.length ? 0 : place + 1;
      }
    },
  };
}

/**
 * Memory a pass keeps between a tenth of the members and the last one, in MB, garbage collected.
 */
function memoryGrowth(ground: Ground, repeats: number): number[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1_000_000;
  };
  const tenth = Math.ceil(ground.members.length / 10);
  return Array.from({ length: repeats }, () => {
    foldAll(ground, 0, tenth);
    const early = used();
    foldAll(ground, tenth, ground.members.length);
    return used() - early;
  });
}
