/**
 * Lives of three members who are merged, parted and merged again while they buy, take rewards and
 * bring goods back. Decisions are planned on what was known and on who was one with whom then, as
 * services do it, and are never taken again; merges are withdrawn as mistakes.
 */
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { OrderFact } from '../../app/domain/facts/order-fact.ts';
import type { MemberFacts } from '../../app/domain/fold.ts';
import { foldGroup, type GroupMember } from '../../app/domain/identity/fold-group.ts';
import { admitMerge, groupOf, type Merge, rootOf } from '../../app/domain/identity/merge.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { points } from '../../app/domain/kernel/points.ts';
import { entryOf } from '../../app/domain/ledger/entry-of.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { planHold } from '../../app/domain/rewards/plan-hold.ts';
import { planTake } from '../../app/domain/rewards/plan-take.ts';
import type { Dice } from './dice.ts';
import { factsOf, left, paid, says, type Told } from './language-words.ts';
import { day, dayOf } from './order-words.ts';

export const PEOPLE = ['ann', 'bea', 'cid'] as const;

export type MergedLife = {
  readonly versions: readonly ProgramVersion[];
  /** What is known and who is one with whom, after each thing that happened. */
  readonly moments: readonly Moment[];
  readonly counts: ReadonlyMap<string, number>;
};

export type Moment = {
  readonly at: Instant;
  readonly members: readonly GroupMember[];
  readonly merges: readonly Merge[];
};

const NAMED = { rewardId: 'off', rewardName: 'Off', version: 1 };
const WISHES = [
  ...['buy', 'buy', 'buy', 'return', 'return', 'do', 'do', 'hold', 'hold', 'hold', 'hold'],
  ...['end', 'end', 'end', 'end', 'adjust', 'undo', 'undo', 'merge', 'merge', 'part'],
];

export function liveMerged(
  dice: Dice,
  versions: readonly ProgramVersion[],
  length: number,
): MergedLife {
  const life = new Living(dice, versions);
  const moments: Moment[] = [];
  for (let number = 1; number <= length; number += 1) {
    life.happen(dice.pick(WISHES), number);
    moments.push(life.moment());
  }
  return { versions, moments, counts: life.counts };
}

class Living {
  readonly counts = new Map<string, number>();
  readonly #dice: Dice;
  readonly #versions: readonly ProgramVersion[];
  readonly #told = new Map<string, Told[]>(PEOPLE.map((id) => [id, []]));
  readonly #decisions = new Map<string, Decision[]>(PEOPLE.map((id) => [id, []]));
  #merges: Merge[] = [];
  #on = 1;

  constructor(dice: Dice, versions: readonly ProgramVersion[]) {
    this.#dice = dice;
    this.#versions = versions;
  }

  /** One thing happens, some hours after the last, or is learnt late. */
  happen(wish: string, number: number): void {
    this.#on += this.#dice.pick([0.25, 0.5, 1, 3, 12]);
    const person = this.#dice.pick(PEOPLE);
    const root = rootOf(person, this.#merges);
    switch (wish) {
      case 'buy': {
        const on = this.#on - this.#dice.pick([0, 0, 0, 2]);
        const pounds = this.#dice.pick([10, 40, 125.5]);
        return this.#tell(person, paid(`${number}`, Math.max(1, on), pounds), wish);
      }
      case 'return':
        return this.#bringBack(person);
      case 'do': {
        const activity = this.#dice.pick(['join', 'review', 'birthday']);
        const at = day(this.#on);
        if (this.#dice.oneIn(4)) {
          return this.#tell(person, says(this.#dice.pick(['leave', 'join']), this.#on), 'standing');
        }
        return this.#tell(person, { activity: { id: `T${number}`, activity, at } }, wish);
      }
      case 'hold':
        return this.#hold(root, number);
      case 'end':
        return this.#end();
      case 'adjust':
        return this.#adjust(root, number);
      case 'undo':
        return this.#undo(number);
      case 'merge':
        return this.#merge(person, number);
      default:
        return this.#part();
    }
  }

  moment(): Moment {
    const at = instant(day(this.#on) + 1);
    for (const person of PEOPLE) this.#enter(person);
    return { at, members: this.#members(), merges: [...this.#merges] };
  }

  #bringBack(person: string): void {
    const [order] = [...this.#orders(person)].reverse();
    if (!order) return;
    const kept = this.#dice.pick([0, 5, 9.5]);
    const told = left(order.id, this.#on, kept);
    const { createdAt } = order;
    this.#tell(person, { ...told, created: dayOf(createdAt) }, 'return');
  }

  #hold(root: string, number: number): void {
    const plan = planHold(this.#lots(root), points(this.#dice.pick([5, 5, 20, 60])));
    if (!plan.ok) return;
    const owns = this.#orders(root).map(({ id }) => `order:${id}`);
    const isOfAnother = plan.takes.some(
      ({ lotId }) => lotId.startsWith('order:') && !owns.includes(lotId),
    );
    const { takes } = plan;
    const at = this.#stamp();
    this.#decide(root, { kind: 'hold', redemptionId: `R${number}`, at, ...NAMED, takes });
    if (isOfAnother) this.#count('of another’s points');
  }

  /** A redemption ends where it was begun, whoever has everything by then. */
  #end(): void {
    const open = PEOPLE.flatMap((person) => {
      const decisions = this.#decisionsOf(person);
      const ended = new Set(
        decisions.flatMap((one) =>
          one.kind === 'settle' || one.kind === 'release' ? one.redemptionId : [],
        ),
      );
      return decisions.flatMap((one) =>
        one.kind === 'hold' && !ended.has(one.redemptionId) ? { person, ...one } : [],
      );
    });
    if (open.length === 0) return;
    const { person, redemptionId } = this.#dice.pick(open);
    const at = this.#stamp();
    if (this.#dice.oneIn(3)) return this.#decide(person, { kind: 'release', redemptionId, at });
    const by = { orderId: `X${redemptionId}`, orderName: '#X' };
    this.#decide(person, { kind: 'settle', redemptionId, at, ...by });
  }

  #adjust(root: string, number: number): void {
    const gives = points(this.#dice.pick([25, -10]));
    const plan = gives > 0 ? null : planTake(this.#lots(root), points(-gives));
    if (plan && !plan.ok) return;
    const takes = plan ? plan.takes : [];
    const reason = 'A gesture';
    const at = this.#stamp();
    this.#decide(root, { kind: 'adjust', id: `G${number}`, at, points: gives, reason, takes });
  }

  /** So is an adjustment undone where it was made. */
  #undo(number: number): void {
    const made = PEOPLE.flatMap((person) => {
      const decisions = this.#decisionsOf(person);
      const undone = new Set(decisions.flatMap((one) => (one.kind === 'undo' ? one.of : [])));
      return decisions.flatMap((one) =>
        one.kind === 'adjust' && !undone.has(one.id) ? { person, of: one.id } : [],
      );
    });
    if (made.length === 0) return;
    const { person, of } = this.#dice.pick(made);
    const at = this.#stamp();
    this.#decide(person, { kind: 'undo', id: `U${number}`, at, of, reason: 'A mistake' });
  }

  #merge(from: string, number: number): void {
    const into = this.#dice.pick(PEOPLE);
    if (!admitMerge({ from, into }, this.#merges).ok) return;
    this.#merges.push({ id: `M${number}`, from, into, at: this.#stamp() });
    this.#count('merge');
    if (this.#merges.length > 1) this.#count('chain or two into one');
  }

  #part(): void {
    if (this.#merges.length === 0) return;
    this.#merges.splice(this.#dice.roll(this.#merges.length), 1);
    this.#count('part');
  }

  /** Points for a level are decided on at once, for the root. */
  #enter(person: string): void {
    const { root, members } = groupOf(person, this.#merges);
    if (root !== person) return;
    const group = this.#members().filter(({ memberId }) => members.includes(memberId));
    const { outcome } = foldGroup(group, this.#merges, this.#versions, day(this.#on));
    for (const wish of outcome.wishes) this.#decide(root, entryOf(wish, this.#stamp()));
  }

  #lots(root: string) {
    const { members } = groupOf(root, this.#merges);
    const group = this.#members().filter(({ memberId }) => members.includes(memberId));
    const { outcome } = foldGroup(group, this.#merges, this.#versions, day(this.#on));
    return outcome.state.lots.values();
  }

  #members(): GroupMember[] {
    return PEOPLE.map((memberId) => ({ memberId, facts: this.#facts(memberId) }));
  }

  #facts(memberId: string): MemberFacts {
    const facts = factsOf(this.#told.get(memberId) ?? []);
    return { ...facts, decisions: [...this.#decisionsOf(memberId)], uses: [] };
  }

  #orders(memberId: string): readonly OrderFact[] {
    return factsOf(this.#told.get(memberId) ?? []).orders;
  }

  #decisionsOf(memberId: string): Decision[] {
    return this.#decisions.get(memberId) ?? [];
  }

  #tell(memberId: string, told: Told, what: string): void {
    this.#told.get(memberId)?.push(told);
    this.#count(what);
  }

  #decide(memberId: string, decision: Decision): void {
    this.#decisionsOf(memberId).push(decision);
    this.#count(decision.kind);
  }

  /** Decisions of one group never share an instant. */
  #stamp(): Instant {
    this.#on += 0.01;
    return day(this.#on);
  }

  #count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }
}
