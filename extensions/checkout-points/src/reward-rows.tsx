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

function sayWorth(reward: CardReward, { currency, decimals }: ProgramCard): string {
  const { amountMinor } = reward;
  // A percentage stands in the reward's name.
  if (amountMinor === null) return isShipping(reward) ? say('freeShipping') : '';
  const amount = amountMinor / 10 ** decimals;
  const { amount: subtotal, currencyCode } = shopify.cost.subtotalAmount.value;
  const isMore = currencyCode === currency && subtotal < amount;
  return say(isMore ? 'moreThanOrder' : 'worth', { amount: sayMoney(amount, currency) });
}

/**
 * Two rewards of one sort do not go together: both free shipping, or both off the goods. Of a code
 * redeemed elsewhere we know no sort. Nobody is to pay with points for shipping that costs nothing;
 * unknown is what is not chosen yet.
 */
function stillFits({ rewards: all }: ProgramCard, { codes }: Rewards) {
  const entryOf = (code: string) => codes.value.find((one) => one.code === code);
  const applied = rewardCodes(shopify).map((code) =>
    all.find(({ id }) => id === entryOf(code)?.rewardId),
  );
  const isPostFree = shopify.cost.totalShippingAmount.value?.amount === 0;
  return (reward: CardReward) =>
    !(isPostFree && isShipping(reward)) &&
    applied.every((taken) => taken && isShipping(taken) !== isShipping(reward));
}

function isShipping({ kind }: CardReward): boolean {
  return kind === 'free-shipping';
}
