/** Every kind of reward, by its name in a definition. A new kind is one more line here. */
import type { FieldSpecs, ValuesOf } from '../../earning/conditions/condition.ts';
import { amountOff } from './amount-off.ts';
import { custom } from './custom.ts';
import { donation } from './donation.ts';
import { earlyAccess } from './early-access.ts';
import { freeProduct } from './free-product.ts';
import { freeShipping } from './free-shipping.ts';
import { giftCard } from './gift-card.ts';
import type { RewardKind } from './kind.ts';
import { percentOff } from './percent-off.ts';
import { productOff } from './product-off.ts';
import { service } from './service.ts';
import { storeCredit } from './store-credit.ts';

export const REWARD_KINDS = {
  'amount-off': amountOff,
  'percent-off': percentOff,
  'free-shipping': freeShipping,
  'free-product': freeProduct,
  'product-off': productOff,
  'gift-card': giftCard,
  'store-credit': storeCredit,
  'early-access': earlyAccess,
  service,
  donation,
  custom,
} as const;

type Kinds = typeof REWARD_KINDS;

type GivesOf<K> =
  K extends RewardKind<infer Name, infer F> ? { readonly kind: Name } & ValuesOf<F> : never;

/** What a reward gives, as it stands in a definition. */
export type RewardGives = { [Name in keyof Kinds]: GivesOf<Kinds[Name]> }[keyof Kinds];

/** The kind of what a reward gives, its fields' types forgotten. */
export function rewardKindOf({ kind }: Pick<RewardGives, 'kind'>): RewardKind<string, FieldSpecs> {
  return REWARD_KINDS[kind] as unknown as RewardKind<string, FieldSpecs>;
}
