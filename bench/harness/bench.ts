/** What a bench is and what it hands back; `run.ts` runs them and `write-readme.ts` prints them. */
import { median } from './statistics.ts';
import type { Protocol } from './abba.ts';

export type Unit =
  | '×'
  | '/s'
  | 'ms'
  | 's'
  | 'bytes'
  | 'MB'
  | 'buffers'
  | 'statements'
  | 'commands'
  | 'requests'
  | 'times';

/** One measured quantity: every value that was taken, and what the goal asks of their median. */
export type Figure = {
  readonly name: string;
  readonly unit: Unit;
  readonly values: readonly number[];
  readonly goal?: { readonly asks: string; readonly met: boolean };
};

export type Measured = {
  readonly figures: readonly Figure[];
  /** Settings the figures depend on, by name, besides those of the machine. */
  readonly settings: Readonly<Record<string, string>>;
  /** Sentences a reader of the figures must know. */
  readonly notes: readonly string[];
};

export type BenchOptions = {
  readonly protocol: Protocol;
  /** A file of trade in the shared format. */
  readonly file: string;
  /** Says what is being done; the figures themselves are printed at the end. */
  readonly say: (sentence: string) => void;
};

export type Bench = {
  readonly name: string;
  /** Its number in the list of goals. */
  readonly goal: number;
  readonly title: string;
  /** Takes so long that it only runs where it is named. */
  readonly onlyNamed?: true;
  readonly run: (options: BenchOptions) => Promise<Measured>;
};

/** A figure whose median must be at least, or at most, a bound. */
export function figure(
  { name, unit, values }: { name: string; unit: Unit; values: readonly number[] },
  bound?: { atLeast: number } | { atMost: number },
): Figure {
  if (!bound) return { name, unit, values };
  const middle = median(values);
  const goal =
    'atLeast' in bound
      ? { asks: `≥ ${sayBound(bound.atLeast)}`, met: middle >= bound.atLeast }
      : { asks: `≤ ${sayBound(bound.atMost)}`, met: middle <= bound.atMost };
  return { name, unit, values, goal };
}

function sayBound(bound: number): string {
  return bound.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}
