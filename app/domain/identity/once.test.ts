/** What can be had once is had once by members who are one. */
import { expect, test } from 'vitest';
import {
  decided,
  did,
  factsOf,
  ladder,
  paid,
  says,
  saying,
  type Told,
} from '../../../tests/simulation/language-words.ts';
import { day } from '../../../tests/simulation/order-words.ts';
import { entryOf } from '../ledger/entry-of.ts';
import { instant } from '../kernel/instant.ts';
import { points } from '../kernel/points.ts';
import type { ProgramVersion } from '../program/program.ts';
import { foldGroup, foldGroups, type GroupMember } from './fold-group.ts';
import type { Merge } from './merge.ts';

const INTO_BEA: Merge = { id: 'M', from: 'ann', into: 'bea', at: day(20) };

test('an activity done by both gives points for the earlier one', () => {
  const rule = {
    id: 'join',
    activity: 'join',
    points: points(50),
    limit: { kind: 'once' },
  } as const;
  const versions = [saying({ activities: [rule] })];
  const members = [member('ann', did('join', 3)), member('bea', did('join', 2))];
  expect(lotsOf(members, [], versions)).toEqual({
    ann: ['activity:join-3 0/50/0'],
    bea: ['activity:join-2 0/50/0'],
  });
  expect(lotsOf(members, [INTO_BEA], versions)).toEqual({
    ann: [],
    bea: ['activity:join-2 0/50/0'],
  });
});

test('of two decisions for one level the later one does nothing', () => {
  const versions = [saying({ tiers: ladder('Bronze 0, Gold 100 +40') })];
  const ann = [paid('A', 1, 100), entered(3, 40)];
  const bea = [paid('B', 1, 100), entered(2, 40)];
  const members = [member('ann', ...ann), member('bea', ...bea)];
  expect(lotsOf(members, [INTO_BEA], versions)).toEqual({
    ann: ['order:A 0/0/0'],
    bea: ['entry:gold 0/40/0', 'order:A 0/100/0', 'order:B 0/100/0'],
  });
  // What Ann had spent of hers stays spent, and is missing from Bea's
  const spending = decided({
    kind: 'hold',
    redemptionId: 'R',
    at: day(5),
    ...{ rewardId: 'off', rewardName: 'Off', version: 1 },
    takes: [{ lotId: 'entry:gold', points: points(30) }],
  });
  const spent = [member('ann', ...ann, spending), member('bea', ...bea)];
  const { outcome, books } = foldGroup(spent, [INTO_BEA], versions, day(30));
  expect(outcome.state.lots.get('entry:gold')).toMatchObject({ available: 10, held: 30 });
  expect(books.get('ann')?.movements.filter(({ lotId }) => lotId === 'entry:gold')).toMatchObject([
    { kind: 'hold', points: 30 },
    { kind: 'transfer', from: 'transferred', to: 'available', points: 30 },
    { kind: 'transfer', from: 'held', to: 'transferred', points: 30 },
  ]);
});

test('who owes on the other’s points for a level is given their own into that debt', () => {
  const versions = [saying({ tiers: ladder('Bronze 0, Gold 100 +40') })];
  const taken = decided({
    kind: 'hold',
    redemptionId: 'R',
    at: day(22),
    ...{ rewardId: 'off', rewardName: 'Off', version: 1 },
    takes: [{ lotId: 'entry:gold', points: points(30) }],
  });
  const ann = member('ann', paid('A', 1, 100), entered(2, 40));
  const bea = member('bea', taken, paid('B', 23, 100), entered(24, 40));
  expect(lotsOf([ann, bea], [INTO_BEA], versions).bea).toContain('entry:gold 0/10/30');
  expect(lotsOf([ann, bea], [], versions)).toEqual({
    ann: ['entry:gold 0/40/0', 'order:A 0/100/0'],
    bea: ['entry:gold 0/40/30', 'order:B 0/70/0'],
  });
});

test('at one instant the decision of the first by id counts, however they are given', () => {
  const versions = [saying({ tiers: ladder('Bronze 0, Gold 100 +40') })];
  const ann = member('ann', paid('A', 1, 100), entered(2, 40));
  const bea = member('bea', paid('B', 1, 100), entered(2, 30));
  for (const members of [
    [ann, bea],
    [bea, ann],
  ]) {
    const { outcome, books } = foldGroup(members, [INTO_BEA], versions, day(30));
    expect(outcome.state.lots.get('entry:gold')?.available).toBe(40);
    expect(books.get('ann')?.movements.map(({ lotId }) => lotId)).toContain('entry:gold');
  }
});

test('a bonus given once, caps, orders’ numbers and the tier are of all orders together', () => {
  const versions = [
    saying({
      campaigns: [
        {
          ...{
            id: 'first',
            name: 'First',
            when: [{ kind: 'first-orders', not: false, orders: 1 }],
          },
          gives: { kind: 'bonus', points: points(500), once: true },
        },
      ],
      caps: { order: null, day: null, month: null, member: points(650) },
      tiers: ladder('Bronze 0, Gold 150'),
    }),
  ];
  const members = [member('ann', paid('A', 1, 100)), member('bea', paid('B', 2, 100))];
  const alone = foldGroups(members, [], versions, day(30));
  expect(alone.map(({ outcome }) => outcome.state.progress.tiers?.level()?.id)).toEqual([
    ...['bronze', 'bronze'],
  ]);
  const { outcome } = foldGroup(members, [INTO_BEA], versions, day(30));
  expect(outcome.state.progress.tiers?.level()?.id).toBe('gold');
  expect([...outcome.state.lots.values()].map(({ id, awarded }) => [id, awarded])).toEqual([
    ...[
      ['order:A', 100],
      ['order:A:first', 500],
      ['order:B', 50],
    ],
  ]);
});

test('whether they take part is what both said, by time', () => {
  const versions = [saying({})];
  const members = [
    member('ann', says('leave', 2), paid('A', 3, 10), paid('C', 6, 10)),
    member('bea', paid('B', 3, 10), says('join', 5)),
  ];
  const { outcome } = foldGroup(members, [INTO_BEA], versions, day(30));
  expect([...outcome.state.lots.keys()]).toEqual(['order:C']);
});

test('a level reached together is wished for once, by the root', () => {
  const versions = [saying({ tiers: ladder('Bronze 0, Gold 150 +40') })];
  const members = [member('ann', paid('A', 1, 100)), member('bea', paid('B', 2, 100))];
  expect(
    foldGroups(members, [], versions, day(30)).flatMap(({ outcome }) => outcome.wishes),
  ).toEqual([]);
  const { root, outcome } = foldGroup(members, [INTO_BEA], versions, day(30));
  expect(outcome.wishes).toMatchObject([{ levelId: 'gold', points: 40 }]);
  const [wish] = outcome.wishes;
  if (!wish) throw new Error('Gold gives points.');
  const taken = member(root, paid('B', 2, 100), decided(entryOf(wish, instant(day(21)))));
  const given = members.map((one) => (one.memberId === root ? taken : one));
  expect(foldGroup(given, [INTO_BEA], versions, day(30)).outcome.wishes).toEqual([]);
  // Un-merged it stays with who was given it, whoever climbs alone
  const parted = lotsOf([...given.slice(0, 1), taken], [], versions);
  expect(parted).toEqual({
    ann: ['order:A 0/100/0'],
    bea: ['entry:gold 0/40/0', 'order:B 0/100/0'],
  });
});

function member(memberId: string, ...told: readonly Told[]): GroupMember {
  return { memberId, facts: { ...factsOf(told), uses: [] } };
}

function entered(on: number, gives: number): Told {
  return decided({
    ...{ kind: 'entry', levelId: 'gold', levelName: 'Gold', version: 1 },
    ...{ at: day(on), points: points(gives) },
  });
}

/** Every book's lots on day 30, pending/available/held. */
function lotsOf(
  members: readonly GroupMember[],
  merges: readonly Merge[],
  versions: readonly ProgramVersion[],
): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { books } of foldGroups(members, merges, versions, day(30))) {
    for (const [memberId, { lots }] of books) {
      all[memberId] = [...lots.values()]
        .map(({ id, pending, available, held }) => `${id} ${pending}/${available}/${held}`)
        .sort();
    }
  }
  return all;
}
