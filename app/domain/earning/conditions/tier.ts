import { orderCondition } from './condition.ts';
import { either } from './say-list.ts';

/** Whether the member was in one of these tiers when the order was created. */
export const tier = orderCondition({
  kind: 'tier',
  fields: { tierIds: { type: 'texts' } },
  holds: ({ tierIds }, { tierId }) => tierId !== null && tierIds.includes(tierId),
  say: ({ tierIds }, speech) => `for ${either(tierIds.map(speech.tier))} members`,
  sayNot: ({ tierIds }, speech) => `for members who are not ${either(tierIds.map(speech.tier))}`,
});
