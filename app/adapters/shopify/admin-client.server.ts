/**
 * The Admin API's client: a token, a turn in its lane, a request, and patience. Reads are asked
 * again; a write whose outcome is unknown is only asked again where that does no harm.
 */
import type { z } from 'zod';
import { type Lane, ShopifyUnavailable } from '../../services/ports/shopify.ts';
import { type Bucket, type LaneNeeds, ShopLanes } from './lanes.ts';
import type { Ask, Operation } from './operation.ts';
import { sendDocument, type Sent } from './send-document.server.ts';
import type { Tokens } from './tokens.server.ts';

/** How often a request is turned away for the budget's sake before it is given up. */
const THROTTLED_MAX = 12;
const TRIES_MAX = 4;
const FIRST_PAUSE_MS = 250;

export type ClientNeeds = LaneNeeds & {
  readonly tokens: Tokens;
  readonly fetch: typeof globalThis.fetch;
  readonly pause: (ms: number) => Promise<void>;
  /** Hears what Shopify said of a shop's budget after a request, and what that cost. */
  readonly heard?: (said: Bucket & { readonly lane: Lane; readonly cost: number | null }) => void;
};

type Failed = Exclude<Sent, { outcome: 'answered' }>;
/** What earlier attempts of a request leave to the next one. */
type Past = { throttled: number; failed: number; refusedToken?: string };

/** Opens the client. Lanes, and what documents cost, are remembered for as long as it lives. */
export function openAdminClient(needs: ClientNeeds): Ask {
  const lanes = new Map<string, ShopLanes>();
  const costs = new Map<string, number>();

  return async (to, operation, variables) => {
    const known = lanes.get(to.shop.domain) ?? new ShopLanes(needs);
    lanes.set(to.shop.domain, known);
    const past: Past = { throttled: 0, failed: 0 };
    for (;;) {
      const token = await needs.tokens.tokenOf(to.shop, past.refusedToken);
      const cost = costs.get(operation.name) ?? operation.cost;
      const sent = await takeTurn(known, { lane: to.lane, cost }, () =>
        sendDocument(needs.fetch, {
          domain: to.shop.domain,
          token,
          document: operation.document,
          variables,
        }),
      );
      if (sent.bucket !== null) {
        needs.heard?.({ ...sent.bucket, lane: to.lane, cost: sent.requested });
      }
      if (sent.requested !== null) costs.set(operation.name, sent.requested);
      if (sent.outcome === 'answered') return parse(operation, sent.data);
      if (sent.outcome === 'unauthorized') {
        if (past.refusedToken !== undefined) throw uninstalled('two tokens were refused');
        past.refusedToken = token;
      } else {
        const refilledMs = known.waitMs(to.lane, costs.get(operation.name) ?? cost);
        await needs.pause(pauseBefore(operation, sent, past, refilledMs));
      }
    }
  };
}

async function takeTurn(
  lanes: ShopLanes,
  { lane, cost }: { readonly lane: Lane; readonly cost: number },
  send: () => Promise<Sent>,
): Promise<Sent> {
  const turn = await lanes.enter(lane, cost);
  if (turn === null) throw new ShopifyUnavailable('try_later', 'too many requests wait already');
  let bucket: Sent['bucket'] = null;
  try {
    const sent = await send();
    bucket = sent.bucket;
    return sent;
  } finally {
    turn.leave(bucket);
  }
}

/** How long to wait before asking again; throws where asking again is no use, or does harm. */
function pauseBefore(
  { effect }: Pick<Operation<z.ZodType>, 'effect'>,
  sent: Exclude<Failed, { outcome: 'unauthorized' }>,
  past: Past,
  refilledMs: number,
): number {
  if (sent.outcome === 'gone') throw uninstalled(sent.detail);
  if (sent.outcome === 'denied') throw new ShopifyUnavailable('try_later', sent.detail);
  if (sent.outcome === 'throttled') {
    past.throttled += 1;
    if (past.throttled > THROTTLED_MAX) throw new ShopifyUnavailable('try_later', 'throttled');
    return Math.max(sent.waitMs ?? refilledMs, FIRST_PAUSE_MS);
  }
  const isUnknown = sent.outcome === 'no_answer' && effect !== 'read';
  past.failed += 1;
  if ((isUnknown && effect === 'once') || past.failed >= TRIES_MAX) {
    throw new ShopifyUnavailable(isUnknown ? 'unknown_outcome' : 'try_later', sent.detail);
  }
  return FIRST_PAUSE_MS * 2 ** (past.failed - 1);
}

/** Past here an answer has the shape it was asked for. */
function parse<Answer extends z.ZodType>(
  { name, effect, answer }: Operation<Answer>,
  data: unknown,
): z.output<Answer> {
  const parsed = answer.safeParse(data);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  const why = effect === 'read' ? 'try_later' : 'unknown_outcome';
  throw new ShopifyUnavailable(why, `${name}: the answer cannot be read at '${where}'`);
}

function uninstalled(detail: string): ShopifyUnavailable {
  return new ShopifyUnavailable('uninstalled', detail);
}
