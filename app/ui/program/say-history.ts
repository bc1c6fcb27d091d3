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
  const longest =
    days === 60
      ? 'Orders of the last 60 days as well (all we may read)'
      : 'Orders of the last 365 days as well';
  return [
    { label: 'Orders from now on', value: '0' },
    { label: 'Orders of the last 30 days as well', value: '30' },
    ...(days === 60 ? [] : [{ label: 'Orders of the last 90 days as well', value: '90' }]),
    { label: longest, value: String(days) },
  ];
}
