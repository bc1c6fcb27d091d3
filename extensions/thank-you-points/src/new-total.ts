/** The total after the order, asked for by a tap: nothing is asked while the page is drawn. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { WalletReply } from '../../../app/contracts/buyer-api.ts';
import type { Card } from '../../../app/contracts/card.ts';
import { askServer } from '../../shopper/ask-server.ts';
import { readCard, readProgram } from '../../shopper/read-card.ts';
import { say } from '../../shopper/words.ts';

export type NewTotal = {
  /** What the server answered; null before it was asked. */
  readonly card: ReadonlySignal<Card | null>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** What came of the last tap, where it was no new total. */
  readonly words: ReadonlySignal<string | null>;
  readonly refresh: () => void;
};

export function createNewTotal(): NewTotal {
  const card = signal<Card | null>(null);
  const isBusy = signal(false);
  const words = signal<string | null>(null);

  async function ask(): Promise<void> {
    const entries = shopify.appMetafields.value;
    const url = `${readProgram(entries)?.apiOrigin}/api/wallet`;
    const reply = await askServer<WalletReply>(shopify, url);
    if (!reply.ok) {
      words.value = reply.reason === 'unreachable' ? say('unreachable') : reply.words;
      return;
    }
    // Only a card newer than the one the page was drawn from has the order in it.
    const before = card.value ?? readCard(entries);
    const isNewer = (reply.card?.seq ?? 0) > (before?.seq ?? 0);
    card.value = reply.card;
    words.value = isNewer ? null : say('notYet');
  }

  const refresh = () => {
    if (isBusy.value) return;
    isBusy.value = true;
    void ask().finally(() => (isBusy.value = false));
  };

  return { card, isBusy, words, refresh };
}
