/** What is left of a flow in the end, free of our own numbers and of chance. */
import type { Scene } from './crash-scenes.ts';

export type Outcome = {
  /** Net position by customer, lot and account. */
  readonly positions: Record<string, number>;
  readonly members: readonly object[];
  readonly redemptions: readonly object[];
  /** Codes of each kind; `astray` are those that only Shopify or only we know. */
  readonly codes: { readonly byStatus: readonly object[]; readonly astray: number };
  readonly cards: Record<string, object>;
};

/** Reads it as the owner of the tables, who sees all. */
export async function readOutcome({ shop, shopify }: Scene): Promise<Outcome> {
  const of = [shop.programId];
  const positions = await shop.rows<{ place: string; net: string }>(
    `SELECT concat_ws(' ', m.customer_id, coalesce(o.order_id, 'another lot'), account) AS place,
            sum(change) AS net
     FROM movements v
     JOIN members m USING (program_id, member_id)
     LEFT JOIN orders o ON o.program_id = v.program_id AND 'order:' || o.order_key = v.lot_id
     CROSS JOIN LATERAL (VALUES (from_account, -points), (to_account, points))
       AS side (account, change)
     WHERE v.program_id = $1
     GROUP BY 1 HAVING sum(change) <> 0 ORDER BY 1`,
    of,
  );
  const members = await shop.rows(
    `SELECT customer_id, pending::int, available::int, held::int, tier, refold
     FROM members WHERE program_id = $1 ORDER BY customer_id`,
    of,
  );
  const redemptions = await shop.rows(
    `SELECT m.customer_id, r.status, r.cost::int
     FROM redemptions r JOIN members m USING (program_id, member_id)
     WHERE r.program_id = $1 ORDER BY 1, 2`,
    of,
  );
  return {
    positions: Object.fromEntries(positions.map(({ place, net }) => [place, Number(net)])),
    ...{ members, redemptions },
    codes: await readCodes({ shop, shopify }),
    cards: cardsOf(shopify),
  };
}

async function readCodes({ shop, shopify }: Pick<Scene, 'shop' | 'shopify'>) {
  const codes = await shop.rows<{ code: string; status: string }>(
    'SELECT code, status FROM codes WHERE program_id = $1',
    [shop.programId],
  );
  const counts = new Map<string, number>();
  for (const { status } of codes) counts.set(status, (counts.get(status) ?? 0) + 1);
  const ours = new Set(codes.map(({ code }) => code));
  const theirs = [...shopify.codes.keys()].filter((code) => !ours.has(code));
  const usable = codes.filter(({ status }) => status === 'ready' || status === 'taken');
  const lost = usable.filter(({ code }) => !shopify.codes.has(code));
  return {
    byStatus: [...counts].sort().map(([status, count]) => ({ status, count })),
    astray: theirs.length + lost.length,
  };
}

/** What Shopify was told of each customer's points. */
function cardsOf({ metafields }: Scene['shopify']): Record<string, object> {
  const cards: Record<string, object> = {};
  for (const [place, { value }] of metafields) {
    const { pending, available, held, tier } = JSON.parse(value) as Record<string, unknown>;
    cards[place] = { pending, available, held, tier };
  }
  return cards;
}
