/** Rewards to use: first those the points reach, then the nearest of the others. */
import type { CardReward, ProgramCard } from '../../../app/contracts/card.ts';
import { shown } from '../../shopper/balance-lines.tsx';
import { rewardCodes } from '../../shopper/reward-code.ts';
import { say, sayMoney, sayPoints } from '../../shopper/words.ts';
import { Tap } from './tap.tsx';
import type { Rewards } from './rewards.ts';

/** Further ones are no use in a checkout; the theme's panel lists them all. */
const OTHERS_MAX = 3;

type Given = {
  readonly program: ProgramCard;
  readonly rewards: Rewards;
  readonly spendable: number;
};

export function RewardRows({ program, rewards, spendable }: Given) {
  const offered = program.rewards.filter(stillFits(program, rewards));
  const cheapestFirst = offered.sort((one, other) => one.cost - other.cost);
  const reached = cheapestFirst.filter(({ cost }) => cost <= spendable).length;
  const mayApply = shopify.instructions.value.discounts.canUpdateDiscountCodes;
  const rows = cheapestFirst.slice(mayApply ? 0 : reached, reached + OTHERS_MAX);
  return (
    <>
      <s-text display={shown(reached > 0 && !mayApply)}>{say('noCodes')}</s-text>
      <s-stack gap="base" display={shown(rows.length > 0)}>
        {rows.map((reward) => (
          <s-grid key={reward.id} gridTemplateColumns="1fr auto" gap="base" alignItems="center">
            <s-stack gap="none">
              <s-text>{reward.name}</s-text>
              <s-text color="subdued">{sayWorth(reward, program)}</s-text>
            </s-stack>
            {reward.cost <= spendable ? (
              <Tap
                label={sayPoints('use', reward.cost)}
                name={sayPoints('useFor', reward.cost, { reward: reward.name })}
                rewards={rewards}
                work={reward.id}
                onTap={() => rewards.redeem(reward.id)}
              />
            ) : (
              <s-text color="subdued">{sayPoints('missing', reward.cost - spendable)}</s-text>
            )}
          </s-grid>
        ))}
      </s-stack>
    </>
  );
}

function sayWorth({ amountMinor }: CardReward, { currency, decimals }: ProgramCard): string {
  if (amountMinor === null) return say('freeShipping');
  const amount = amountMinor / 10 ** decimals;
  const { amount: subtotal, currencyCode } = shopify.cost.subtotalAmount.value;
  const isMore = currencyCode === currency && subtotal < amount;
  return say(isMore ? 'moreThanOrder' : 'worth', { amount: sayMoney(amount, currency) });
}

/**
 * Two rewards of one kind do not go together; of a code redeemed elsewhere we know no kind. Nobody
 * is to pay with points for shipping that costs nothing; unknown is what is not chosen yet.
 */
function stillFits({ rewards: all }: ProgramCard, { codes }: Rewards) {
  const applied = rewardCodes(shopify).map((code) => {
    const entry = codes.value.find((one) => one.code === code);
    return all.find(({ id }) => id === entry?.rewardId)?.kind ?? null;
  });
  const isPostFree = shopify.cost.totalShippingAmount.value?.amount === 0;
  return ({ kind }: CardReward) =>
    !(isPostFree && kind === 'free-shipping') &&
    applied.every((taken) => taken !== null && taken !== kind);
}
