/**
 * The books as they were posted, and as the auditor works them out from everything that was heard:
 * both as canonical lines, one for each member and lot, so that a hash tells them apart.
 */
import { createHash } from 'node:crypto';
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { audit } from '../simulation/auditor/audit.ts';
import { ordersOf, usesOf } from '../simulation/auditor/facts.ts';
import type { Heard, PlainSnapshot } from '../simulation/order-told.ts';
import type { StormHouse, StormShop } from './storm-house.ts';

/** Members by `{domain} {customer}`; what is left out has nothing. */
export type BookLines = Map<string, readonly string[]>;

/** What was told of each customer's orders: states, and refunds by themselves. */
export type Told = ReadonlyMap<string, readonly Heard[]>;

export function hashOf(books: BookLines): string {
  const hash = createHash('sha256');
  for (const [member, lines] of [...books].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${member}\n${lines.join('\n')}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

type Header = { member_id: string; customer_id: string; tier: string | null };
type Net = Record<'member_id' | 'lot_id' | 'awarded' | 'pending' | 'available' | 'held', string>;
type Decided = { member_id: string; at: string; kind: string; content: object; redemption: string };

/** All that a shop's books hold, apart from what identifies erased people: they have no name. */
export async function readShopBooks({ rows }: Pick<StormHouse, 'rows'>, { programId }: StormShop) {
  const of = [programId];
  const members = await rows<Header>(
    `SELECT member_id, customer_id, tier FROM members
     WHERE program_id = $1 AND customer_id IS NOT NULL`,
    of,
  );
  const nets = await rows<Net>(
    `SELECT member_id, lot_id,
            sum(-change) FILTER (WHERE account IN ('issued', 'revoked')) AS awarded,
            sum(change) FILTER (WHERE account = 'pending') AS pending,
            sum(change) FILTER (WHERE account = 'available') AS available,
            sum(change) FILTER (WHERE account = 'held') AS held
     FROM movements CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
       AS side (account, change)
     WHERE program_id = $1 GROUP BY member_id, lot_id`,
    of,
  );
  const keys = await rows<{ order_key: string; order_id: string }>(
    'SELECT order_key, order_id FROM orders WHERE program_id = $1 AND order_id IS NOT NULL',
    of,
  );
  const codes = await rows<{ code: string; redemption_id: string }>(
    'SELECT code, redemption_id FROM redemptions WHERE program_id = $1',
    of,
  );
  const decided = await rows<Decided>(
    `SELECT member_id, extract(epoch FROM at) * 1000 AS at, kind, content,
            redemption_id AS redemption
     FROM decisions WHERE program_id = $1 ORDER BY at`,
    of,
  );
  return { members, nets, keys, codes, decided };
}

export type ShopBooks = Awaited<ReturnType<typeof readShopBooks>>;

/** As it was posted. Who never paid has no tier to speak of: nothing made anybody look. */
export function postedLines({ domain }: StormShop, books: ShopBooks, told: Told): BookLines {
  const orderIds = new Map(books.keys.map((key) => [`order:${key.order_key}`, key.order_id]));
  const lots = groupBy(books.nets, (net) => net.member_id);
  const lines: BookLines = new Map();
  for (const { member_id: id, customer_id: customerId, tier } of books.members) {
    const said = (lots.get(id) ?? []).map((net) => {
      const orderId = orderIds.get(net.lot_id);
      return sayLot(orderId === undefined ? net.lot_id : `order:${orderId}`, {
        awarded: Number(net.awarded ?? 0),
        pending: Number(net.pending ?? 0),
        available: Number(net.available ?? 0),
        held: Number(net.held ?? 0),
      });
    });
    const level = everPaid(told.get(customerId)) ? tier : null;
    lines.set(`${domain} ${customerId}`, sayMember(level, said));
  }
  return lines;
}

const everPaid = (heard: readonly Heard[] = []) =>
  heard.some((one) => 'snapshot' in one && one.snapshot.paid);

/** As it ought to be: the same decisions, and everything else worked out anew. */
export function auditedLines(shop: StormShop, books: ShopBooks, told: Told): BookLines {
  const keys = new Map(books.keys.map((key) => [key.order_id, key.order_key]));
  const orderIds = new Map(books.keys.map((key) => [key.order_key, key.order_id]));
  const codes = new Map(books.codes.map(({ code, redemption_id: id }) => [code, id]));
  const decisions = groupBy(books.decided, (one) => one.member_id);
  const idOf = new Map(books.members.map((one) => [one.customer_id, one.member_id]));
  const version = { version: 1, effectiveAt: Date.UTC(2000, 0, 1), definition: shop.definition };
  const lines: BookLines = new Map();
  for (const [customerId, all] of told) {
    const heard = all.map((one) => inOurWords(one, keys, codes));
    const own = (decisions.get(idOf.get(customerId) ?? '') ?? []).map(asDecision);
    const ids = new Set(own.flatMap((one) => ('redemptionId' in one ? [one.redemptionId] : [])));
    const audited = audit(
      [version as unknown as ProgramVersion],
      {
        orders: ordersOf(heard, customerId, () => null),
        ...{ activities: [], standing: [], decisions: own },
        uses: [...ids].flatMap((id) => usesOf(heard, id)),
      },
      Date.now(),
    );
    const said = audited.lots.map(({ id, ...lot }) => {
      const orderId = orderIds.get(id.replace('order:', ''));
      return sayLot(orderId === undefined ? id : `order:${orderId}`, lot);
    });
    const level = everPaid(all) ? audited.tierId : null;
    lines.set(`${shop.domain} ${customerId}`, sayMember(level, said));
  }
  return lines;
}

/** Orders by our keys and codes by their redemptions, as decisions and lots name them. */
function inOurWords(
  heard: Heard,
  keys: ReadonlyMap<string, string>,
  codes: ReadonlyMap<string, string>,
): Heard {
  const orderId = keys.get(heard.orderId) ?? `unheard of ${heard.orderId}`;
  if (!('snapshot' in heard)) return { ...heard, orderId };
  const snapshot: PlainSnapshot = {
    ...heard.snapshot,
    codes: heard.snapshot.codes.map((used) => ({ ...used, code: codes.get(used.code) ?? '?' })),
  };
  return { ...heard, orderId, snapshot };
}

function asDecision({ at, kind, content, redemption }: Decided): Decision {
  const named = redemption === null ? {} : { redemptionId: redemption };
  return { kind, at: Math.round(Number(at)), ...named, ...content } as unknown as Decision;
}

type Lot = { awarded: number; pending: number; available: number; held: number };

function sayLot(name: string, { awarded, pending, available, held }: Lot): string {
  if (awarded === 0 && pending === 0 && available === 0 && held === 0) return '';
  return `${name} awarded ${awarded}, is ${pending}/${available}/${held}`;
}

function sayMember(tier: string | null, lots: readonly string[]): string[] {
  return [`tier ${tier ?? 'none'}`, ...lots.filter((lot) => lot !== '').sort()];
}

/** Where two books differ, the first few. */
export function differences(posted: BookLines, audited: BookLines): string[] {
  const found: string[] = [];
  for (const member of new Set([...posted.keys(), ...audited.keys()])) {
    const [is, should] = [posted.get(member) ?? [], audited.get(member) ?? []];
    const lacks = should.filter((line) => !is.includes(line)).map((line) => `- ${line}`);
    const extra = is.filter((line) => !should.includes(line)).map((line) => `+ ${line}`);
    if (lacks.length + extra.length > 0) found.push([member, ...lacks, ...extra].join('\n  '));
  }
  return found;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
