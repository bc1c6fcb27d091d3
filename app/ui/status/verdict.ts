/**
 * The page in one line: what is wrong, worst first, or that nothing is. An owner who reads only
 * this must not miss anything that needs them.
 */
import type { BoundedCount, ShopStatus } from '../../contracts/status.ts';
import { sayBounded, sayCount, sayDuration } from './say-status.ts';

type Verdict = {
  readonly tone: 'critical' | 'warning' | 'success' | 'info';
  readonly title: string;
  readonly lines: readonly string[];
};

// A webhook is normally worked in within a second; nobody needs to be told of a short burst.
const SLOW_AFTER_MS = 30_000;

type Trouble = { readonly tone: 'critical' | 'warning'; readonly line: string };

/** What the owner should know first, as of `readAt`. */
export function judgeStatus(shop: ShopStatus, readAt: number): Verdict {
  const troubles = [
    unbalanced(shop),
    uncounted(shop),
    late(shop, readAt),
    parked(shop),
    unpublished(shop),
  ].filter((trouble) => trouble !== null);
  const [worst] = troubles;
  if (worst) {
    return {
      tone: troubles.some((trouble) => trouble.tone === 'critical') ? 'critical' : 'warning',
      title: worst.line,
      lines: troubles.slice(1).map((trouble) => trouble.line),
    };
  }
  if (shop.inbox.lastReceivedAt === null) {
    return { tone: 'info', title: 'Nothing has been received from this shop yet', lines: [] };
  }
  return { tone: 'success', title: 'All is well', lines: [sayCalm(shop)] };
}

function sayCalm(shop: ShopStatus): string {
  const waiting =
    shop.inbox.waiting.count === 0 ? 'Nothing waits' : `${sayBounded(shop.inbox.waiting)} waiting`;
  return shop.books === null ? `${waiting}.` : `${waiting}, and the books balance.`;
}

function unbalanced({ books }: ShopStatus): Trouble | null {
  if (!books || books.unbalancedMembers === 0) return null;
  const line =
    `The books of ${sayCount(books.unbalancedMembers, 'member')} do not balance: ` +
    'their balance, their history and the points of their orders disagree. This is a bug of ' +
    'Laurel; keep the database as it is.';
  return { tone: 'critical', line };
}

function uncounted({ refolds }: ShopStatus): Trouble | null {
  if (refolds.failing === 0) return null;
  const why = refolds.reason === null ? '' : ` The reason: ${refolds.reason}.`;
  const line =
    `${sayCount(refolds.failing, 'member')} cannot be counted again after a change in the past: ` +
    `the points stay as they were, and it is tried again and again.${why}`;
  return { tone: 'critical', line };
}

function late({ inbox }: ShopStatus, readAt: number): Trouble | null {
  if (inbox.oldestWaitingAt === null) return null;
  const ageMs = readAt - inbox.oldestWaitingAt;
  if (ageMs < SLOW_AFTER_MS) return null;
  const line =
    `${sayMessages(inbox.waiting)} waiting, the oldest for ${sayDuration(ageMs)}. ` +
    'If that goes on, whoever runs Laurel should see whether its worker is running.';
  return { tone: 'warning', line };
}

function parked({ inbox }: ShopStatus): Trouble | null {
  if (inbox.parked.count === 0) return null;
  const one = inbox.parked.count === 1;
  const line =
    `${sayMessages(inbox.parked)} could not be read: ` +
    `${one ? 'it is kept and waits' : 'they are kept and wait'} for you below.`;
  return { tone: 'warning', line };
}

function sayMessages(many: BoundedCount): string {
  return `${sayBounded(many)} ${many.count === 1 ? 'message' : 'messages'} from Shopify`;
}

function unpublished({ version }: ShopStatus): Trouble | null {
  if (version) return null;
  const line = 'No program is published: orders are kept, and earn once there is one.';
  return { tone: 'warning', line };
}
