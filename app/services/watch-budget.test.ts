import { beforeEach, describe, expect, it } from 'vitest';
import type { PublishedVersion } from '../contracts/program.ts';
import { type Instant, parseInstant } from '../domain/kernel/instant.ts';
import { points } from '../domain/kernel/points.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import type { Month } from './ports/budget.ts';
import type { ShopRef } from './ports/shopify.ts';
import { readBudget } from './read-budget.ts';
import { type BudgetNeeds, watchBudget } from './watch-budget.ts';

const shop: ShopRef = { programId: 1, shopId: 2, domain: 'demo-shop.myshopify.com' };
const NEW_YORK = pointsPreset({ currency: 'USD', zone: 'America/New_York' });
const BUDGET = { monthPoints: points(1_000), warnAtPercent: 80 };
const PLAIN: ProgramDefinition = { ...NEW_YORK, budget: BUDGET };
const PAUSED = { ...PLAIN, paused: true };

const at = (text: string): Instant => {
  const found = parseInstant(text);
  if (found === null) throw new Error(`${text} is an instant.`);
  return found;
};
const NOON = at('2026-11-23T12:00-05:00');
const MONTH = { from: at('2026-11-01T00:00-04:00'), to: at('2026-12-01T00:00-05:00') };

let versions: PublishedVersion[];
let earned: number;
let months: Month[];
let state: unknown;

const publish = (definition: ProgramDefinition, when: Instant, byBudget = false) => {
  const version = versions.length + 1;
  versions = [...versions, { version, definition, byBudget, effectiveAt: when, publishedAt: when }];
};
const needs: BudgetNeeds = {
  versions: {
    list: async () => versions,
    appendForBudget: async ({ definition, effectiveAt, byBudget, after }) => {
      if (versions.length > after) return null;
      publish(definition, effectiveAt, byBudget);
      return { ok: true, version: versions.length };
    },
  },
  sumEarned: async (_programId, month) => {
    months.push(month);
    return earned;
  },
};
const watch = async (when: Instant) => {
  const outcome = await watchBudget(needs)(shop, {}, when);
  state = outcome.state;
  return outcome.again;
};
const told = (when: Instant) =>
  readBudget(async () => ({ state, dueAt: when, failures: 0, reason: null }), shop, versions, when);
const newest = () => versions.at(-1);

beforeEach(() => {
  [versions, earned, months, state] = [[], 0, [], {}];
  publish(PLAIN, at('2026-10-15T12:00-04:00'));
});

describe('a program without a budget', () => {
  it('is not summed and not looked at again', async () => {
    publish(NEW_YORK, at('2026-10-16T12:00-04:00'));
    expect(await watch(NOON)).toBeNull();
    expect([months, versions.length]).toEqual([[], 2]);
  });

  it('is looked at when a version with one comes into force', async () => {
    publish(NEW_YORK, at('2026-10-16T12:00-04:00'));
    publish(NEW_YORK, at('2026-11-24T00:00-05:00'));
    publish(PLAIN, at('2026-11-25T00:00-05:00'));
    expect(await watch(NOON)).toBe(at('2026-11-25T00:00-05:00'));
  });

  it('that has no version yet is not looked at again', async () => {
    versions = [];
    expect(await watch(NOON)).toBeNull();
  });
});

describe('within its budget a program', () => {
  it('is summed by the shop’s month, every five minutes, and nothing is said', async () => {
    earned = 799;
    expect(await watch(NOON)).toBe(NOON + 300_000);
    expect(months).toEqual([MONTH]);
    expect(versions).toHaveLength(1);
    expect(await told(NOON)).toBeNull();
  });

  it('is looked at when the month ends or another version begins, if that is sooner', async () => {
    expect(await watch(at('2026-11-30T23:58-05:00'))).toBe(MONTH.to);
    publish(PLAIN, at('2026-11-23T12:01-05:00'));
    expect(await watch(NOON)).toBe(at('2026-11-23T12:01-05:00'));
  });
});

it('at the warning the owner is told, and nothing else happens', async () => {
  earned = 800;
  await watch(NOON);
  expect(versions).toHaveLength(1);
  const view = { standing: 'warned', earned: 800, ...BUDGET, monthEnds: MONTH.to };
  expect(await told(NOON)).toEqual(view);
  // What was found in another month says nothing of this one.
  expect(await told(MONTH.to)).toBeNull();
});

describe('at the bound', () => {
  beforeEach(async () => {
    earned = 1_000;
    await watch(NOON);
  });

  it('the same definition is published, paused', async () => {
    expect(newest()).toEqual({
      ...{ version: 2, definition: PAUSED, byBudget: true },
      ...{ effectiveAt: NOON, publishedAt: NOON },
    });
    const view = { standing: 'paused', earned: 1_000, ...BUDGET, monthEnds: MONTH.to };
    expect(await told(NOON)).toEqual(view);
  });

  it('once, however often it is looked at, and whatever is taken back that month', async () => {
    await watch(at('2026-11-23T12:05-05:00'));
    earned = 10;
    await watch(at('2026-11-30T23:59-05:00'));
    expect(versions).toHaveLength(2);
    expect(await told(at('2026-11-30T23:59-05:00'))).toMatchObject({
      ...{ standing: 'paused', earned: 10 },
    });
  });

  it('goes on with the next month of the shop’s own calendar', async () => {
    earned = 0;
    const last = at('2026-12-01T04:59Z');
    expect(await watch(last)).toBe(MONTH.to);
    expect(versions).toHaveLength(2);
    await watch(MONTH.to);
    expect(newest()).toEqual({
      ...{ version: 3, definition: PLAIN, byBudget: true },
      ...{ effectiveAt: MONTH.to, publishedAt: MONTH.to },
    });
    expect(await told(MONTH.to)).toBeNull();
    await watch(at('2026-12-01T00:05-05:00'));
    expect(versions).toHaveLength(3);
  });

  it('pauses what the owner published since, if the month is used up still', async () => {
    const other = { ...PLAIN, pendingDays: 3 };
    publish(other, at('2026-11-24T12:00-05:00'));
    await watch(at('2026-11-24T12:00-05:00'));
    expect(newest()).toMatchObject({ version: 4, definition: { ...other, paused: true } });
    earned = 0;
    await watch(MONTH.to);
    expect(newest()).toMatchObject({ version: 5, definition: other });
  });

  it('leaves what the owner published since as it is, if they raised the budget', async () => {
    publish({ ...PLAIN, budget: { ...BUDGET, monthPoints: points(2_000) } }, NOON);
    await watch(NOON);
    await watch(MONTH.to);
    expect(versions).toHaveLength(3);
  });

  it('never ends a pause of the owner’s own that came since', async () => {
    publish(PAUSED, at('2026-11-24T12:00-05:00'));
    await watch(MONTH.to);
    expect(versions).toHaveLength(3);
    expect(await told(MONTH.to)).toBeNull();
  });

  it('gives way to a version the owner published by a clock that is behind', async () => {
    const other = { ...PLAIN, budget: { ...BUDGET, monthPoints: points(2_000) } };
    publish(other, at('2026-11-23T11:59-05:00'));
    await watch(at('2026-11-23T12:05-05:00'));
    expect(newest()).toMatchObject({ version: 4, definition: other, byBudget: false });
  });
});

it('a pause of the owner’s own stays, and is not made the budget’s', async () => {
  publish(PAUSED, at('2026-10-20T12:00-04:00'));
  earned = 1_000;
  await watch(NOON);
  await watch(MONTH.to);
  expect(versions).toHaveLength(2);
});

it('what is published while it decides stays, and is looked at by itself', async () => {
  earned = 1_000;
  const { sumEarned } = needs;
  const other = { ...PLAIN, pendingDays: 3 };
  const late: BudgetNeeds = {
    ...needs,
    sumEarned: async (...given) => {
      publish(other, NOON);
      return sumEarned(...given);
    },
  };
  await watchBudget({ ...late, versions: { ...late.versions, list: async () => versions } })(
    shop,
    {},
    NOON,
  );
  expect(versions.map(({ definition }) => definition)).toEqual([PLAIN, other]);
});
