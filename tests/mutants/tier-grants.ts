/** Bugs in levels that are given, in the window from joining, and in who is woken for a tier. */
import type { Mutant, NamedTest } from './mutant.ts';

const TRACK = 'app/domain/tiers/tier-track.ts';
const MEMBER = 'app/domain/tiers/member-tiers.ts';
const CONTRIBUTIONS = 'app/domain/tiers/contributions.ts';
const GRANTS = 'app/domain/tiers/level-grants.ts';

const given = (sentence: string): NamedTest => ({
  project: 'unit',
  file: 'app/domain/fold-grants.test.ts',
  title: sentence,
});
const SPARE: NamedTest = {
  project: 'unit',
  file: 'app/domain/tiers/tier-answers.test.ts',
  title:
    'what can be asked > when the tier is lost at last: as late as what is more than enough allows',
};
const HELD = given(
  'a level that staff give > is held from the grant’s instant and before its end, and multiplies',
);
const LAST = given(
  'a level that staff give > is held as the last of several grants of it says, which may take ' +
    'it back',
);

export const TIER_GRANTS: readonly Mutant[] = [
  {
    name: 'a level that is taken back stays with the member',
    breaks: 'A grant whose `until` is not after its `at` takes the level back.',
    file: GRANTS,
    find: 'until <= at) this.#until.delete(levelId);',
    put: 'until <= at) return;',
    killedBy: LAST,
  },
  {
    name: 'of several grants of one level the first one holds',
    breaks: 'Of several grants of one level the last one holds.',
    file: GRANTS,
    find: 'else this.#until.set(levelId, until ?? NEVER);',
    put: 'else if (!this.#until.has(levelId)) this.#until.set(levelId, until ?? NEVER);',
    killedBy: LAST,
  },
  {
    name: 'a level that was given is still held at the instant at which that ends',
    breaks: 'A member has a level before its grant’s `until`.',
    file: MEMBER,
    find: 'end <= to; end = this.#grants.nextEndAt()',
    put: 'end < to; end = this.#grants.nextEndAt()',
    killedBy: HELD,
  },
  {
    name: 'whoever climbs past the place of an invited level is invited',
    breaks: 'A level with `inviteOnly` is never met by progress.',
    file: 'app/domain/tiers/climbed-ladder.ts',
    find: '({ inviteOnly }) => !inviteOnly',
    put: '({ inviteOnly, threshold }) => !inviteOnly || threshold === 0',
    killedBy: given(
      'a level that staff give > is never met by progress where it is for those invited',
    ),
  },
  {
    name: 'a level that was given hides a higher one that is climbed',
    breaks: 'The tier is the higher of what is granted and of what is climbed.',
    file: MEMBER,
    find: 'levels.findLast(({ id }) => id === climbed || this.#grants.has(id));',
    put: `levels.findLast(({ id }) => this.#grants.has(id)) ??
      levels.find(({ id }) => id === climbed);`,
    killedBy: given(
      'a level that staff give > gives way to a higher one that is climbed, and stands above ' +
        'a lower one',
    ),
  },
  {
    name: 'a level that is climbed and given is said to be lost with the first of both',
    breaks: 'Between now and `nextChangeAt` time alone does not change the tier, and then it does.',
    file: MEMBER,
    find: 'Math.max(lostAt ?? -NEVER, this.#grants.endOf(id) ?? -NEVER)',
    put: 'Math.min(lostAt ?? NEVER, this.#grants.endOf(id) ?? NEVER)',
    killedBy: {
      project: 'unit',
      file: 'app/domain/tiers/member-tiers-naive.test.ts',
      title: 'the tier is the higher of what is climbed and what is given, at every instant',
    },
  },
  {
    name: 'a checkpoint forgets the levels that were given',
    breaks: 'Folding on from a checkpoint is folding from scratch.',
    file: MEMBER,
    find: '    copy.#grants = this.#grants.copy();\n',
    put: '',
    killedBy: given(
      'a checkpoint > knows what was given and when the customer joined, and is left as it was',
    ),
  },
  {
    name: 'a second decision to give a level’s points is one too many for the fold',
    breaks: 'A second `entry` for a level does nothing.',
    file: 'app/domain/ledger/apply-gift.ts',
    find: '  if (progress.entered.has(levelId)) return;\n',
    put: '',
    killedBy: given('a second decision to give a level’s points > does nothing'),
  },
  {
    name: 'an order created before joining counts where it is paid after it',
    breaks: 'Of the window `joining` is out what was created before the customer first joined.',
    file: 'app/domain/tiers/windows/joining.ts',
    find: '{ since, joinedAt }',
    put: '{ inAt: since, joinedAt }',
    killedBy: given(
      'the window from joining > asks when an order was created, not when it was paid',
    ),
  },
  {
    name: 'who joins again begins anew',
    breaks: 'The window `joining` begins when the customer first joined.',
    file: TRACK,
    find: '    if (this.joinedAt !== null) return;\n',
    put: '',
    killedBy: given(
      'the window from joining > begins once: who leaves and joins again keeps what they have',
    ),
  },
  {
    name: 'a refund of what was bought before joining takes from what was bought since',
    breaks: 'What is out of a window is out, whatever becomes of it.',
    file: CONTRIBUTIONS,
    find: '      contribution.leavesAt = at;\n',
    put: '',
    killedBy: given(
      'the window from joining > begins when the customer joins: what was created before is ' +
        'out from then on',
    ),
  },
  {
    name: 'a member is woken when the first purchase leaves, though it takes no tier',
    breaks: 'A purchase that leaves without moving the tier wakes nobody.',
    file: CONTRIBUTIONS,
    find: 'if (this.spareSum + next.amount > spare) return next.leavesAt;',
    put: 'if (spare >= 0) return next.leavesAt;',
    killedBy: SPARE,
  },
  {
    name: 'what came back of a purchase that could be spared is still spared',
    breaks: '`nextChangeAt` is the first instant at which time alone moves the tier.',
    file: CONTRIBUTIONS,
    find: '    if (contribution.spare) this.spareSum += amount - contribution.amount;\n',
    put: '',
    killedBy: SPARE,
  },
];
