/**
 * A member's book while a group's movements are parted: what was noted in it, and what each lot
 * holds by that alone. Law 2 holds of every book, as nothing but `note` changes a lot.
 */
import { compareText } from '../kernel/compare-text.ts';
import { NO_POINTS, type Points, points } from '../kernel/points.ts';
import type { Account } from '../ledger/accounts.ts';
import type { TransferExplanation } from '../ledger/explanation.ts';
import type { Lot } from '../ledger/lot.ts';
import type { Movement } from '../ledger/movement.ts';
import type { Merge } from './merge.ts';

type Own = TransferExplanation['account'];

/** What a book has of a lot: all of it, or what is left to it. */
type Part = Record<Own | 'awarded', Points>;

const OWN: readonly Own[] = ['pending', 'available', 'held'];

/** A merge as it comes about: `into` may have been merged too, so who takes is said beside it. */
export type Handing = { readonly merge: Merge; readonly taker: string };

export class OpenBook {
  readonly movements: Movement[] = [];
  readonly #parts = new Map<string, Part>();

  note(movement: Movement): void {
    const { lotId, from, to, points: moved } = movement;
    this.movements.push(movement);
    const part = this.#part(lotId);
    change(part, from, -moved);
    change(part, to, moved);
  }

  /**
   * Hands everything on to another book: a movement in each for every lot and account that is not
   * zero, turned round for a debt. By account, so that a reader is told of all lots at once.
   */
  handOn(taker: OpenBook, handing: Handing): void {
    const parts = [...this.#parts].sort(([a], [b]) => compareText(a, b));
    for (const account of OWN) {
      for (const isDebt of [false, true]) {
        for (const [lotId, part] of parts) {
          const amount = part[account];
          if (amount === 0 || amount < 0 !== isDebt) continue;
          const { gives, takes } = transfer(handing, { lotId, account, amount });
          this.note(gives);
          taker.note(takes);
        }
      }
    }
    for (const [lotId, part] of parts) {
      const taken = taker.#part(lotId);
      taken.awarded = points(taken.awarded + part.awarded);
      part.awarded = NO_POINTS;
    }
  }

  /** The lots of the book, given what the group's fold says of them. */
  lots(known: ReadonlyMap<string, Lot>): Map<string, Lot> {
    const lots = new Map<string, Lot>();
    for (const [id, lot] of known) {
      const part = this.#parts.get(id);
      if (part) lots.set(id, { ...lot, ...part });
    }
    return lots;
  }

  #part(lotId: string): Part {
    let part = this.#parts.get(lotId);
    if (!part) {
      part = { pending: NO_POINTS, available: NO_POINTS, held: NO_POINTS, awarded: NO_POINTS };
      this.#parts.set(lotId, part);
    }
    return part;
  }
}

/** The two sides of what one lot holds in one account changing member. */
function transfer(
  { merge, taker }: Handing,
  { lotId, account, amount }: { lotId: string; account: Own; amount: Points },
): { gives: Movement; takes: Movement } {
  const { id: mergeId, from: giver, at } = merge;
  const isDebt = amount < 0;
  const size = points(Math.abs(amount));
  const moved = { kind: 'transfer', lotId, points: size, at, cause: `merge:${mergeId}` } as const;
  const why = { type: 'transfer', mergeId, account, isDebt } as const;
  const out = { from: account, to: 'transferred' } as const;
  const back = { from: 'transferred', to: account } as const;
  return {
    gives: {
      ...moved,
      ...(isDebt ? back : out),
      explanation: { ...why, side: 'gave', otherMemberId: taker },
    },
    takes: {
      ...moved,
      ...(isDebt ? out : back),
      explanation: { ...why, side: 'took', otherMemberId: giver },
    },
  };
}

/** `awarded` follows the outside accounts, as it does in the fold. */
function change(part: Part, account: Account, by: number): void {
  if (account === 'pending' || account === 'available' || account === 'held') {
    part[account] = points(part[account] + by);
  } else if (account === 'issued' || account === 'revoked') {
    part.awarded = points(part.awarded - by);
  }
}
