import { describe, expect, it } from 'vitest';
import type { ExtensionDefinition } from '../apps/app-definition.ts';
import { unplacedTargets } from './placed-targets.ts';

const withTargets = (...targets: string[]) => ({
  extensions: [
    { targeting: targets.map((target) => ({ target })) },
  ] as unknown as ExtensionDefinition[],
});

describe('the targets of an app', () => {
  it('are named where the admin has no place for them', () => {
    expect(
      unplacedTargets(
        withTargets(
          'admin.app.home.render',
          'admin.customer-details.block.render',
          'admin.order-details.print-action.render',
          'admin.discount-index.selection-action.should-render',
        ),
      ),
    ).toEqual(['admin.app.home.render', 'admin.order-details.print-action.render']);
  });

  it('of other surfaces are not the admin’s business', () => {
    expect(unplacedTargets(withTargets('purchase.checkout.block.render'))).toEqual([]);
  });
});
