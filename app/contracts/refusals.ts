/**
 * Every refusal a request or a delivery may meet: its reason, the status it is answered with, and
 * the words for whoever runs Laurel. One place, so that no reason lacks its words; what shoppers
 * are told is in buyer-refusals.ts.
 */

type Refusal = {
  readonly status: number;
  readonly title: string;
  /** What it means and what to do about it. */
  readonly advice: string;
};

export const REFUSALS = {
  // Webhooks; every answer but 2xx has Shopify send the delivery again.
  bad_signature: {
    status: 401,
    title: 'The signature is wrong',
    advice: 'Check that SHOPIFY_API_SECRET is the secret of the app that sends.',
  },
  bad_header: {
    status: 400,
    title: 'A header is missing or malformed',
    advice: 'Shopify sends them all: something between it and Laurel dropped or changed one.',
  },
  broken_off: {
    status: 400,
    title: 'The body ended too early',
    advice: 'The connection broke; Shopify sends it again.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Webhooks are posted',
    advice: 'Use POST.',
  },
  too_large: {
    status: 413,
    title: 'The body is too large',
    advice: 'Shopify sends no such bodies; look at what stands between it and Laurel.',
  },
  too_busy: {
    status: 503,
    title: 'Too many bodies come in at once',
    advice: 'Shopify sends it again; if this lasts, run more web processes.',
  },
  unavailable: {
    status: 503,
    title: 'The delivery could not be stored',
    advice: 'Shopify sends it again. Check that PostgreSQL answers.',
  },

  // Pages.
  database_unavailable: {
    status: 503,
    title: 'The database does not answer',
    advice:
      'Webhooks cannot be stored just now and Shopify will send them again. Check that ' +
      'PostgreSQL runs and that DATABASE_URL names it.',
  },
  unknown_shop: {
    status: 404,
    title: 'There is no such shop',
    advice: 'No webhook of a shop by that name has arrived. The status page lists those we know.',
  },
  password_wanted: {
    status: 401,
    title: 'This page wants a password',
    advice: 'Enter the value of STATUS_PASSWORD as the password; the user name does not matter.',
  },
  not_served: {
    status: 404,
    title: 'There is nothing here',
    advice: 'Check the address.',
  },
  bad_form: {
    status: 400,
    title: 'The form could not be read',
    advice: 'Nothing was done. Go back to the status page and try again.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export type RefusalReason = keyof typeof REFUSALS;

/** Whether we have words for it: what comes back from an address or a page is any text. */
export function isRefusal(reason: unknown): reason is RefusalReason {
  return typeof reason === 'string' && Object.hasOwn(REFUSALS, reason);
}

/**
 * Why a delivery is parked. It is answered 200 all the same: Shopify sending it again would not
 * make it more readable.
 */
export const PARKED = {
  unknown_topic: 'A kind of event Laurel does not read yet',
  malformed_json: 'The body is not valid JSON',
  missing_order_id: 'The order has no id',
  missing_refund_id: 'The refund has no id',
  invalid_field: 'A field is not what Shopify promises',
  unstorable: 'The database will not hold one of its values',
  unreadable_seal: 'The kept original cannot be opened',
  bug: 'Laurel itself failed over it',
} as const;

export type ParkedCode = keyof typeof PARKED;
