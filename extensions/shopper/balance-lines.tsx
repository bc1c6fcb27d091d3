/**
 * What a member has and what waits, as every block of a shopper says it. What comes and goes is
 * hidden and shown rather than made anew, so that a screen reader knows the place it speaks from.
 */
import type {} from '@shopify/ui-extensions/purchase.thank-you.block.render';
import type { Balance } from './balance.ts';
import { sayDate, sayPoints } from './words.ts';

/** `balance` is null for somebody who has no card yet: nothing to spend. */
export function BalanceLines({ balance }: { readonly balance: Balance | null }) {
  const spendable = balance?.spendable ?? 0;
  const waiting = balance?.waiting ?? 0;
  const nextAt = balance?.nextAt ?? null;
  // What comes due pays a debt before it can be spent, and “more” of a debt would be none.
  const waits = spendable < 0 ? 'waitingOwed' : 'waiting';
  const isWaiting = nextAt !== null && waiting > 0;
  return (
    <>
      <s-text type="strong">
        {spendable < 0 ? sayPoints('owed', -spendable) : sayPoints('balance', spendable)}
      </s-text>
      <s-text color="subdued" display={shown(isWaiting)}>
        {isWaiting ? sayPoints(waits, waiting, { date: sayDate(nextAt) }) : ''}
      </s-text>
    </>
  );
}

export const shown = (is: boolean) => (is ? 'auto' : 'none');
