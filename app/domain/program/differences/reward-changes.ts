import { rewardKindOf } from '../../rewards/kinds/registry.ts';
import { choicesOf } from '../../rewards/choices-of.ts';
import type { Reward } from '../program.ts';
import { number, sayOr, sayPoints } from '../say/say-count.ts';
import { sayGives } from '../say/say-rewards.ts';
import { renamed } from './campaign-changes.ts';
import { type Change, commonOrder, type Definition, isSame, ofEach } from './change.ts';
import { limitChanges, limitsOf } from './limit-changes.ts';

/** What points buy. */
export const rewardChanges: readonly Change[] = [
  ofEach<Reward>({
    items: ({ rewards }) => rewards,
    isNew: (reward, of) => [
      `New reward “${reward.name}”: ${sayOffer(reward, of)}.`,
      ...limitsOf(reward, of),
      ...(reward.auto ? [sayAuto(reward)] : []),
    ],
    isGone: ({ name }) => `“${name}” can no longer be taken. Codes already given out stay good.`,
    changes: (now, was) => [
      ...renamed(now.item, was.item),
      ...offerChange(now, was),
      ...limitChanges(now, was),
      ...(now.item.auto === was.item.auto ? [] : [sayAuto(now.item)]),
    ],
  }),
  (was, now) =>
    isSame(commonOrder(autos(was), autos(now)), commonOrder(autos(now), autos(was)))
      ? []
      : ['Of the rewards that are taken by themselves another one is taken first now.'],
];

type Item = { readonly item: Reward; readonly of: Definition };

function offerChange(now: Item, was: Item): readonly string[] {
  if (isSame(feltOffer(was.item), feltOffer(now.item))) return [];
  const { name } = now.item;
  const [[before, ...moreBefore], [after, ...moreAfter]] = [
    choicesOf(was.item),
    choicesOf(now.item),
  ];
  if (!before || !after || moreBefore.length + moreAfter.length > 0) {
    return [`“${name}” is ${sayOffer(now.item, now.of)} instead of ${sayOffer(was.item, was.of)}.`];
  }
  const gives = [sayGives(after.gives, now.of), sayGives(before.gives, was.of)];
  return [
    ...(before.cost === after.cost
      ? []
      : [`“${name}” costs ${sayPoints(after.cost)} instead of ${number(before.cost)}.`]),
    ...(isSame(feltGives(before.gives), feltGives(after.gives))
      ? []
      : [`“${name}” gives ${gives.join(' instead of ')}.`]),
  ];
}

/** `£2 off for 200 points or £5 off for 400 points`. */
function sayOffer({ offer }: Pick<Reward, 'offer'>, of: Definition): string {
  switch (offer.kind) {
    case 'fixed':
    case 'stepped':
      return sayOr(
        choicesOf({ offer }).map(
          ({ cost, gives }) => `${sayGives(gives, of)} for ${sayPoints(cost)}`,
        ),
      );
    case 'sliding':
      return (
        `${sayGives(offer.gives, of)} for every ${sayPoints(offer.cost)}, ` +
        `from ${offer.least} to ${offer.most} times at once`
      );
  }
}

/** What may be chosen, however the offer is written. */
function feltOffer(reward: Reward): unknown {
  return choicesOf(reward).map(({ cost, gives }) => [cost, feltGives(gives)]);
}

/** A kind and its fields, in the kind's own order. */
function feltGives(gives: Parameters<typeof sayGives>[0]): unknown {
  const values: Readonly<Record<string, unknown>> = gives;
  return [gives.kind, ...Object.keys(rewardKindOf(gives).fields).map((name) => values[name])];
}

function sayAuto({ name, auto }: Reward): string {
  return auto
    ? `“${name}” is taken by itself as soon as a member has the points.`
    : `“${name}” is no longer taken by itself.`;
}

function autos({ rewards }: Definition): readonly Reward[] {
  return rewards.filter(({ auto }) => auto);
}
