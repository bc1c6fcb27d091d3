/** Lives a shop's life through the books, and sums what is posted. */
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import type { HoldPlan } from '../../app/domain/rewards/plan-hold.ts';
import { adjust, importPoints, redeem, release, undo } from './books-desk.ts';
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
  const books = new Books(life.versions, loads, costsOf(life));
  const heard: Heard[] = [];
  for (const batch of batchesOf(life.happenings)) {
    const [first] = batch;
    if (!first) continue;
    if (first.what === 'hear') {
      const news = batch.flatMap((one) => (one.what === 'hear' ? [one.heard] : []));
      heard.push(...news);
      books.hear(news, first.at);
    } else happen(books, first, { heard, watch });
    watch.after?.(books, first.at, heard);
  }
  return { books, heard };
}

function happen(
  books: Books,
  wish: Exclude<Happening, { what: 'hear' }>,
  { heard, watch }: { heard: readonly Heard[]; watch: Watch },
): void {
  switch (wish.what) {
    case 'redeem':
      told(redeem(books, wish), (plan) => watch.redeemed?.({ books, wish, plan, heard }));
      break;
    case 'adjust':
      told(adjust(books, wish), (plan) => watch.adjusted?.({ books, wish, plan, heard }));
      break;
    case 'undo':
      undo(books, wish);
      break;
    case 'import':
      importPoints(books, wish);
      break;
    case 'release':
      release(books, wish);
      break;
    case 'told':
      books.hearTold(wish.member, wish.fact, wish.at);
      break;
    case 'wait':
      books.passTime(wish.at);
  }
}

function told<Plan>(plan: Plan, tell: (plan: Plan) => void): void {
  tell(plan);
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
