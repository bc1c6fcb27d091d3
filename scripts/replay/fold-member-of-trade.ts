/**
 * A member of the trade, folded as the pipeline would have it in the end: what somebody has to
 * decide on is decided as soon as it is asked for. Points for a level reached are given then;
 * a reward that is taken by itself is taken as soon as its points are there, and used at once.
 */
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import { foldMember, type FoldOutcome, resume } from '../../app/domain/fold.ts';
import {
  compareEvents,
  decisionEvents,
  type FoldEvent,
  orderEvents,
  placeEvents,
} from '../../app/domain/fold-events.ts';
import { earliest, type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { entryOf } from '../../app/domain/ledger/entry-of.ts';
import { emptyState } from '../../app/domain/ledger/member-state.ts';
import type { Movement } from '../../app/domain/ledger/movement.ts';
import type { ProgramDefinition, ProgramVersion } from '../../app/domain/program/program.ts';
import { autoRedemptions } from '../../app/domain/rewards/auto-redemptions.ts';

export type MemberOfTrade = Pick<FoldOutcome, 'movements' | 'state'> & {
  /** The rewards that were taken by themselves, by id, one for each time. */
  readonly taken: readonly string[];
};

/** All that became of a member's orders by `asOf`. */
export function foldMemberOfTrade(
  orders: readonly OrderFact[],
  version: ProgramVersion,
  asOf: Instant,
): MemberOfTrade {
  if (!isDecidedOn(version.definition)) {
    return { ...foldMember({ orders, decisions: [], uses: [] }, [version], asOf), taken: [] };
  }
  return new DecidedLife(orders, version).liveTo(asOf);
}

/** Whether anything of the program waits for somebody's decision. */
function isDecidedOn({ tiers, rewards }: ProgramDefinition): boolean {
  const givesEntry = tiers?.levels.some(({ entryPoints }) => entryPoints > 0) ?? false;
  return givesEntry || rewards.some(({ auto }) => auto);
}

/** A life told instant by instant, so that what is decided is decided on what was known then. */
class DecidedLife {
  readonly #version: ProgramVersion;
  readonly #state: MemberOfTrade['state'];
  readonly #movements: Movement[] = [];
  readonly #holds: (Decision & { readonly kind: 'hold' })[] = [];
  /** What is still to happen, the next one last. */
  readonly #coming: FoldEvent[];

  constructor(orders: readonly OrderFact[], version: ProgramVersion) {
    this.#version = version;
    this.#state = emptyState([version], false);
    const withPlaces = this.#state.progress.memory.orders;
    this.#coming = orders
      .flatMap((order) => [...orderEvents(order), ...(withPlaces ? placeEvents(order) : [])])
      .sort((a, b) => compareEvents(b, a));
  }

  liveTo(asOf: Instant): MemberOfTrade {
    for (;;) {
      const at = earliest(this.#coming.at(-1)?.at ?? null, this.#state.nextDueAt);
      if (at === null || at > asOf) break;
      this.#tell([], at);
      this.#decide(at, asOf);
    }
    this.#tell([], asOf);
    const taken = this.#holds.map(({ rewardId }) => rewardId);
    return { movements: this.#movements, state: this.#state, taken };
  }

  /** Everything up to `by`, the decisions among it. */
  #tell(decisions: readonly Decision[], by: Instant): void {
    const events = decisionEvents(decisions);
    for (let next = this.#coming.at(-1); next && next.at <= by; next = this.#coming.at(-1)) {
      events.push(next);
      this.#coming.pop();
    }
    this.#movements.push(...resume(this.#state, events, [this.#version], by).movements);
  }

  /** Decides until nothing is asked for; each decision has an instant of its own. */
  #decide(from: Instant, asOf: Instant): void {
    let wanted = this.#wanted(from);
    for (let last = wanted.at(-1)?.at; last !== undefined && last <= asOf;) {
      this.#tell(wanted, last);
      wanted = this.#wanted(last);
      last = wanted.at(-1)?.at;
    }
  }

  #wanted(after: Instant): readonly Decision[] {
    const free = instant(after + 1);
    // The earliest alone: what it gives may be why another is wished for differently.
    const [wish] = [...this.#state.progress.wished.values()].sort((a, b) => a.at - b.at);
    return wish ? [entryOf(wish, free)] : this.#taken(free);
  }

  /** The next reward that is taken by itself, and used a moment later. */
  #taken(at: Instant): readonly Decision[] {
    const { progress, lots } = this.#state;
    const of = (rewardId: string) => this.#holds.filter((one) => one.rewardId === rewardId);
    const [next] = autoRedemptions({
      ...{ version: this.#version, at, segmentIds: [], lots: lots.values() },
      tierId: progress.tiers?.level()?.id ?? null,
      takenOf: (id) => of(id).map((one) => one.at),
      // A stock is for all members together, of whom a replay sees one at a time.
      takenByAllOf: () => 0,
    });
    if (!next) return [];
    const { reward, takes } = next;
    const redemptionId = String(this.#holds.length + 1);
    const named = { rewardId: reward.id, rewardName: reward.name, version: this.#version.version };
    const hold = { kind: 'hold', redemptionId, at: next.at, ...named, takes } as const;
    this.#holds.push(hold);
    const used = { orderId: '', orderName: '' };
    return [hold, { kind: 'settle', redemptionId, at: instant(next.at + 1), ...used }];
  }
}
