import { expect, it } from 'vitest';
import { instant } from '../kernel/instant.ts';
import { pointsPreset } from './presets/points.ts';
import type { ProgramDefinition } from './program.ts';
import { readsBuyerTags } from './reads-buyer-tags.ts';

const plain = pointsPreset({ currency: 'GBP', zone: 'Europe/London' });
const version = (definition: ProgramDefinition, number = 1) => ({
  version: number,
  effectiveAt: instant(0),
  definition,
});
const tagged = { kind: 'customer-tag', not: true, tags: ['wholesale'] } as const;

it('is so where any version asks for tags, wherever it does', () => {
  expect(readsBuyerTags([version(plain)])).toBe(false);
  const bonus = { kind: 'bonus', points: 10, once: false } as const;
  const campaigns = [{ id: 'c', name: 'VIPs', when: [tagged], gives: bonus }];
  for (const asking of [
    { ...plain, eligible: [tagged] },
    { ...plain, rates: [{ id: 'r', points: 2, perMinor: 100, when: [tagged] }] },
    { ...plain, campaigns },
  ] as ProgramDefinition[]) {
    expect(readsBuyerTags([version(asking), version(plain, 2)])).toBe(true);
  }
});
