/** Bugs in how points wait and expire. */
import type { Mutant } from './mutant.ts';

const STEP = 'app/domain/ledger/apply-order-step.ts';
const EARNING_TEST = 'app/domain/fold-earning.test.ts';
const KEEPING_TEST = 'app/domain/fold-keeping.test.ts';
const REGISTRY = 'app/domain/expiry/registry.ts';
const ALIVE = 'expiry > inactivity: an order keeps everything, what comes back of one does not';
const RELEASED = 'expiry > what is reserved does not expire; when it comes back it lives a day';

export const EXPIRY: readonly Mutant[] = [
  {
    name: 'zone ignored: points wait so many times 24 hours',
    breaks: 'Points wait calendar days of the shop’s zone.',
    file: STEP,
    find: 'return pendingDays > 0 ? addDays(from, pendingDays, zone) : null;',
    put: "return pendingDays > 0 ? addDays(from, pendingDays, zone && 'UTC') : null;",
    killedBy: {
      project: 'unit',
      file: 'app/domain/ledger/apply-order-step.test.ts',
      title: 'the wait is in days of the shop’s zone',
    },
  },
  {
    name: 'points that wait for the fulfilment wait for ever',
    breaks: 'Points wait from the fulfilment of the whole order.',
    file: STEP,
    find: "  if (step.kind === 'fulfilled') letWait(working, judged, remembered);\n",
    put: '',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: 'waiting > from fulfilment: nothing matures before all of it was sent',
    },
  },
  {
    name: 'an order that was sent matures from its payment',
    breaks: 'Points wait from the fulfilment of the whole order.',
    file: STEP,
    find: 'if (lot) working.waitUntil(lot, addDays(step.at, pendingDays, zone));',
    put: 'if (lot) working.waitUntil(lot, addDays(lot.earnedAt, pendingDays, zone));',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: 'waiting > from fulfilment: nothing matures before all of it was sent',
    },
  },
  {
    name: 'bonuses are not let go when their order is sent',
    breaks: 'Every rule line waits from the fulfilment.',
    file: STEP,
    find: 'for (const ruleId of remembered?.ruleIds ?? [earning.id]) {',
    put: 'for (const ruleId of [remembered?.ruleIds[0] ?? earning.id]) {',
    killedBy: {
      project: 'unit',
      file: EARNING_TEST,
      title: 'waiting > from fulfilment: bonuses wait as the rest does',
    },
  },
  {
    name: 'what is reserved expires',
    breaks: 'Only what can be spent expires; what is reserved does not.',
    file: 'app/domain/ledger/pass-time.ts',
    find: "to: 'expired', points: lot.available }",
    put: "to: 'expired', points: (lot.available + lot.held) as typeof lot.held }",
    killedBy: { project: 'unit', file: KEEPING_TEST, title: RELEASED },
  },
  {
    name: 'at one instant points expire before others mature',
    breaks: 'At one instant points due then mature, then points due then expire.',
    file: 'app/domain/ledger/pass-time.ts',
    find: '(end === null || due <= end)',
    put: '(end === null || due < end)',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'expiry > at one instant what is due matures before what is over expires',
    },
  },
  {
    name: 'grace is forgotten',
    breaks: '`graceDays` is added to the end of every model.',
    file: REGISTRY,
    find: 'return told === null ? null : addDays(told, graceDaysOf(expiry), zone);',
    put: 'return told === null ? null : addDays(told, Math.min(graceDaysOf(expiry), 0), zone);',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'expiry > after earning: each lot by itself, grace included',
    },
  },
  {
    name: 'points that come back after their end are gone at once',
    breaks: 'Points that come back after the expiry live `graceDays` more, at least one day.',
    file: REGISTRY,
    find: 'Math.max(graceDaysOf(expiry), 1)',
    put: 'graceDaysOf(expiry)',
    killedBy: { project: 'unit', file: KEEPING_TEST, title: RELEASED },
  },
  {
    name: 'points that come back after their end live for ever',
    breaks: 'Points that come back after the expiry live `graceDays` more, at least one day.',
    file: 'app/domain/ledger/lot-ends.ts',
    find: '    if (expiresAt <= at) lot.expiresAt = laterEnd(working, lot, at);\n',
    put: '    if (expiresAt <= at) return;\n',
    killedBy: { project: 'unit', file: KEEPING_TEST, title: RELEASED },
  },
  {
    name: 'zone ignored: months end at the hour of UTC',
    breaks: 'So many months later is the same time of day in the shop’s zone.',
    file: 'app/domain/expiry/models/after-earning.ts',
    find: 'addMonths(earnedAt, months, zone)',
    put: "addMonths(earnedAt, months, zone && 'UTC')",
    killedBy: {
      project: 'unit',
      file: 'app/domain/expiry/registry.test.ts',
      title: 'twelve months after they were earned > in Europe/London, earned at 2026-03-28T10:00Z',
    },
  },
  {
    name: 'what is earned as the date of the year begins is gone as it comes',
    breaks: 'The date of the year is one after the instant of earning.',
    file: 'app/domain/expiry/models/yearly.ts',
    find: 'if (end >= least && end > earnedAt) return end;',
    put: 'if (end >= least && end >= earnedAt) return end;',
    killedBy: {
      project: 'unit',
      file: 'app/domain/expiry/registry.test.ts',
      title: 'on a date of the year > in UTC, earned at 2027-01-01T00:00Z',
    },
  },
  {
    name: 'an order does not keep points alive',
    breaks: 'An order paid is an activity.',
    file: STEP,
    find: "  if (step.kind === 'paid') working.touch(step.at);\n",
    put: '  if (working.progress.lastActivityAt === null) working.touch(step.at);\n',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: ALIVE,
    },
  },
  {
    name: 'a refund keeps points alive',
    breaks: 'An order paid is an activity, what becomes of it later is none.',
    file: STEP,
    find: "  if (step.kind === 'paid') working.touch(step.at);\n",
    put: '  working.touch(step.at);\n',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: ALIVE,
    },
  },
  {
    name: 'a reward taken does not keep points alive',
    breaks: 'A reward taken is an activity.',
    file: 'app/domain/ledger/apply-decision.ts',
    find: '  working.touch(at);\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'expiry > inactivity: a reward taken keeps everything',
    },
  },
  {
    name: 'an activity that no rule names does not keep points alive',
    breaks: 'An activity done is an activity, whatever it earns.',
    file: 'app/domain/ledger/apply-activity.ts',
    find: `  working.touch(at);
  const inForce = working.versionAt(at);
  if (!inForce || inForce.definition.paused) return;
  const rule = inForce.definition.activities.find((one) => one.activity === activity);
  if (!rule) return;
`,
    put: `  const inForce = working.versionAt(at);
  if (!inForce || inForce.definition.paused) return;
  const rule = inForce.definition.activities.find((one) => one.activity === activity);
  if (!rule) return;
  working.touch(at);
`,
    killedBy: {
      project: 'unit',
      file: KEEPING_TEST,
      title: 'expiry > inactivity: everything, so long after the last thing done',
    },
  },
];
