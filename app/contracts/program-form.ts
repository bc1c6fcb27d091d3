/**
 * The program as an owner types it: texts in fields, amounts in whole currency units. Read in the
 * browser for the preview and on the server for good, so that both say the same.
 *
 * Law: what is written from a definition reads back as that definition.
 */
import { currencyExponent, minor, parseDecimal } from '../domain/kernel/money.ts';
import { points } from '../domain/kernel/points.ts';
import { fixedReward } from '../domain/program/fixed-reward.ts';
import type { ProgramDefinition, Reward, RewardGives } from '../domain/program/program.ts';
import { leastCost } from '../domain/rewards/choices-of.ts';
import { isPlainText } from './plain-text.ts';
import type { FieldProblem } from './program.ts';

export type RewardForm = {
  readonly id: string;
  readonly name: string;
  readonly cost: string;
  /** `kept`: more than the form can ask; of such a reward only the name is. */
  readonly kind: 'amount-off' | 'free-shipping' | 'kept';
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
const GONE_MEANWHILE = 'Is not there any more: remove it, or load the page again';

/** The definition as texts. */
export function writeProgramForm(definition: ProgramDefinition): ProgramForm {
  const { earning, currency } = definition;
  return {
    points: String(earning.points),
    per: writeAmount(earning.perMinor, currency),
    pendingDays: String(definition.pendingDays),
    rewards: definition.rewards.map((reward) => writeReward(reward, currency)),
  };
}

function writeReward(reward: Reward, currency: string): RewardForm {
  const { id, name, offer } = reward;
  const written = { id, name, cost: String(leastCost(reward)) };
  if (offer.kind !== 'fixed') return { ...written, kind: 'kept', amount: '' };
  switch (offer.gives.kind) {
    case 'amount-off':
      return {
        ...written,
        kind: 'amount-off',
        amount: writeAmount(offer.gives.amountMinor, currency),
      };
    case 'free-shipping':
      return {
        ...written,
        kind: offer.gives.mostMinor === null ? 'free-shipping' : 'kept',
        amount: '',
      };
    default:
      return { ...written, kind: 'kept', amount: '' };
  }
}

/** `500` pence → `5.00`. */
function writeAmount(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  return (amountMinor / 10 ** exponent).toFixed(exponent);
}

/**
 * Reads the texts into a definition that keeps everything `base` says and the form does not ask.
 * Refuses with every bad field, named as a definition's fields are: `rewards[0].offer.cost`.
 */
export function readProgramForm(form: ProgramForm, base: ProgramDefinition): ReadProgram {
  const problems: FieldProblem[] = [];
  const ask = asking(base.currency, problems);
  // A program without points for amounts may stay one.
  const leastRate = base.earning.points === 0 ? 0 : 1;
  const definition: ProgramDefinition = {
    ...base,
    earning: {
      ...base.earning,
      points: points(ask.whole('earning.points', form.points, [leastRate, POINTS_MAX], 'points')),
      perMinor: minor(ask.amount('earning.perMinor', form.per)),
    },
    pendingDays: ask.whole('pendingDays', form.pendingDays, [0, 90], 'days'),
    rewards: form.rewards.map((typed, place) => {
      const known = base.rewards.find(({ id }) => id === typed.id) ?? null;
      return readReward(typed, known, `rewards[${place}]`, ask);
    }),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, definition };
}

type Ask = ReturnType<typeof asking>;

/** Reads single texts; of one that cannot be read the problem is noted, and something stands in. */
function asking(currency: string, problems: FieldProblem[]) {
  const refuse = (field: string, problem: string) => problems.push({ field, problem });
  return {
    refuse,
    whole: (field: string, typed: string, range: readonly [number, number], unit: string) => {
      const value = wholeNumber(typed, range);
      if (value !== null) return value;
      const [least, most] = range.map((bound) => bound.toLocaleString('en-GB'));
      refuse(field, `Enter a whole number of ${unit} from ${least} to ${most}`);
      return 1;
    },
    amount: (field: string, typed: string) => {
      const value = amountOf(typed, currency);
      if (value.ok) return value.amountMinor;
      refuse(field, value.problem);
      return 1;
    },
  };
}

/** A reward as it was but for what the form asks; a plain one where it gives something else. */
function readReward(typed: RewardForm, known: Reward | null, field: string, ask: Ask): Reward {
  const { id, kind } = typed;
  const name = typed.name.trim();
  const problem = nameProblem(name);
  if (problem !== null) ask.refuse(`${field}.name`, problem);
  if (kind === 'kept' && known) return { ...known, name };
  if (kind === 'kept') ask.refuse(`${field}.offer`, GONE_MEANWHILE);
  const cost = points(ask.whole(`${field}.offer.cost`, typed.cost, [1, POINTS_MAX], 'points'));
  const gives = readGives(typed, field, ask);
  const reward = fixedReward({ id, name, cost, gives });
  return known?.offer.kind === 'fixed' && known.offer.gives.kind === kind
    ? { ...known, name, offer: reward.offer }
    : reward;
}

function readGives({ kind, amount }: RewardForm, field: string, ask: Ask): RewardGives {
  if (kind !== 'amount-off') return { kind: 'free-shipping', mostMinor: null };
  return { kind, amountMinor: minor(ask.amount(`${field}.offer.gives.amountMinor`, amount)) };
}

/** The id of a reward that is about to be added: one that none of them has. */
export function freeRewardId(taken: readonly { readonly id: string }[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const id = `reward-${number}`;
    if (!taken.some((reward) => reward.id === id)) return id;
  }
}

function nameProblem(name: string): string | null {
  if (name === '') return 'Enter a name shoppers will see';
  if (!isPlainText(name)) return 'Leave out characters that cannot be shown';
  return name.length > NAME_MAX ? `Use at most ${NAME_MAX} characters` : null;
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
