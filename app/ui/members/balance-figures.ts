/** The three numbers of a member's page, each with what it means for this member. */
import type { MemberPage } from '../../contracts/admin-members.ts';
import { sayDay, sayNumber } from '../status/say-status.ts';

export type BalanceFigure = {
  readonly name: string;
  readonly value: string;
  readonly words: string;
};

type Balance = Pick<
  MemberPage,
  'pending' | 'available' | 'held' | 'isSealed' | 'readAt' | 'zone' | 'lots'
>;

export function balanceFigures(member: Balance): readonly BalanceFigure[] {
  const [available, pending, held] = [member.available, member.pending, member.held].map(sayNumber);
  const sum = { available: available ?? '', pending: pending ?? '', held: held ?? '' };
  if (member.isSealed) {
    return [
      { name: 'Never spent', value: sum.available, words: 'Nobody can use them any more' },
      { name: 'Never due', value: sum.pending, words: 'Were waiting when the person was erased' },
      { name: 'Reserved', value: sum.held, words: 'Were for rewards not used yet' },
    ];
  }
  return [
    {
      ...{ name: 'To spend', value: sum.available },
      words:
        member.available < 0
          ? 'Owed: what can be spent next pays it first'
          : 'Points they can use now',
    },
    { name: 'Waiting', value: sum.pending, words: sayNext(member) },
    { name: 'Reserved', value: sum.held, words: 'For rewards taken and not used yet' },
  ];
}

function sayNext({ lots, readAt, zone }: Balance): string {
  const dates = lots.flatMap(({ pending, maturesAt }) =>
    pending > 0 && maturesAt !== null ? [maturesAt] : [],
  );
  if (dates.length === 0) return 'Nothing waits';
  const next = Math.min(...dates);
  // What is due is worked in within moments; until then its day is no promise.
  return next <= readAt ? 'The next in a moment' : `The next on ${sayDay(next, zone)}`;
}
