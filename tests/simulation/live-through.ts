/** Lives a shop's life through the books, and sums what is posted. */
import type { PostedMovement } from '../../app/domain/ledger/movement.ts';
import type { Admission } from '../../app/domain/rewards/admit-redemption.ts';
import type { AutoRedemption } from '../../app/domain/rewards/auto-redemptions.ts';
import type { HoldPlan } from '../../app/domain/rewards/plan-hold.ts';
import * as desk from './books-desk.ts';
import { Books } from './books.ts';
import type { Loads } from './loaded-lots.ts';
import type { Heard } from './order-life.ts';
import type { Happening, ShopLife } from './shop-life.ts';

export type Redeemed = {
  readonly books: Books;
  readonly wish: Extract<Happening, { what: 'redeem' }>;
  /** Null where its code was not there to be given. */
  readonly plan: Admission | null;
  readonly heard: readonly Heard[];
};

export type Adjusted = {
  readonly books: Books;
  readonly wish: Extract<Happening, { what: 'adjust' }>;
  readonly plan: HoldPlan;
  readonly heard: readonly Heard[];
};

/** What rewards took themselves, before it is decided on. */
export type Auto = {
  readonly books: Books;
  readonly member: string;
  readonly at: number;
  readonly autos: readonly AutoRedemption[];
  readonly heard: readonly Heard[];
};

export type Watch = {
  /** After every happening, with everything heard so far. */
  readonly after?: (books: Books, at: number, heard: readonly Heard[]) => void;
  /** After every wish for a reward, with what was decided. */
  readonly redeemed?: (redeemed: Redeemed) => void;
  readonly adjusted?: (adjusted: Adjusted) => void;
  readonly auto?: (auto: Auto) => void;
  readonly happened?: (what: 'grant' | 'merge' | 'unmerge', books: Books) => void;
};

export function liveThrough(
  life: ShopLife,
  loads: Loads,
  watch: Watch = {},
): { books: Books; heard: Heard[] } {
  const books = new Books(life.versions, loads, costsOf(life));
  const heard: Heard[] = [];
  const segments = life.segmentIds;
  for (const batch of batchesOf(life.happenings)) {
    const [first] = batch;
    if (!first) continue;
    const now = first.at;
    if (first.what === 'hear') {
      const news = batch.flatMap((one) => (one.what === 'hear' ? [one.heard] : []));
      heard.push(...news);
      books.hear(news, now);
    } else happen(books, first, { segments, heard, watch });
    for (const member of books.members.keys()) {
      if (books.keeperOf(member).id !== member) continue;
      desk.takeAutos(books, { member, now, segments }, (autos, at) => {
        watch.auto?.({ books, member, at, autos, heard });
      });
    }
    watch.after?.(books, now, heard);
  }
  return { books, heard };
}

type Around = {
  readonly segments: desk.Segments;
  readonly heard: readonly Heard[];
  readonly watch: Watch;
};

function happen(
  books: Books,
  wish: Exclude<Happening, { what: 'hear' }>,
  { segments, heard, watch }: Around,
): void {
  switch (wish.what) {
    case 'redeem': {
      const plan = desk.redeem(books, wish, segments);
      return watch.redeemed?.({ books, wish, plan, heard });
    }
    case 'adjust': {
      const plan = desk.adjust(books, wish);
      return watch.adjusted?.({ books, wish, plan, heard });
    }
    case 'undo':
      desk.undo(books, wish);
      return;
    case 'import':
      return desk.importPoints(books, wish);
    case 'release':
      desk.release(books, wish);
      return;
    case 'grant':
      desk.grant(books, wish);
      return watch.happened?.('grant', books);
    case 'merge':
      if (desk.merge(books, wish, () => watch.after?.(books, wish.at, heard))) {
        watch.happened?.('merge', books);
      }
      return;
    case 'unmerge':
      if (desk.unmerge(books, wish)) watch.happened?.('unmerge', books);
      return;
    case 'claim':
      return books.hearClaim(wish.claim, wish.at);
    case 'told':
      return books.hearTold(wish.member, wish.fact, wish.at);
    case 'wait':
      books.passTime(wish.at);
  }
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
