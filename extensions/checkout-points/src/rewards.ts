/**
 * Redeeming, applying and giving back. Points move only on our server; the code it answers with is
 * Shopify's to accept, and where it is not accepted the shopper keeps it and is told what to do.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type {
  RedeemReply,
  TakeBackReply,
  WalletEntry,
  WalletReply,
} from '../../../app/contracts/buyer-api.ts';
import type { Card } from '../../../app/contracts/card.ts';
import { askServer, type Refused } from '../../shopper/ask-server.ts';
import { newerCard, readProgram } from '../../shopper/read-card.ts';
import { say, sayPoints } from '../../shopper/words.ts';
import { beginAttempt, endAttempt, keepCodes, readCodes } from './kept.ts';

export type Notice = { readonly tone: 'info' | 'warning' | 'critical'; readonly words: string };

export type Rewards = {
  /** The newest card the server answered with; null before it was asked. */
  readonly card: ReadonlySignal<Card | null>;
  /** Codes of this shopper that we know of, as they stood when we heard of them last. */
  readonly codes: ReadonlySignal<readonly WalletEntry[]>;
  /** The work under way: a reward's id, a code that is given back, `apply` and a code. */
  readonly busy: ReadonlySignal<string | null>;
  readonly notice: ReadonlySignal<Notice | null>;
  readonly redeem: (rewardId: string) => void;
  readonly apply: (entry: WalletEntry) => void;
  readonly takeBack: (code: string) => void;
  readonly showCodes: () => void;
};

export const WALLET = 'wallet';

/** Whether the code can still be used or given back. */
export const isOpen = ({ status }: WalletEntry) => status === 'open';

export function createRewards(): Rewards {
  const state = createState();
  const { codes, tell, tellRefused, know } = state;
  const withNewest = (entry: WalletEntry) =>
    codes.value.filter(({ code }) => code !== entry.code).concat(entry);
  void readCodes(Date.now()).then((kept) => (codes.value = kept));

  async function redeem(rewardId: string): Promise<void> {
    const key = await beginAttempt(rewardId);
    const reply = await ask<RedeemReply>('redeem', { rewardId, key });
    // The key stays with what was refused or not answered: asked again it cannot happen twice.
    if (!reply.ok) return tellRefused(reply);
    const { redemption } = reply;
    await know(reply.card, withNewest(redemption));
    await endAttempt();
    return apply(redemption);
  }

  /** Where it is refused the code's own row says what it is and until when it can be used. */
  async function apply({ code, rewardName: reward }: WalletEntry): Promise<void> {
    if (await change('addDiscountCode', code)) return;
    tell('warning', say('refused', { reward }));
  }

  async function takeBack(code: string): Promise<void> {
    const applied = shopify.discountCodes.value.find((one) => one.code.toUpperCase() === code);
    if (applied && !(await change('removeDiscountCode', applied.code))) {
      return tell('warning', say('cannotRemove', { code }));
    }
    const reply = await ask<TakeBackReply>('take-back', { code });
    if (!reply.ok) return tellRefused(reply);
    await know(reply.card, withNewest(reply.redemption));
    tell('info', sayPoints('takenBack', reply.redemption.cost));
  }

  async function showCodes(): Promise<void> {
    const reply = await ask<WalletReply>('wallet');
    if (!reply.ok) return tellRefused(reply);
    const { redemptions } = reply;
    await know(reply.card, redemptions);
    if (redemptions.some(isOpen)) return;
    const returning = redemptions
      .filter(({ status }) => status === 'releasing')
      .reduce((sum, { cost }) => sum + cost, 0);
    tell('info', returning > 0 ? sayPoints('returning', returning) : say('noOpenCodes'));
  }

  const { doing, card, busy, notice } = state;
  return {
    card,
    codes,
    busy,
    notice,
    redeem: (rewardId) => doing(rewardId, () => redeem(rewardId)),
    apply: (entry) => doing(`apply ${entry.code}`, () => apply(entry)),
    takeBack: (code) => doing(code, () => takeBack(code)),
    showCodes: () => doing(WALLET, showCodes),
  };
}

/** What the block shows, and how it changes. */
function createState() {
  const card = signal<Card | null>(null);
  const codes = signal<readonly WalletEntry[]>([]);
  const busy = signal<string | null>(null);
  const notice = signal<Notice | null>(null);

  const tell = (tone: Notice['tone'], words: string) => void (notice.value = { tone, words });
  const tellRefused = (refused: Refused) =>
    refused.reason === 'unreachable'
      ? tell('critical', say('unreachable'))
      : tell('warning', refused.words);
  const know = (newest: Card | null, known: readonly WalletEntry[]) => {
    card.value = newerCard(card.value, newest);
    codes.value = known;
    return keepCodes(known);
  };
  /** One thing at a time, and it always ends. */
  const doing = (what: string, work: () => Promise<void>) => {
    if (busy.value !== null) return;
    busy.value = what;
    notice.value = null;
    void work()
      .catch(() => tell('critical', say('unreachable')))
      .finally(() => (busy.value = null));
  };
  return { card, codes, busy, notice, tell, tellRefused, know, doing };
}

function ask<Reply extends { readonly ok: true }>(path: string, body?: unknown) {
  const origin = readProgram(shopify.appMetafields.value)?.apiOrigin;
  return askServer<Reply>(shopify, `${origin}/api/${path}`, body);
}

/** Whether Shopify did it; its own words are in no language but its own. */
async function change(type: 'addDiscountCode' | 'removeDiscountCode', code: string) {
  if (!shopify.instructions.value.discounts.canUpdateDiscountCodes) return false;
  const result = await shopify.applyDiscountCodeChange({ type, code }).catch(() => null);
  return result?.type === 'success';
}
