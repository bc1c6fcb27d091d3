/**
 * What this block remembers when its page is loaded again, in the browser only: a tap that was not
 * answered yet, and the codes it was given. It belongs to one customer and one checkout: a shared
 * computer tells nobody, and a code that an order carried is not offered in the next checkout.
 */
import type { WalletEntry } from '../../../app/contracts/buyer-api.ts';

type Kept<Value> = { readonly owner: string; readonly value: Value };
type Attempt = { readonly rewardId: string; readonly key: string };

const ATTEMPT = 'attempt';
const CODES = 'codes';

export async function readCodes(asOf: number): Promise<readonly WalletEntry[]> {
  const codes = await read<readonly WalletEntry[]>(CODES);
  return (codes ?? []).filter(({ lapsesAt }) => lapsesAt > asOf);
}

export function keepCodes(codes: readonly WalletEntry[]): Promise<void> {
  return write(CODES, codes);
}

/**
 * The key of a tap on this reward: the same one again until the reward is there, so that a tap
 * whose answer was lost takes its points once.
 */
export async function beginAttempt(rewardId: string): Promise<string> {
  const before = await read<Attempt>(ATTEMPT);
  if (before?.rewardId === rewardId) return before.key;
  const key = crypto.randomUUID();
  await write(ATTEMPT, { rewardId, key });
  return key;
}

export function endAttempt(): Promise<void> {
  return write(ATTEMPT, null);
}

async function read<Value>(name: string): Promise<Value | null> {
  const kept = await shopify.storage.read<Kept<Value>>(name).catch(() => null);
  return kept?.owner === owner() ? kept.value : null;
}

/** A browser that keeps nothing only forgets; the wallet knows the codes all the same. */
function write(name: string, value: unknown): Promise<void> {
  return shopify.storage.write(name, { owner: owner(), value }).catch(() => undefined);
}

/** Without leave to know the customer, the checkout alone tells. */
function owner(): string {
  return `${shopify.buyerIdentity?.customer.value?.id} ${shopify.checkoutToken.value}`;
}
