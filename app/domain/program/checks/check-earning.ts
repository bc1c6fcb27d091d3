import type { Check } from './check.ts';

/**
 * A base rule of 0 is for programs in which something else earns, as stamps do; or for those
 * without points, in which levels give perks and there is nothing to buy.
 */
export const somethingEarns: Check = {
  reads: ['earning', 'rates', 'campaigns', 'activities', 'tiers', 'rewards'],
  find: ({ earning, rates, campaigns, activities, tiers, rewards }) => {
    if (earning.points > 0 || rates.length > 0 || activities.length > 0) return [];
    if (campaigns.some(({ gives }) => gives.kind === 'bonus')) return [];
    const levels = tiers?.levels ?? [];
    // A level reached by points alone is never reached where nothing gives any.
    const isReached = tiers?.basis !== 'points';
    if (isReached && levels.some(({ entryPoints }) => entryPoints > 0)) return [];
    if (rewards.length === 0 && levels.some(({ perks }) => perks.length > 0)) return [];
    return [{ field: 'earning.points', problem: 'must be above 0: nothing else gives points' }];
  },
};
