import { describe, expect, it } from 'vitest';
import type { GuideView } from '../../contracts/admin-home.ts';
import type { ImportView } from '../../contracts/intake-context.ts';
import { type GuideStep, guideSteps, isGuideDone, type ReportedExtension } from './guide-steps.ts';

const imported: ImportView = {
  status: 'done',
  objects: 3_000,
  read: 612,
  inBooks: 612,
  failed: 0,
  sinceWhen: 0,
  limitedTo60Days: false,
  problem: null,
  finishedAt: 1,
};
const guide: GuideView = { history: imported, version: 1, hasDraft: true, isPutAway: false };
const embed = (status: string): ReportedExtension => ({
  handle: 'laurel-theme',
  type: 'theme_app_extension',
  activations: [{ handle: 'loyalty', status }],
});
const checkout = (places: number): ReportedExtension => ({
  handle: 'checkout-points',
  type: 'ui_extension',
  activations: Array.from({ length: places }, () => ({ target: 'purchase.checkout' })),
});
const states = (steps: readonly GuideStep[]) => steps.map(({ state }) => state);

describe('the set-up guide', () => {
  it('is done when past orders, a version, the embed and the checkout block are there', () => {
    const steps = guideSteps(guide, [embed('active'), checkout(1)]);
    expect(states(steps)).toEqual(['done', 'done', 'done', 'done']);
    expect(isGuideDone(steps)).toBe(true);
  });

  it('begins with nothing, and does not guess what Shopify has not said', () => {
    const history = { ...imported, status: 'none' as const };
    const fresh = { ...guide, history, version: null, hasDraft: false };
    expect(states(guideSteps(fresh, null))).toEqual(['open', 'open', 'unknown', 'unknown']);
    expect(states(guideSteps(fresh, [embed('available'), checkout(0)]))).toEqual([
      'open',
      'open',
      'open',
      'open',
    ]);
  });

  it.each([
    [{ status: 'asked' }, 'under-way', 'Asked for. Shopify begins in a moment.'],
    [{ status: 'running' }, 'under-way', 'Shopify is gathering them: 3,000 records so far.'],
    [{ status: 'reading' }, 'under-way', '612 orders read, 612 of them in your books.'],
    [{ status: 'failed', problem: 'Shopify refused.' }, 'failed', 'Shopify refused.'],
    [
      { limitedTo60Days: true, failed: 2 },
      'done',
      '612 orders of the last 60 days came in. Shopify lets us read no further back. ' +
        '2 orders could not be read.',
    ],
  ] as const)('tells how past orders come in: %o', (changes, state, words) => {
    const [step] = guideSteps({ ...guide, history: { ...imported, ...changes } }, null);
    expect(step).toMatchObject({ state, words });
  });
});
