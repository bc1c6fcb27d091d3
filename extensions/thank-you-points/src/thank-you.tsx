/** Points on the thank-you page: what the order earned, when it can be spent, what is there now. */
import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import type { Card, ProgramCard } from '../../../app/contracts/card.ts';
import { balanceAt } from '../../shopper/balance.ts';
import { BalanceLines } from '../../shopper/balance-lines.tsx';
import { previewEarning, sentenceOf } from '../../shopper/earn-preview.ts';
import { newerCard, readCard, readProgram } from '../../shopper/read-card.ts';
import { rewardCodes, sayDiscount } from '../../shopper/reward-code.ts';
import { say, sayDate, sayPoints } from '../../shopper/words.ts';
import { createNewTotal, type NewTotal } from './new-total.ts';

const DAY_MS = 86_400_000;

export default async () => {
  render(<Points total={createNewTotal()} />, document.body);
};

/** Nothing at all where there is no program: the place belongs to the shop. */
function Points({ total }: { readonly total: NewTotal }) {
  const program = readProgram(shopify.appMetafields.value);
  if (program === null) return null;
  const card = readCard(shopify.appMetafields.value);
  const isGuest = card === null && shopify.buyerIdentity?.customer.value === undefined;
  return (
    <s-section heading={shopify.settings.value.title?.toString() || say('title')}>
      <s-stack gap="base">
        <Earned program={program} isGuest={isGuest} />
        <UsedRewards />
        {isGuest ? null : <Total total={total} kept={card} />}
      </s-stack>
    </s-section>
  );
}

const EARNED = { exact: 'earned', about: 'earnedAbout', atLeast: 'earnedAtLeast' };

/** The waiting time is counted in days of the shop's own calendar, from the payment. */
function Earned({ program, isGuest }: { program: ProgramCard; isGuest: boolean }) {
  const preview = previewEarning(shopify, program);
  const { pendingDays } = program;
  return (
    <s-stack gap="small-300">
      {preview === null || preview.points === 0 ? null : (
        <>
          <s-text type="strong">{sayPoints(sentenceOf(preview, EARNED), preview.points)}</s-text>
          {pendingDays === null ? null : (
            <s-text>
              {pendingDays === 0
                ? say('spendableAtOnce')
                : say('spendableFrom', { date: sayDate(Date.now() + pendingDays * DAY_MS) })}
            </s-text>
          )}
        </>
      )}
      {isGuest ? <s-text>{say('guest')}</s-text> : null}
    </s-stack>
  );
}

function UsedRewards() {
  return (
    <>
      {rewardCodes(shopify).map((code) => {
        const amount = sayDiscount(shopify, code);
        return (
          <s-text key={code}>
            {amount === null ? say('usedPlain', { code }) : say('used', { code, amount })}
          </s-text>
        );
      })}
    </>
  );
}

/** The card may be older than the order; the new total comes by itself or for a tap. */
function Total({ total, kept }: { readonly total: NewTotal; readonly kept: Card | null }) {
  const newest = newerCard(kept, total.card.value);
  const words = total.words.value;
  return (
    <s-stack gap="small-300">
      <BalanceLines balance={newest === null ? null : balanceAt(newest, Date.now())} />
      <s-banner hidden={words === null} tone="info">
        {words ?? ''}
      </s-banner>
      <s-button variant="secondary" loading={total.isBusy.value} onClick={total.refresh}>
        {say('refresh')}
      </s-button>
    </s-stack>
  );
}
