/**
 * The program as an owner types it: texts in fields, amounts in whole currency units. Read in the
 * browser for the preview and on the server for good, so that both say the same.
 *
 * Law: what is written from a definition reads back as that definition.
 */
import { currencyExponent, minor, parseDecimal } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import type { ProgramDefinition } from '../domain/program/program.ts';
import { isPlainText } from './plain-text.ts';
import type { FieldProblem } from './program.ts';

export type RewardForm = {
  readonly id: string;
  readonly name: string;
  readonly cost: string;
  readonly kind: 'amount-off' | 'free-shipping';
  readonly amount: string;
};

export type ProgramForm = {
  readonly points: string;
  /** For how much money, e.g. `1.00`. */
  readonly per: string;
  readonly pendingDays: string;
  readonly rewards: readonly RewardForm[];
};

type ReadProgram =
  | { readonly ok: true; readonly definition: ProgramDefinition }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

// As contracts/program.ts bounds a definition.
const POINTS_MAX = 1_000_000_000;
const MINOR_MAX = 1_000_000_000_000;
const NAME_MAX = 80;

/** The definition as texts. */
export function writeProgramForm(definition: ProgramDefinition): ProgramForm {
  const { earning, currency } = definition;
  return {
    points: String(earning.points),
    per: writeAmount(earning.perMinor, currency),
    pendingDays: String(definition.pendingDays),
    rewards: definition.rewards.map(({ id, name, cost, gives }) => ({
      id,
      name,
      cost: String(cost),
      kind: gives.kind,
      amount: gives.kind === 'amount-off' ? writeAmount(gives.amountMinor, currency) : '',
    })),
  };
}

/** `500` pence → `5.00`. */
function writeAmount(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  return (amountMinor / 10 ** exponent).toFixed(exponent);
}

/**
 * Reads the texts into a definition that keeps everything `base` says and the form does not ask.
 * Refuses with every bad field, named as a definition's fields are: `rewards[0].cost`.
 */
export function readProgramForm(form: ProgramForm, base: ProgramDefinition): ReadProgram {
  const problems: FieldProblem[] = [];
  const whole = (field: string, typed: string, range: readonly [number, number], unit: string) => {
    const value = wholeNumber(typed, range);
    if (value !== null) return value;
    const [least, most] = range.map((bound) => bound.toLocaleString('en-GB'));
    problems.push({ field, problem: `Enter a whole number of ${unit} from ${least} to ${most}` });
    return least === '0' ? 0 : 1;
  };
  const amount = (field: string, typed: string) => {
    const value = amountOf(typed, base.currency);
    if (value.ok) return value.amountMinor;
    problems.push({ field, problem: value.problem });
    return 1;
  };
  const definition: ProgramDefinition = {
    ...base,
    earning: {
      ...base.earning,
      points: points(whole('earning.points', form.points, [1, POINTS_MAX], 'points')),
      perMinor: minor(amount('earning.perMinor', form.per)),
    },
    pendingDays: whole('pendingDays', form.pendingDays, [0, 90], 'days'),
    rewards: form.rewards.map(({ id, name, cost, kind, amount: typed }, place) => {
      const field = `rewards[${place}]`;
      const problem = nameProblem(name);
      if (problem !== null) problems.push({ field: `${field}.name`, problem });
      return {
        id,
        name: name.trim(),
        cost: points(whole(`${field}.cost`, cost, [1, POINTS_MAX], 'points')),
        gives:
          kind === 'free-shipping'
            ? { kind }
            : { kind, amountMinor: minor(amount(`${field}.gives.amountMinor`, typed)) },
      };
    }),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, definition };
}

/** The id of a reward that is about to be added: one that none of them has. */
export function freeRewardId(taken: readonly { readonly id: string }[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const id = `reward-${number}`;
    if (!taken.some((reward) => reward.id === id)) return id;
  }
}

function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'Enter a name shoppers will see';
  if (!isPlainText(name.trim())) return 'Leave out characters that cannot be shown';
  return name.trim().length > NAME_MAX ? `Use at most ${NAME_MAX} characters` : null;
}

function wholeNumber(typed: string, [least, most]: readonly [number, number]): number | null {
  const digits = typed.trim().replaceAll(',', '');
  if (!/^\d{1,10}$/.test(digits)) return null;
  const value = Number(digits);
  return value >= least && value <= most ? value : null;
}

type ReadAmount =
  | { readonly ok: true; readonly amountMinor: number }
  | { readonly ok: false; readonly problem: string };

function amountOf(typed: string, currency: string): ReadAmount {
  const exponent = currencyExponent(currency);
  const example = (5).toFixed(exponent);
  const decimal = /^[\d.]{1,20}$/.test(typed.trim()) ? parseDecimal(typed.trim()) : null;
  if (decimal === null) {
    return { ok: false, problem: `Enter an amount in ${currency}, such as ${example}` };
  }
  if (decimal.scale > exponent && decimal.digits % 10n ** BigInt(decimal.scale - exponent) !== 0n) {
    const decimals = exponent === 0 ? 'no decimals' : `at most ${exponent} decimals`;
    return {
      ok: false,
      problem: `${currency} has ${decimals}: enter an amount such as ${example}`,
    };
  }
  const amountMinor = Number(
    decimal.scale > exponent
      ? decimal.digits / 10n ** BigInt(decimal.scale - exponent)
      : decimal.digits * 10n ** BigInt(exponent - decimal.scale),
  );
  if (amountMinor < 1) return { ok: false, problem: 'Enter an amount above zero' };
  if (amountMinor > MINOR_MAX) return { ok: false, problem: 'Enter a smaller amount' };
  return { ok: true, amountMinor };
}
