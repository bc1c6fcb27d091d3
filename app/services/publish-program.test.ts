import { describe, expect, it } from 'vitest';
import { instant } from '../domain/kernel/instant.ts';
import { pointsPreset } from '../domain/program/presets/points.ts';
import type { NewVersion } from './ports/publish.ts';
import { publishProgram } from './publish-program.ts';

const now = instant(Date.UTC(2026, 10, 23));

describe('publishing a program', () => {
  it('hands a good definition to the books', async () => {
    const offered: NewVersion[] = [];
    const store = {
      append: async (version: NewVersion) => {
        offered.push(version);
        return { ok: true, version: 1 } as const;
      },
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
    const store = { append: () => Promise.reject(new Error('must not be asked')) };
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
});
