import { describe, expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { NewVersion } from './ports/publish.ts';
import { publishProgram } from './publish-program.ts';

const notAsked = () => Promise.reject(new Error('must not be asked'));
const now = instant(Date.UTC(2026, 10, 23));

describe('publishing a program', () => {
  it('hands a good definition to the books', async () => {
    const offered: NewVersion[] = [];
    const store = {
      append: async (version: NewVersion) => {
        offered.push(version);
        return { ok: true, version: 1 } as const;
      },
      list: async () => [],
    };
    const definition = pointsPreset({ currency: 'EUR', zone: 'Europe/Berlin' });
    const outcome = await publishProgram(store, {
      programId: 7,
      definition: JSON.parse(JSON.stringify(definition)),
      effectiveAt: now,
      publishedAt: now,
    });
    expect(outcome).toEqual({ ok: true, version: 1 });
    expect(offered).toEqual([{ programId: 7, definition, effectiveAt: now, publishedAt: now }]);
  });

  it('asks nobody about a bad one', async () => {
    const store = { append: notAsked, list: notAsked };
    const outcome = await publishProgram(store, {
      programId: 7,
      definition: { ...pointsPreset({ currency: 'EUR', zone: 'UTC' }), pendingDays: 365 },
      effectiveAt: now,
      publishedAt: now,
    });
    expect(outcome).toEqual({
      ok: false,
      reason: 'bad_definition',
      problems: [{ field: 'pendingDays', problem: 'must be a whole number from 0 to 90' }],
    });
  });

  it('names every part that a shop cannot give out, and keeps none of it', async () => {
    const plain = pointsPreset({ currency: 'EUR', zone: 'UTC' });
    const rewards = plain.rewards.map((reward) => ({ ...reward, auto: true }));
    const outcome = await publishProgram(
      { append: notAsked, list: async () => [] },
      {
        programId: 7,
        definition: { ...plain, rewards },
        effectiveAt: now,
        publishedAt: now,
      },
    );
    expect(outcome).toMatchObject({
      ok: false,
      reason: 'cannot_be_given',
      problems: [{ field: 'rewards[0].auto' }, { field: 'rewards[1].auto' }],
    });
  });

  it('keeps a program in the currency of its versions so far', async () => {
    const first = pointsPreset({ currency: 'GBP', zone: 'UTC' });
    const published = {
      ...{ version: 1, effectiveAt: now, publishedAt: now, byBudget: false },
      definition: first,
    };
    const store = { append: notAsked, list: async () => [published] };
    const outcome = await publishProgram(store, {
      programId: 7,
      definition: pointsPreset({ currency: 'EUR', zone: 'UTC' }),
      effectiveAt: now,
      publishedAt: now,
    });
    expect(outcome).toEqual({
      ok: false,
      reason: 'bad_definition',
      problems: [{ field: 'currency', problem: 'must stay GBP, as in the versions so far' }],
    });
  });
});
