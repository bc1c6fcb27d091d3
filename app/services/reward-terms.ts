/** What a choice's discount at Shopify gives, told apart from another that gives something else. */
import { currencyExponent, type MoneyMinor } from '../domain/kernel/money.ts';
import type { Combines, Reward, RewardChoice } from '../domain/program/program.ts';
import { usualCombines } from '../domain/program/fixed-reward.ts';
import { namedIds } from './cannot-be-given.ts';
import type { DiscountGift } from './ports/shopify.ts';

type Asked = {
  readonly reward: Pick<Reward, 'limits' | 'combines'>;
  readonly choice: Pick<RewardChoice, 'gives'>;
  /** ISO 4217, of all amounts. */
  readonly currency: string;
};

/**
 * Two choices of one reward share a discount and its codes exactly where this text is the same:
 * what they are called and what they cost may change; what they give, on what goods and from what
 * amount, and beside which other discounts, may not. What is usual is left out.
 *
 * Example: `amount-off 500 GBP`, `percent-off 10 from 3000 GBP on products 7,9 beside order`.
 */
export function rewardFingerprint({ reward, choice: { gives }, currency }: Asked): string {
  const { minimumMinor } = reward.limits;
  const goods = goodsOf(reward);
  const isForGoods = goods !== null;
  const combines = classes(reward.combines);
  const parts = [
    gives.kind,
    gives.kind === 'amount-off' ? `${gives.amountMinor} ${currency}` : '',
    gives.kind === 'percent-off' ? `${gives.percent}` : '',
    gives.kind === 'free-shipping' && gives.mostMinor !== null
      ? `up to ${gives.mostMinor} ${currency}`
      : '',
    minimumMinor === null ? '' : `from ${minimumMinor} ${currency}`,
    goods === null ? '' : `on ${goods.of} ${goods.ids.toSorted().join(',')}`,
    combines === classes(usualCombines(gives, isForGoods)) ? '' : `beside ${combines || 'none'}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Whether a discount of that fingerprint gives free shipping, which is a kind of its own there. */
export function isFreeShipping(fingerprint: string): boolean {
  return fingerprint.split(' ', 1)[0] === 'free-shipping';
}

/**
 * What Shopify is told a choice gives. Null where no discount can give it: programs with such a
 * reward are not published (`cannot-be-given.ts`).
 */
export function discountGift({ reward, choice: { gives }, currency }: Asked): DiscountGift | null {
  const { minimumMinor } = reward.limits;
  const decimal = (amount: MoneyMinor) => decimalText(amount, currency);
  const shared = {
    minimum: minimumMinor === null ? null : decimal(minimumMinor),
    goods: goodsOf(reward),
    combines: reward.combines,
  };
  switch (gives.kind) {
    case 'amount-off':
      return { kind: gives.kind, amount: decimal(gives.amountMinor), ...shared };
    case 'percent-off':
      return { kind: gives.kind, percent: gives.percent, ...shared };
    case 'free-shipping': {
      const most = gives.mostMinor === null ? null : decimal(gives.mostMinor);
      return { kind: gives.kind, most, ...shared };
    }
    default:
      return null;
  }
}

function goodsOf({ limits }: Pick<Reward, 'limits'>) {
  const [condition] = limits.goods;
  const named = condition && namedIds(condition);
  return named ? { of: named.of, ids: named.ids } : null;
}

function classes({ order, product, shipping }: Combines): string {
  return [order && 'order', product && 'product', shipping && 'shipping'].filter(Boolean).join(',');
}

/** Minor units as decimal text: 500 GBP → `5.00`, 500 JPY → `500`. */
function decimalText(amount: MoneyMinor, currency: string): string {
  const decimals = currencyExponent(currency);
  const digits = String(amount).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
