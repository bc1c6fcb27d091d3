/** How far back orders are known, in words: an owner must not take sixty days for a year. */
import type { KnownHistory, WhatIf } from '../../contracts/admin-program.ts';
import { sayCount } from '../status/say-status.ts';

const NOT_IN = 'Your past orders have not all come in yet: see the home page.';

/** What the numbers of a what-if were counted from; `sales` is an amount of money, in words. */
export function sayBasis(whatIf: WhatIf, sales: string): string {
  const { orders, isCut, guestOrders, worthBy } = whatIf;
  const { days, isIn } = whatIf.history;
  const which = isCut ? `Your newest ${sayCount(orders, 'order')}` : sayCount(orders, 'order');
  const limit = days === 60 ? ', which is what Shopify lets us read' : '';
  const sentences = [
    `${which} of the last ${days} days${limit}: ${sales} after discounts and returns.`,
    isIn ? null : NOT_IN,
    guestOrders > 0
      ? `${sayCount(guestOrders, 'order')} of guests count as sales and earn nothing.`
      : null,
    worthBy === null ? null : `A point is worth what “${worthBy}” takes off for it.`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

export function sayNoOrders({ days, isIn }: KnownHistory): string {
  const none = `There are no paid orders of the last ${days} days to count.`;
  return isIn ? none : `${none} ${NOT_IN}`;
}

export type SinceChoice = { readonly label: string; readonly value: string };

/** From when orders may earn under a first version, the longest last: no further than is known. */
export function sinceChoices({ days }: KnownHistory): readonly SinceChoice[] {
  const back = days === 60 ? [30, 60] : [30, 90, days];
  return [
    { label: 'Orders from now on', value: '0' },
    ...back.map((some) => ({ label: `The last ${some} days as well`, value: String(some) })),
  ];
}

/** What stands below the choice: a phone cuts off the labels of a choice, but not this. */
export function sayChoice({ days }: KnownHistory): string {
  const limit = days === 60 ? 'Shopify lets us read no further back than 60 days. ' : '';
  return `${limit}Members see points of past orders at once. Later versions look ahead only.`;
}
