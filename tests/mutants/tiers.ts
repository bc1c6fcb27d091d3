/** Bugs in tiers: progress, what is kept, new ladders, which tier an order is judged by. */
import type { Mutant } from './mutant.ts';

const TRACK = 'app/domain/tiers/tier-track.ts';
const TRACK_TEST = 'app/domain/tiers/tier-track.test.ts';
const TIER_KEEPING_TEST = 'app/domain/tiers/tier-keeping.test.ts';
const EARNING_TEST = 'app/domain/fold-earning.test.ts';
const TIERS_TEST = 'app/domain/fold-tiers.test.ts';

const AT_CREATION =
  'what an order earns > an order is judged by the tier at its creation, though it ' +
  'was paid in another';

export const TIERS: readonly Mutant[] = [
  {
    name: 'what an order contributes leaves a millisecond late',
    breaks: 'A contribution leaves N × 24 h after the payment, to the millisecond.',
    file: 'app/domain/tiers/windows/days.ts',
    find: 'instant(inAt + window.days * DAY_MS)',
    put: 'instant(inAt + window.days * DAY_MS + 1)',
    killedBy: {
      project: 'unit',
      file: TRACK_TEST,
      title:
        'the year of 365 days, kept for 365 more > an order counts for 365 days, to the ' +
        'millisecond, and its tier for 365 more',
    },
  },
  {
    name: 'what a refund leaves of an order leaves a window after the refund',
    breaks:
      'A refund lowers a contribution at its own instant, and it still leaves with its order.',
    file: 'app/domain/tiers/contributions.ts',
    find: 'let contribution = this.byKey.get(key);\n',
    put: `let contribution = this.byKey.get(key);
    if (contribution && amount < contribution.amount) {
      this.sum -= contribution.amount;
      contribution.amount = 0;
      contribution = undefined;
    }
`,
    killedBy: {
      project: 'unit',
      file: TRACK_TEST,
      title:
        'the year of 365 days, kept for 365 more > a refund counts at its own instant, ' +
        'and leaves with its order',
    },
  },
  {
    name: 'zone ignored: the calendar year of tiers is that of UTC',
    breaks: 'Years are the shop’s zone’s.',
    file: 'app/domain/tiers/windows/year.ts',
    find: 'startOfNextYear(inAt, zone)',
    put: "startOfNextYear(inAt, zone && 'UTC')",
    killedBy: {
      project: 'unit',
      file: TRACK_TEST,
      title: 'other windows > the calendar year begins anew at the shop’s midnight',
    },
  },
  {
    name: 'a level is kept for one calendar year too many',
    breaks: '`period-end` keeps a level to the end of the year in which it was last met.',
    file: 'app/domain/tiers/keepings/period-end.ts',
    find: 'startOfNextYear(lastMetAt, zone)',
    put: 'startOfNextYear(startOfNextYear(lastMetAt, zone), zone)',
    killedBy: {
      project: 'unit',
      file: TIER_KEEPING_TEST,
      title:
        'other keepings > to the end of the year in which it was last met, and the days of grace',
    },
  },
  {
    name: 'who loses a level falls to the bottom, soft landing or not',
    breaks: 'With `softLanding` a level that is lost leaves the member one level lower.',
    file: TRACK,
    find: '    this.tier -= 1;\n',
    put: '    this.tier = this.met;\n',
    killedBy: {
      project: 'unit',
      file: TIER_KEEPING_TEST,
      title:
        'soft landing > one level at a time, each kept as long as if it had been met until then',
    },
  },
  {
    name: 'a level met again is lost when it was to be lost before',
    breaks: 'A level is kept from the last instant at which it was met.',
    file: TRACK,
    find: 'for (let level = this.met + 1; level <= wasMet; level += 1) this.lastMetAt[level] = at;',
    put: `for (let level = this.met + 1; level <= wasMet; level += 1) {
      if (this.lastMetAt[level] === -NEVER) this.lastMetAt[level] = at;
    }`,
    killedBy: {
      project: 'unit',
      file: TRACK_TEST,
      title:
        'the year of 365 days, kept for 365 more > a tier that is met again is kept from then on',
    },
  },
  {
    name: 'under a new ladder the old tier stays',
    breaks: 'Under a new version tiers are what they would be had its ladder always been in force.',
    file: TRACK,
    find: '    track.moves = this.takeMoves();\n',
    put: `    track.tier = Math.min(this.tier, ladder.levels.length - 1);
    track.moves = this.takeMoves();
`,
    killedBy: {
      project: 'unit',
      file: 'app/domain/tiers/tier-answers.test.ts',
      title:
        'another ladder comes into force > the tier is what it would be had that one ' +
        'always been in force, told as one move',
    },
  },
  {
    name: 'a new ladder is climbed a moment after it came into force',
    breaks: 'A version is in force from its very instant on, for tiers too.',
    file: 'app/domain/tiers/member-tiers.ts',
    find: 'next && next.effectiveAt <= to;',
    put: 'next && next.effectiveAt < to;',
    killedBy: {
      project: 'unit',
      file: TIERS_TEST,
      title: 'tiers > a new ladder is climbed from the very instant at which it comes into force',
    },
  },
  {
    name: 'a tier reached by an order multiplies that order',
    breaks: 'A tier reached by an order counts from the next one.',
    file: 'app/domain/ledger/apply-order-step.ts',
    find: "  if (step.kind === 'paid') placeOrder(working, order);\n",
    put: `  if (step.kind === 'paid') {
    working.progress.tiers?.note('spend', order.id, step.eligibleMinor, step.at);
    placeOrder(working, order);
  }
`,
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: AT_CREATION,
    },
  },
  {
    name: 'tier re-rating: a refund is worked out by the tier of today',
    breaks: 'The tier of an order is the one at its creation, for ever.',
    file: 'app/domain/ledger/place-order.ts',
    find: 'if (memory.orders) return placed.get(order.id)?.placement ?? null;',
    put: `const known = placed.get(order.id)?.placement ?? null;
  const percent = working.progress.tiers?.level()?.multiplierPercent ?? 100;
  if (memory.orders) return known && { ...known, tierPercent: percent };`,
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title:
        'what an order earns > what comes back of it is worth what it was by that tier, ' +
        'whatever the tier is now',
    },
  },
  {
    name: 'an order is judged by the tier at its payment',
    breaks: 'The tier of an order is the one at its creation, for ever.',
    file: 'app/domain/fold-events.ts',
    find: 'if (paidAt === undefined || order.createdAt >= paidAt) return [];',
    put: 'if (paidAt === undefined || order.createdAt <= paidAt) return [];',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: AT_CREATION,
    },
  },
  {
    name: 'an order that was taken back still counts for a tier of orders',
    breaks: 'Basis `orders`: an order is 1 while its counted amount is above zero.',
    file: 'app/domain/ledger/apply-order-step.ts',
    find: 'countedMinor > 0 ? 1 : 0, at, createdAt',
    put: '1, at, createdAt',
    killedBy: {
      project: 'unit',
      file: TIERS_TEST,
      title: 'tiers > of orders: those of which something is left count, one each',
    },
  },
  {
    name: 'activities bring nobody to a level of points',
    breaks: 'Basis `points`: points earned net by orders and activities.',
    file: 'app/domain/ledger/apply-activity.ts',
    find: "  progress.tiers?.note('points', lot.id, given, at);\n",
    put: '',
    killedBy: {
      project: 'unit',
      file: TIERS_TEST,
      title: 'tiers > of points: orders and activities count, the points for a level do not',
    },
  },
  {
    name: 'the points for a level bring a member to the next',
    breaks: 'Basis `points`: the bonus for reaching a level is left out.',
    file: 'app/domain/ledger/apply-gift.ts',
    find: '  progress.wished.delete(levelId);\n',
    put: `  progress.wished.delete(levelId);
  progress.tiers?.note('points', \`entry:\${levelId}\`, amount, at);
`,
    killedBy: {
      project: 'unit',
      file: TIERS_TEST,
      title: 'tiers > of points: orders and activities count, the points for a level do not',
    },
  },
];
