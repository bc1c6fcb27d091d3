/** What the routes of shoppers are handed: who asks, what can be done for them, where bugs go. */
import type { BuyerRefusal, TakeBackRequest, RedeemRequest } from './buyer-api.ts';
import type { BuyerServices, KnownBuyer, RedeemVia } from './redemption-context.ts';
import type { VisitorChecks } from './visitors.ts';

type TooOften = {
  readonly ok: false;
  readonly reason: Extract<BuyerRefusal, 'too_often'>;
};
type Paced<Answer> = Promise<TooOften | Awaited<Answer>>;

/** As `BuyerServices`, and each may also refuse `too_often`. */
export type PacedBuyers = {
  redeem(
    visitor: KnownBuyer,
    ask: RedeemRequest,
    via: RedeemVia,
  ): Paced<ReturnType<BuyerServices['redeem']>>;
  takeBack(visitor: KnownBuyer, ask: TakeBackRequest): Paced<ReturnType<BuyerServices['takeBack']>>;
  wallet(visitor: KnownBuyer): Paced<ReturnType<BuyerServices['wallet']>>;
};

export type BuyerContext = {
  readonly visitors: Pick<VisitorChecks, 'proxy' | 'buyer'>;
  readonly buyers: PacedBuyers;
  /** For the log: a shopper is told only that something went wrong. */
  readonly reportBug: (error: unknown, doing: string) => void;
};
