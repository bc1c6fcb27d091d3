/** The facts that points are made of, worked out from everything heard of a member's orders. */
import type { CodeUse } from '../../../app/domain/facts/code-use.ts';
import type { OrderFact } from '../../../app/domain/facts/order-fact.ts';
import type { Heard, PlainRefund, PlainSnapshot } from '../order-told.ts';
import { amountsOf, inMoney, keptOf, nothingOf } from './amounts.ts';
import { type Told, toldOf } from './told.ts';

type Change = {
  readonly at: number;
  readonly kind: string;
  readonly cause: string;
  readonly refunds: readonly PlainRefund[];
  /** Whether the order is worth nothing from now on, until something else happens. */
  readonly isNothing: boolean;
};

const KINDS = ['paid', 'fulfilled', 'refund', 'cancel', 'chargeback', 'chargeback-won'];

/** The orders that earn for a member, as far as known; `adopter` says whose a guest's is. */
export function ordersOf(
  heard: readonly Heard[],
  member: string,
  adopter: (order: PlainSnapshot) => string | null,
): OrderFact[] {
  return [...toldIn(heard)].flatMap(([id, told]) => {
    if (!told) return [];
    const owner = told.latest.customerId ?? adopter(told.latest);
    return owner === member ? [orderOf(id, told)] : [];
  });
}

function orderOf(id: string, told: Told): OrderFact {
  const { latest, covered, still, tags, creditMinor } = told;
  const shown = covered ?? latest;
  const steps = changesOf(told).map(({ at, kind, cause, refunds, isNothing }) => {
    const left = isNothing ? nothingOf(shown) : amountsOf(shown, still, refunds);
    const sold = amountsOf(shown, still, []);
    const isAllMoney = isNothing || creditMinor === 0;
    const amounts = isAllMoney ? left : inMoney(shown, left, { sold, creditMinor });
    return { kind, at, cause, ...amounts };
  });
  const { name, createdAt, currency, channel, segmentIds } = latest;
  const plain = {
    ...{ id, name, createdAt, currency, channel, customerTags: tags, segmentIds },
    ...{ lines: shown.lines, giftCardMinor: 0, steps: latest.test ? [] : steps },
  };
  // Numbers are branded by the domain alone.
  return plain as unknown as OrderFact;
}

/** Each instant at which something changed, with the refunds made by then. */
function changesOf({ covered, paidAt, cancelledAt, sentAt, returns, disputes }: Told): Change[] {
  if (!covered) return [];
  const moments = [{ at: paidAt, kind: 'paid', id: '' }];
  for (const { id, at } of returns) if (at >= paidAt) moments.push({ at, kind: 'refund', id });
  if (sentAt !== Infinity) {
    moments.push({ at: Math.max(sentAt, paidAt), kind: 'fulfilled', id: '' });
  }
  for (const { id, openedAt, wonAt } of disputes) {
    const at = Math.max(openedAt, paidAt);
    moments.push({ at, kind: 'chargeback', id });
    if (wonAt !== null) moments.push({ at: Math.max(wonAt, at), kind: 'chargeback-won', id });
  }
  const alive = moments.filter(({ at, kind }) => kind === 'paid' || at < cancelledAt);
  if (cancelledAt > paidAt && cancelledAt !== Infinity) {
    alive.push({ at: cancelledAt, kind: 'cancel', id: '' });
  }
  const place = ({ kind }: { kind: string }) => KINDS.indexOf(kind);
  alive.sort((a, b) => a.at - b.at || place(a) - place(b) || (a.id < b.id ? -1 : 1));
  return alive.map(({ at, kind, id }, now) => {
    const happened = alive.slice(0, now + 1);
    const open = (what: string) => happened.filter((one) => one.kind === what).length;
    const made = new Set(happened.flatMap((one) => (one.kind === 'refund' ? [one.id] : [])));
    return {
      ...{ at, kind, cause: id === '' ? kind : `${kind}:${id}` },
      refunds: returns.filter((one) => one.at < paidAt || made.has(one.id)),
      isNothing: at >= cancelledAt || open('chargeback') > open('chargeback-won'),
    };
  });
}

/** What became of the discounts of a code in each paid order that carries it. */
export function usesOf(heard: readonly Heard[], code: string): CodeUse[] {
  return [...toldIn(heard)].flatMap(([orderId, told]) => {
    const used = told?.covered && [told.covered, told.latest].map((state) => codeIn(state, code));
    const discount = used?.find((one) => one !== undefined);
    if (!told || !discount) return [];
    // A dispute with the bank brings nothing back, and neither does sending the goods.
    const changes = changesOf(told).filter(({ kind }) =>
      ['paid', 'refund', 'cancel'].includes(kind),
    );
    const steps = changes.map(({ at, kind, cause, refunds }) => {
      const { kept, units } = keptOf(told, discount, refunds);
      const isAllBack = units === 0 || at >= told.cancelledAt;
      return { kind, at, cause, keptMinor: isAllBack ? 0 : kept, isAllBack };
    });
    const { name: orderName, currency } = told.latest;
    const { total: totalMinor } = keptOf(told, discount, []);
    const use = { redemptionId: code, orderId, orderName, currency, totalMinor, steps };
    return [use as unknown as CodeUse];
  });
}

function codeIn({ codes }: PlainSnapshot, code: string) {
  return codes.find((one) => one.code === code);
}

type Known = { length: number; told: Map<string, Told | null> };
const known = new WeakMap<readonly Heard[], Known>();

/** Every order heard of; asked again before more was heard, the answer is the same. */
function toldIn(heard: readonly Heard[]): ReadonlyMap<string, Told | null> {
  const before = known.get(heard);
  if (before?.length === heard.length) return before.told;
  const told = before?.told ?? new Map<string, Told | null>();
  const fresh = new Set(heard.slice(before?.length ?? 0).map((one) => one.orderId));
  for (const id of fresh) told.set(id, toldOf(heard.filter((one) => one.orderId === id)));
  known.set(heard, { length: heard.length, told });
  return told;
}
