/**
 * Each movement is a link: its hash covers the link before it, so that a row changed or removed
 * later breaks every link after it. Text and cause enter only through a salted digest: redaction
 * may drop them and the salt, and the chain still holds.
 */
import { compareText } from '../kernel/compare-text.ts';
import type { Posting } from './post-difference.ts';

/**
 * What is hashed for a link. `previous` and `digest` are lower-case hex; a change of format is a
 * new prefix.
 */
export function linkText(
  link: Omit<Posting, 'explanation' | 'cause'> & {
    readonly seq: number;
    readonly previous: string;
    readonly digest: string;
  },
): string {
  return [
    'laurel-link-1',
    link.previous,
    link.seq,
    link.kind,
    link.reversed ? 'reversed' : 'plain',
    link.lotId,
    link.from,
    link.to,
    link.points,
    link.at,
    link.corrects ?? '',
    link.digest,
  ].join('\n');
}

/**
 * What is hashed, with its salt, for a link's digest: the cause and the explanation, keys sorted at
 * every depth, as a database gives them back in an order of its own.
 */
export function digestText(movement: Pick<Posting, 'cause' | 'explanation'>): string {
  const { cause, explanation } = movement;
  return JSON.stringify([cause, Object.entries(explanation).sort(byKey)], sortKeys);
}

function sortKeys(_key: string, value: unknown): unknown {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isPlain ? Object.fromEntries(Object.entries(value).sort(byKey)) : value;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return compareText(a, b);
}
