/** Bugs in who is one with whom, whose book a movement is in, and whose a guest's order is. */
import type { Mutant, NamedTest } from './mutant.ts';

const MERGE = 'app/domain/identity/merge.ts';
const GROUP = 'app/domain/identity/fold-group.ts';
const PARTING = 'app/domain/identity/part-books.ts';
const BOOK = 'app/domain/identity/open-book.ts';
const GUESTS = 'app/domain/identity/guest-orders.ts';

const unit =
  (name: string) =>
  (title: string): NamedTest => ({
    project: 'unit',
    file: `app/domain/identity/${name}.test.ts`,
    title,
  });
const group = unit('fold-group');
const guests = unit('guest-orders');

export const IDENTITY: readonly Mutant[] = [
  {
    name: 'a member may be merged into one who was merged into them',
    breaks: 'Merges never lead from a member back to themselves.',
    file: MERGE,
    find: 'if (rootOf(into, merges) === from)',
    put: 'if (merges.some((one) => one.from === into && one.into === from))',
    killedBy: unit('merge')('a merge is admitted > never into one’s own, however far'),
  },
  {
    name: 'in a chain of merges points stop half-way',
    breaks: 'Who was merged is left with nothing: their root has everything.',
    file: PARTING,
    find: 'const taker = follow(merge.from, this.#arrows);',
    put: 'const taker = merge.into;',
    killedBy: group('through a chain everything comes to its end, whichever link was made first'),
  },
  {
    name: 'what happens at the very instant of a merge happens before it',
    breaks: 'A merge at the instant of another fact: the transfer comes first.',
    file: PARTING,
    find: 'parting.mergeUpTo(movement.at);',
    put: 'parting.mergeUpTo((movement.at - 1) as typeof movement.at);',
    killedBy: group(
      'at the very instant of a merge > the transfer comes first: ' +
        'what is earned then is earned by who has everything',
    ),
  },
  {
    name: 'a merge hands points on before it has come',
    breaks: 'The books stay apart in time: movements before a merge are theirs.',
    file: GROUP,
    find: 'const done = theirs.filter(({ at }) => at <= asOf);',
    put: 'const done = theirs;',
    killedBy: group('a merge still to come hands nothing on, and is the next fact'),
  },
  {
    name: 'what still waits stays with who was merged',
    breaks: 'At the merge all that a lot holds is moved.',
    file: BOOK,
    find: "const OWN: readonly Own[] = ['pending', 'available', 'held'];",
    put: "const OWN: readonly Own[] = ['available', 'held'];",
    killedBy: group('what still waits is handed on waiting, and matures in the book of who has it'),
  },
  {
    name: 'a debt is handed on as if it were points',
    breaks: 'Lots below zero turn the direction of a transfer round.',
    file: BOOK,
    find: '...(isDebt ? back : out),',
    put: '...out,',
    killedBy: group('a debt is handed on the other way round: who gives it is given points'),
  },
  {
    name: 'a lot changes member without what its order is worth',
    breaks: 'What happens later to the fact goes on where its lot is.',
    file: BOOK,
    find: 'taken.awarded = points(taken.awarded + part.awarded);',
    put: 'taken.awarded = points(taken.awarded + 0);',
    killedBy: group('what a lot is worth goes with it, so that its order goes on where it is'),
  },
  {
    name: 'what a reward takes is in the book of whose the lot is',
    breaks: 'Decisions stay with the member who took them.',
    file: 'app/domain/identity/owners-of-movements.ts',
    find: 'return this.#byCause.get(cause) ?? this.ofLot(lotId);',
    put: 'return this.ofLot(lotId) ?? this.#byCause.get(cause);',
    killedBy: unit('once')('of two decisions for one level the later one does nothing'),
  },
  {
    name: 'what members said of taking part is not put together',
    breaks: 'Standing is that of both together, by time.',
    file: GROUP,
    find: 'standing: members.flatMap(({ facts }) => facts.standing ?? []),',
    put: 'standing: members[0]?.facts.standing ?? [],',
    killedBy: unit('once')('whether they take part is what both said, by time'),
  },
  {
    name: 'the last to join with an e-mail has its orders',
    breaks: 'Of several customers who join with one e-mail the first has it.',
    file: GUESTS,
    find: '=> a.at - b.at ||',
    put: '=> b.at - a.at ||',
    killedBy: guests(
      'a guest’s order > is the first one’s of several who join with its e-mail, ' +
        'whoever is told of first',
    ),
  },
  {
    name: 'the version of the order says how far to look back',
    breaks: 'The look-back is that of the version in force when they join.',
    file: GUESTS,
    find: 'versionInForce(versions, at);',
    put: 'versionInForce(versions, order.createdAt);',
    killedBy: guests(
      'a guest’s order > is looked back at by the version in force when they join, ' +
        'not when it was placed',
    ),
  },
  {
    name: 'a day of the look-back is always 24 hours',
    breaks: 'Days of the look-back are calendar days in the shop’s zone.',
    file: GUESTS,
    find: 'at <= addDays(order.createdAt, lookBackDays, zone);',
    put: "at <= addDays(order.createdAt, lookBackDays, zone && 'UTC');",
    killedBy: guests(
      'a day is a calendar day: the hour that the clock skips or repeats is not counted',
    ),
  },
];
