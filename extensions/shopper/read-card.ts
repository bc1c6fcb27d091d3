/**
 * The program and the shopper's card out of what Shopify keeps for us (app/contracts/card.ts). A
 * page is drawn from them alone; what cannot be read is treated as not there.
 */
import type { Card, ProgramCard } from '../../app/contracts/card.ts';

type Entry = {
  readonly target: { readonly type: string };
  readonly metafield: { readonly key: string; readonly value: string };
};

/** Null before anything was published, and while the program is paused. */
export function readProgram(entries: readonly Entry[]): ProgramCard | null {
  const program = read<ProgramCard>(entries, 'shop', 'program');
  return program?.live ? program : null;
}

/** Null for a guest and for somebody who never earned anything. */
export function readCard(entries: readonly Entry[]): Card | null {
  return read<Card>(entries, 'customer', 'card');
}

/** Of two cards the newer one: what the server answered may be ahead of what Shopify keeps. */
export function newerCard(kept: Card | null, answered: Card | null): Card | null {
  if (!kept || !answered) return kept ?? answered;
  return answered.seq > kept.seq ? answered : kept;
}

/** The namespace is not compared: an extension is given only what its toml asks for, `$app`. */
function read<T extends { v: number }>(
  entries: readonly Entry[],
  owner: string,
  key: string,
): T | null {
  const entry = entries.find(
    ({ target, metafield }) => target.type === owner && metafield.key === key,
  );
  if (!entry) return null;
  try {
    const value = JSON.parse(entry.metafield.value) as T | null;
    return value?.v === 1 ? value : null;
  } catch {
    return null;
  }
}
