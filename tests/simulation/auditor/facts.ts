/** The facts that points are made of, worked out from everything heard of a member's orders. */
import type { CodeUse } from '../../../app/domain/facts/code-use.ts';
import type { OrderFact } from '../../../app/domain/facts/order-fact.ts';
import type { Heard, PlainRefund, PlainSnapshot } from '../order-told.ts';
import { amountsOf, keptOf, nothingOf } from './amounts.ts';
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

/** The orders that earn for a member, as far as they are known. */
export function ordersOf(heard: readonly Heard[], member: string): OrderFact[] {
  return idsOf(heard).flatMap((id) => {
    const told = toldOf(heard.filter((one) => one.orderId === id));
    return told?.latest.customerId === member ? [orderOf(id, told)] : [];
  });
}

function orderOf(id: string, told: Told): OrderFact {
  const { latest, covered, still, tags } = told;
  const shown = covered ?? latest;
  const steps = changesOf(told).map(({ at, kind, cause, refunds, isNothing }) => {
    const amounts = isNothing ? nothingOf(shown) : amountsOf(shown, still, refunds);
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
  return idsOf(heard).flatMap((orderId) => {
    const told = toldOf(heard.filter((one) => one.orderId === orderId));
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

function idsOf(heard: readonly Heard[]): string[] {
  return [...new Set(heard.map((one) => one.orderId))];
}
