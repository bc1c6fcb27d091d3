/** The pages of an order's lists that did not come with it. */
import { z } from 'zod';
import { adminLine, adminRefundLine } from '../../../contracts/admin-order.ts';
import { ShopifyUnavailable } from '../../../services/ports/shopify.ts';
import type { Operation } from '../operation.ts';
import { ORDER_LINE, REFUND_LINE } from './order-document.ts';
import { pageOf } from './page.ts';

/** Shopify's own bound of lines is 500; beyond this somebody is wrong. */
const PAGES_MAX = 50;

type Line = z.output<typeof adminLine>;
type RefundLine = z.output<typeof adminRefundLine>;

const lineAnswer = z.object({
  order: z.object({ updatedAt: z.string(), lineItems: pageOf(adminLine) }).nullable(),
});

const MORE_LINES: Operation<typeof lineAnswer> = {
  name: 'MoreLines',
  effect: 'read',
  cost: 50,
  answer: lineAnswer,
  document: /* GraphQL */ `
    query MoreLines($id: ID!, $after: String!) {
      order(id: $id) {
        updatedAt
        lineItems(first: 100, after: $after) {
          nodes {
            ...OrderLine
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
    ${ORDER_LINE}
  `,
};

const refundAnswer = z.object({
  refund: z.object({ refundLineItems: pageOf(adminRefundLine) }).nullable(),
});

const MORE_REFUND_LINES: Operation<typeof refundAnswer> = {
  name: 'MoreRefundLines',
  effect: 'read',
  cost: 25,
  answer: refundAnswer,
  document: /* GraphQL */ `
    query MoreRefundLines($id: ID!, $after: String!) {
      refund(id: $id) {
        refundLineItems(first: 100, after: $after) {
          nodes {
            ...RefundLine
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
    ${REFUND_LINE}
  `,
};

type AskOf = <Answer extends z.ZodType>(
  operation: Operation<Answer>,
  variables: Readonly<Record<string, unknown>>,
) => Promise<z.output<Answer>>;

/** An order with the first pages of its lists. */
type OrderPart = {
  readonly id: string;
  readonly updatedAt: string;
  readonly lineItems: { readonly next: string | null };
  readonly refunds: readonly {
    readonly id: string;
    readonly refundLineItems: { readonly next: string | null };
  }[];
};

type Rest = {
  readonly lines: readonly Line[];
  /** By the refund's id. */
  readonly refundLines: ReadonlyMap<string, readonly RefundLine[]>;
};

/** Throws `try_later` where the order changed meanwhile: its parts would not be of one moment. */
export async function readRest(ask: AskOf, order: OrderPart): Promise<Rest> {
  const { id, updatedAt, lineItems, refunds } = order;
  const lines = await collect(lineItems.next, async (after) => {
    const { order: now } = await ask(MORE_LINES, { id, after });
    if (now?.updatedAt !== updatedAt) throw changed();
    return now.lineItems;
  });
  const refundLines = new Map<string, readonly RefundLine[]>();
  for (const refund of refunds) {
    const more = await collect(refund.refundLineItems.next, async (after) => {
      const { refund: now } = await ask(MORE_REFUND_LINES, { id: refund.id, after });
      if (now === null) throw changed();
      return now.refundLineItems;
    });
    refundLines.set(refund.id, more);
  }
  return { lines, refundLines };
}

type Page<Node> = { readonly nodes: readonly Node[]; readonly next: string | null };

async function collect<Node>(
  from: string | null,
  read: (after: string) => Promise<Page<Node>>,
): Promise<Node[]> {
  const all: Node[] = [];
  let next = from;
  for (let pages = 0; next !== null; pages += 1) {
    if (pages === PAGES_MAX) throw new ShopifyUnavailable('try_later', 'a list without an end');
    const page = await read(next);
    all.push(...page.nodes);
    next = page.next;
  }
  return all;
}

const changed = () => new ShopifyUnavailable('try_later', 'the order changed while it was read');
