/** Who buys, what they hold (store credit, gift cards), and how they are grouped. */

export type Address = {
  readonly id: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly zip: string | null;
  readonly provinceCode: string | null;
  readonly countryCode: string;
  readonly phone: string | null;
};

export type Consent = {
  readonly state: 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'NOT_SUBSCRIBED' | 'PENDING' | 'REDACTED';
  readonly optInLevel: 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | 'UNKNOWN';
  readonly updatedAt: number | null;
};

export type Customer = {
  readonly id: number;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly verifiedEmail: boolean;
  readonly locale: string;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly state: 'enabled' | 'disabled' | 'invited' | 'declined';
  readonly taxExempt: boolean;
  readonly emailConsent: Consent;
  readonly smsConsent: Consent;
  readonly addresses: readonly Address[];
  readonly defaultAddressId: number | null;
  /** Counted when orders are placed, cancelled and refunded. */
  readonly ordersCount: number;
  readonly spentMinor: number;
  readonly lastOrderId: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type Segment = {
  readonly id: number;
  readonly name: string;
  /** In ShopifyQL's filter language, e.g. `number_of_orders > 2`. */
  readonly query: string;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type GiftCard = {
  readonly id: number;
  /** Normalised: lower case, no spaces. */
  readonly code: string;
  readonly initialMinor: number;
  readonly balanceMinor: number;
  readonly currency: string;
  readonly customerId: number | null;
  readonly note: string | null;
  /** A date, `2027-11-23`; null: never. */
  readonly expiresOn: string | null;
  readonly disabledAt: number | null;
  /** The order that sold it; null: issued by staff or an app. */
  readonly orderId: number | null;
  readonly lineItemId: number | null;
  readonly appId: number | null;
  readonly transactions: readonly GiftCardTransaction[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type GiftCardTransaction = {
  readonly id: number;
  /** Negative when spent. */
  readonly amountMinor: number;
  readonly orderId: number | null;
  readonly note: string | null;
  readonly at: number;
};

export type StoreCreditAccount = {
  readonly id: number;
  readonly customerId: number;
  readonly currency: string;
  readonly balanceMinor: number;
  readonly transactions: readonly StoreCreditTransaction[];
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type StoreCreditTransaction = {
  readonly id: number;
  readonly type: 'credit' | 'debit' | 'expiration' | 'debit_revert';
  /** Negative for debits and expirations. */
  readonly amountMinor: number;
  /** Of a credit: what is left of it. */
  readonly remainingMinor: number;
  readonly balanceAfterMinor: number;
  readonly expiresAt: number | null;
  readonly orderId: number | null;
  readonly at: number;
};
