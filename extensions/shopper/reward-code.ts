/** Our codes among the others of a cart: the shape of app/contracts/reward-code.ts. */
import type { StandardApi } from '@shopify/ui-extensions/checkout';
import { sayMoney } from './words.ts';

type Cart = Pick<StandardApi, 'discountCodes' | 'discountAllocations'>;

const SHAPE = /^LAUREL(-[0-9A-HJKMNP-TV-Z]{4}){3}$/;

/** As we write them, whoever redeemed them where: here, in the theme, in the account. */
export function rewardCodes({ discountCodes }: Cart): string[] {
  return discountCodes.value
    .map(({ code }) => code.toUpperCase())
    .filter((code) => SHAPE.test(code));
}

/** What a code takes off, in words; null where Shopify does not tell. */
export function sayDiscount({ discountAllocations }: Cart, code: string): string | null {
  const found = discountAllocations.value.find(
    (one) => 'code' in one && one.code.toUpperCase() === code,
  );
  return found
    ? sayMoney(found.discountedAmount.amount, found.discountedAmount.currencyCode)
    : null;
}
