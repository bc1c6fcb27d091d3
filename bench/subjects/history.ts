/** Goal 31, in memory: a new fact costs the same whatever came before it, and a late one little. */
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { orderEvents } from '../../app/domain/fold-events.ts';
import { foldMember, resume } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { minor, NO_MONEY } from '../../app/domain/kernel/money.ts';
import { copyState } from '../../app/domain/ledger/copy-state.ts';
import { emptyState, type MemberState } from '../../app/domain/ledger/member-state.ts';
import { pointsTiersPreset } from '../../app/domain/program/presets/points-tiers.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { compare, type Side } from '../harness/abba.ts';
import {
  type Bench,
  type BenchOptions,
  type Figure,
  figure,
  type Measured,
} from '../harness/bench.ts';
import { CURRENCY, ZONE } from './bench-shop.ts';

const FEW = 10;
const MANY = 10_000;
/** How many members with few orders take turns, so that each stays one with few. */
const MINNOWS = 256;
const DAY_MS = 86_400_000;
const BEGAN_AT = Date.UTC(2026, 0, 1);
/** The orders before are spread over so many days, and all have matured when new ones come. */
const BEFORE_DAYS = 100;
const NEW_AT = BEGAN_AT + 200 * DAY_MS;
const NEW_EVERY_MS = 1_000;

// Points expire, so that every open lot has an end to be kept in mind.
const VERSIONS: readonly ProgramVersion[] = [
  {
    version: 1,
    effectiveAt: instant(0),
    definition: {
      ...pointsTiersPreset({ currency: CURRENCY, zone: ZONE }),
      expiry: { kind: 'after-earning', months: 24, graceDays: 0 },
    },
  },
];

export const historyBench: Bench = {
  name: 'history',
  goal: 31,
  title: 'A new fact costs the same whatever came before',
  run: measureHistory,
};

async function measureHistory({ protocol, say }: BenchOptions): Promise<Measured> {
  say(`a member with ${MANY} orders against members with ${FEW}`);
  const compared = await compare({ subject: whale(), yardstick: minnows() }, protocol);
  say('folding again, from the beginning and from a checkpoint');
  const scratch = times(protocol.repeats, refoldFromScratch());
  const checkpoint = times(protocol.repeats, refoldFromCheckpoint());
  const figures: Figure[] = [
    figure(
      {
        name: `a new order after ${MANY.toLocaleString('en-GB')} ÷ after ${FEW}, cost`,
        unit: '×',
        values: compared.map(({ ratio }) => 1 / ratio),
      },
      { atMost: 1.2 },
    ),
    figure({
      name: `new orders a second, after ${MANY.toLocaleString('en-GB')}`,
      unit: '/s',
      values: compared.map(({ subjectPerSecond }) => subjectPerSecond),
    }),
    figure({ name: 'folding them all again', unit: 'ms', values: scratch }),
    figure({ name: 'the last hundredth, from a checkpoint', unit: 'ms', values: checkpoint }),
  ];
  return { figures, settings: { preset: `points-tiers, ${CURRENCY}, ${ZONE}` }, notes: NOTES };
}

const NOTES = [
  'Every order has an open lot with points to spend, which expire, and counts for the tier. The ' +
    'new orders come one at a time, and nothing falls due between them: what is compared is ' +
    'the length of the history, not what time does meanwhile.',
  'From a checkpoint: the state is copied, and the last hundredth of the orders folded again.',
];

function orderAt(place: number, at: Instant): OrderFact {
  const eligibleMinor = minor(1_000 + (place % 97) * 13);
  const worth = { eligibleMinor, linesMinor: [eligibleMinor] };
  const none = { shippingMinor: NO_MONEY, taxMinor: NO_MONEY };
  return {
    id: String(place),
    name: `#${place}`,
    createdAt: at,
    currency: CURRENCY,
    channel: 'online',
    customerTags: [],
    segmentIds: [],
    lines: [{ productId: null, vendor: null, productTags: [], collectionIds: [], giftCard: false }],
    giftCardMinor: NO_MONEY,
    steps: [{ kind: 'paid', at, cause: 'paid', ...worth, ...none }],
  };
}

/** So many orders, spread evenly over the days before. */
function ordersBefore(count: number): OrderFact[] {
  const everyMs = (BEFORE_DAYS * DAY_MS) / count;
  return Array.from({ length: count }, (_, place) => {
    return orderAt(place, instant(Math.round(BEGAN_AT + place * everyMs)));
  });
}

/** A member with so many orders, told up to when new ones begin to come. */
function memberWith(count: number): MemberState {
  const events = ordersBefore(count).flatMap((order) => orderEvents(order));
  return resume(emptyState(VERSIONS), events, VERSIONS, instant(NEW_AT)).state;
}

function tell(state: MemberState, before: number, place: number): void {
  const at = instant(NEW_AT + (place + 1) * NEW_EVERY_MS);
  const { movements } = resume(state, orderEvents(orderAt(before + place, at)), VERSIONS, at);
  if (movements.length === 0) throw new Error(`new order ${place} earned nothing`);
}

function whale(): Side {
  const known = memberWith(MANY);
  let state = known;
  return {
    prepare: () => void (state = copyState(known)),
    perform(operations) {
      for (let done = 0; done < operations; done += 1) tell(state, MANY, done);
    },
  };
}

function minnows(): Side {
  const known = memberWith(FEW);
  let states: MemberState[] = [];
  return {
    prepare: () => void (states = Array.from({ length: MINNOWS }, () => copyState(known))),
    perform(operations) {
      for (let done = 0; done < operations; done += 1) {
        tell(states[done % MINNOWS] as MemberState, FEW, Math.floor(done / MINNOWS));
      }
    },
  };
}

function refoldFromScratch(): () => void {
  const orders = ordersBefore(MANY);
  return () => void foldMember({ orders, decisions: [], uses: [] }, VERSIONS, instant(NEW_AT));
}

function refoldFromCheckpoint(): () => void {
  const orders = ordersBefore(MANY);
  const kept = MANY - MANY / 100;
  const before = orders.slice(0, kept).flatMap((order) => orderEvents(order));
  const until = instant((orders[kept]?.createdAt ?? 0) - 1);
  const checkpoint = resume(emptyState(VERSIONS), before, VERSIONS, until).state;
  return () => {
    const events = orders.slice(kept).flatMap((order) => orderEvents(order));
    resume(copyState(checkpoint), events, VERSIONS, instant(NEW_AT));
  };
}

/** Milliseconds each time, after one run that warms up. */
function times(repeats: number, work: () => void): number[] {
  work();
  return Array.from({ length: repeats }, () => {
    const from = performance.now();
    work();
    return performance.now() - from;
  });
}
