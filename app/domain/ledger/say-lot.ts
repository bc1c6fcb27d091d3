import type { Lot } from './lot.ts';
import type { Words } from './words/en.ts';

/**
 * What a lot is called within a sentence: by its order, what was done, where it came from. It has
 * no label where its order has left the member and only the hold on it is known.
 */
export function sayLot({ id, label }: Pick<Lot, 'id' | 'label'>, { lot }: Words): string {
  const [kind] = id.split(':');
  switch (kind) {
    case 'adjust':
      return lot.gift();
    case 'redemption':
      return lot.reward(label);
    case 'activity':
      return lot.activity(label);
    case 'import':
      return lot.imported(label);
    case 'entry':
      return lot.entry(label);
    default:
      return label === '' ? lot.orderGone() : lot.order(label);
  }
}
