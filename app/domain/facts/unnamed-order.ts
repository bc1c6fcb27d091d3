/**
 * An order whose buyer is forgotten, kept for the sake of somebody else: whoever holds a reward
 * whose code it carries got points back for what was returned of it, and is folded again some day.
 *
 * Law: what a code used up of the order is the same before and after, but for the order's name.
 * Refunds keep their ids, as the holder's own movements name them; nothing else of Shopify's stays,
 * not the buyer's tags, nor what the goods were, nor what happened to the order beside.
 */
import type { ObservedOrder, ObservedRefund, OrderSnapshot } from './observed-order.ts';

const NO_PRODUCT = { productId: null, vendor: null, productTags: [], collectionIds: [] };

/** The same goods, codes, refunds and instants; no name, no customer, no number of a line. */
export function unnamedOrder(observed: ObservedOrder): ObservedOrder {
  const places = new Map<string, string>();
  const placeOf = (lineId: string): string => {
    const place = places.get(lineId) ?? String(places.size + 1);
    places.set(lineId, place);
    return place;
  };
  const unnamed = <T extends { readonly lineId: string }>(one: T): T => {
    return { ...one, lineId: placeOf(one.lineId) };
  };
  const refund = (one: ObservedRefund): ObservedRefund => {
    return { ...one, units: one.units.map(unnamed) };
  };
  const snapshot = (seen: OrderSnapshot): OrderSnapshot => ({
    ...seen,
    name: '',
    customerId: null,
    emailHash: null,
    digest: '',
    fulfilledAt: null,
    channel: 'online',
    customerTags: null,
    segmentIds: [],
    lines: seen.lines.map((line) => ({ ...line, ...NO_PRODUCT, id: placeOf(line.id) })),
    refunds: seen.refunds.map(refund),
    codes: seen.codes.map((code) => ({ ...code, lines: code.lines.map(unnamed) })),
  });
  const { latest, covered } = observed;
  const newest = latest && snapshot(latest);
  return {
    ...observed,
    fulfilledAt: null,
    tags: null,
    chargebacks: {},
    credits: {},
    latest: newest,
    covered: covered === latest ? newest : covered && snapshot(covered),
    refunds: Object.fromEntries(
      Object.entries(observed.refunds).map(([id, one]) => [id, refund(one)]),
    ),
  };
}
