/** Points in the checkout: what there is, what the order earns, and rewards to use on it. */
import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import type { Card, ProgramCard } from '../../../app/contracts/card.ts';
import { balanceAt } from '../../shopper/balance.ts';
import { BalanceLines, shown } from '../../shopper/balance-lines.tsx';
import { previewEarning, sentenceOf } from '../../shopper/earn-preview.ts';
import { newerCard, readCard, readProgram } from '../../shopper/read-card.ts';
import { CodeRows } from './code-rows.tsx';
import { RewardRows } from './reward-rows.tsx';
import { createRewards, type Rewards } from './rewards.ts';
import { say, sayPoints } from '../../shopper/words.ts';

export default async () => {
  render(<Points rewards={createRewards()} />, document.body);
};

/** Nothing at all where there is no program: the place belongs to the shop. */
function Points({ rewards }: { readonly rewards: Rewards }) {
  const program = readProgram(shopify.appMetafields.value);
  if (program === null) return null;
  const card = readCard(shopify.appMetafields.value);
  // Without leave to know the customer, a card still tells that there is one.
  const isGuest = card === null && shopify.buyerIdentity?.customer.value === undefined;
  return (
    <s-section heading={shopify.settings.value.title?.toString() || say('title')}>
      <s-stack gap="base">
        {isGuest ? (
          <s-stack gap="small-300">
            <s-text>{say('guest')}</s-text>
            <Earning program={program} />
          </s-stack>
        ) : (
          <MemberPoints program={program} kept={card} rewards={rewards} />
        )}
      </s-stack>
    </s-section>
  );
}

type Member = {
  readonly program: ProgramCard;
  readonly kept: Card | null;
  readonly rewards: Rewards;
};

function MemberPoints({ program, kept, rewards }: Member) {
  const card = newerCard(kept, rewards.card.value);
  const notice = rewards.notice.value;
  const balance = card === null ? null : balanceAt(card, Date.now());
  return (
    <>
      <s-stack gap="small-300">
        <BalanceLines balance={balance} />
        <Earning program={program} />
      </s-stack>
      <s-banner hidden={notice === null} tone={notice?.tone ?? 'info'}>
        {notice?.words ?? ''}
      </s-banner>
      <CodeRows rewards={rewards} reserved={balance?.reserved ?? 0} />
      <RewardRows program={program} rewards={rewards} spendable={balance?.spendable ?? 0} />
    </>
  );
}

const EARNS = { exact: 'earns', about: 'earnsAbout', atLeast: 'earnsAtLeast' };

function Earning({ program }: { program: ProgramCard }) {
  const preview = previewEarning(shopify, program);
  const points = preview?.points ?? 0;
  return (
    <s-text color="subdued" display={shown(points > 0)}>
      {preview === null ? '' : sayPoints(sentenceOf(preview, EARNS), points)}
    </s-text>
  );
}
