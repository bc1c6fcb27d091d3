import { sameWords } from '../checks/written-conditions.ts';
import type { ActivityRule, Campaign } from '../program.ts';
import { sayActivity, sayDone, sayLimit } from '../say/say-activities.ts';
import { canMultiplyTwice, sayCampaign, sayStacking } from '../say/say-campaigns.ts';
import { sayPoints } from '../say/say-count.ts';
import { type Change, commonOrder, type Definition, isSame, ofEach, ofMembers } from './change.ts';

/** What orders earn more, and how that adds up. */
export const campaignChanges: readonly Change[] = [
  ofEach<Campaign>({
    items: ({ campaigns }) => campaigns,
    isNew: (campaign, of) => `New: “${campaign.name}” gives ${sayGiven(campaign, of)}.`,
    isGone: ({ name }) => `“${name}” gives nothing more.`,
    changes: (now, was) => [
      ...renamed(now.item, was.item),
      ...(isSame(feltCampaign(now.item), feltCampaign(was.item))
        ? []
        : [
            `“${now.item.name}” gives ${sayGiven(now.item, now.of)} ` +
              `instead of ${sayGiven(was.item, was.of)}.`,
          ]),
    ],
  }),
  (was, now) => {
    if (!canMultiplyTwice(now)) return [];
    if (canMultiplyTwice(was) && was.stacking === now.stacking) return [];
    return [sayStacking(now.stacking).replaceAll('your', 'members’')];
  },
  (was, now) =>
    (isCapped(was) || isCapped(now)) &&
    !isSame(commonOrder(bonuses(was), bonuses(now)), commonOrder(bonuses(now), bonuses(was)))
      ? ['Where a cap is reached, another campaign’s points are cut first now.']
      : [],
];

/** What is earned without buying. */
export const activityChanges: readonly Change[] = [
  ofEach<ActivityRule>({
    items: ({ activities }) => activities,
    isNew: (rule) => `Members get ${sayRule(rule)}.`,
    isGone: (rule) => `Members no longer get ${sayRule(rule)}.`,
    changes: ({ item: now }, { item: was }) =>
      isSame(feltActivity(now), feltActivity(was))
        ? []
        : [`Members get ${sayRule(now)} instead of ${sayRule(was)}.`],
  }),
  (was, now) => {
    if (now.activities.length === 0) return [];
    const days = now.activityPendingDays;
    if (was.activities.length === 0) {
      return [`Points for activities can be spent ${sayDone(days)}.`];
    }
    if (days === was.activityPendingDays) return [];
    const before = sayDone(was.activityPendingDays);
    return [`Points for activities can be spent ${sayDone(days)} instead of ${before}.`];
  },
];

export function renamed(now: { name: string }, was: { name: string }): readonly string[] {
  return now.name === was.name ? [] : [`“${was.name}” is now called “${now.name}”.`];
}

function feltCampaign({ gives, when }: Campaign): unknown {
  const given = gives.kind === 'bonus' ? [gives.points, gives.once] : [gives.percent];
  return [gives.kind, given, sameWords(when)];
}

function feltActivity({ activity, points, limit }: ActivityRule): unknown {
  const most = limit.kind === 'per' ? [limit.period, limit.times] : [];
  return [activity, points, limit.kind, most];
}

function sayRule(rule: ActivityRule): string {
  const what = sayActivity(rule).replace('your ', 'their ');
  return `${sayPoints(rule.points)} for ${what}, ${sayLimit(rule.limit)}`;
}

function sayGiven(campaign: Campaign, of: Definition): string {
  return ofMembers(sayCampaign(campaign, of));
}

function bonuses({ campaigns }: Definition): readonly Campaign[] {
  return campaigns.filter(({ gives }) => gives.kind === 'bonus');
}

function isCapped({ caps }: Definition): boolean {
  return [caps.order, caps.day, caps.month, caps.member].some((cap) => cap !== null);
}
