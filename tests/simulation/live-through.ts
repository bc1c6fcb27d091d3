/** Lives a shop's life through the books, and sums what is posted. */
import { instant } from '../../app/domain/kernel/instant.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import type { HoldPlan } from '../../app/domain/rewards/plan-hold.ts';
import { Books } from './books.ts';
import type { Loads } from './loaded-lots.ts';
import type { Heard } from './order-life.ts';
import type { Happening, ShopLife } from './shop-life.ts';

export type Redeemed = {
  readonly books: Books;
  readonly wish: Extract<Happening, { what: 'redeem' }>;
  /** Null where its code was not there to be given. */
  readonly plan: HoldPlan | null;
  readonly heard: readonly Heard[];
};

export type Adjusted = {
  readonly books: Books;
  readonly wish: Extract<Happening, { what: 'adjust' }>;
  readonly plan: HoldPlan;
  readonly heard: readonly Heard[];
};

export type Watch = {
  /** After every happening, with everything heard so far. */
  readonly after?: (books: Books, at: number, heard: readonly Heard[]) => void;
  /** After every wish for a reward, with what was decided. */
  readonly redeemed?: (redeemed: Redeemed) => void;
  readonly adjusted?: (adjusted: Adjusted) => void;
};

export function liveThrough(
  life: ShopLife,
  loads: Loads,
  watch: Watch = {},
): { books: Books; heard: Heard[] } {
  const books = new Books(versionsOf(life), loads, costsOf(life));
  const heard: Heard[] = [];
  for (const batch of batchesOf(life.happenings)) {
    const [first] = batch;
    if (!first) continue;
    if (first.what === 'hear') {
      const news = batch.flatMap((one) => (one.what === 'hear' ? [one.heard] : []));
      heard.push(...news);
      books.hear(news, first.at);
    } else if (first.what === 'redeem') {
      const plan = books.redeem(first.member, { ...first, now: first.at });
      watch.redeemed?.({ books, wish: first, plan, heard });
    } else if (first.what === 'wait') {
      books.passTime(first.at);
    } else if (first.what === 'adjust') {
      const plan = books.adjust(first.member, { ...first, now: first.at });
      watch.adjusted?.({ books, wish: first, plan, heard });
    } else {
      books.release(first.id, first.at);
    }
    watch.after?.(books, first.at, heard);
  }
  return { books, heard };
}

export function versionsOf(life: ShopLife): ProgramVersion[] {
  const preset = pointsPreset({ currency: life.currency, zone: life.zone });
  return life.versions.map(({ version, effectiveAt, ratePoints, ratePerMinor, pendingDays }) => ({
    version,
    effectiveAt: instant(effectiveAt),
    definition: {
      ...preset,
      pendingDays,
      earning: { ...preset.earning, points: points(ratePoints), perMinor: minor(ratePerMinor) },
    },
  }));
}

function costsOf(life: ShopLife): ReadonlyMap<string, number> {
  const wishes = life.happenings.flatMap((one) => (one.what === 'redeem' ? [one] : []));
  return new Map(wishes.map(({ id, cost }) => [id, cost]));
}

/** Net points per lot and account, zeros left out: what law 8 promises to be the same. */
export function positionsOf(
  movements: readonly Pick<PostedMovement, 'lotId' | 'from' | 'to' | 'points'>[],
): Record<string, number> {
  const net = new Map<string, number>();
  const add = (key: string, by: number) => net.set(key, (net.get(key) ?? 0) + by);
  for (const { lotId, from, to, points: amount } of movements) {
    add(`${lotId} ${from}`, -amount);
    add(`${lotId} ${to}`, amount);
  }
  return Object.fromEntries([...net].filter(([, amount]) => amount !== 0).sort());
}

/** Deliveries of one instant are drained together. */
function batchesOf(happenings: readonly Happening[]): Happening[][] {
  const batches: Happening[][] = [];
  for (const happening of happenings) {
    const last = batches.at(-1);
    const isSame = last?.[0]?.what === 'hear' && last[0].at === happening.at;
    if (isSame && happening.what === 'hear') last.push(happening);
    else batches.push([happening]);
  }
  return batches;
}
