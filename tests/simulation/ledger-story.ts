/**
 * A member's story as a text table, folded from scratch at every row:
 *
 *   day | what we learn            | lots afterwards, pending/available/held
 *   1   | A paid 10.50             | A 10/0/0
 *   5   | A left 9.90              | A 9/0/0
 *   20  | hold R 5                 | A 0/4/5
 *   21  | late A left 3.00 on 4    | A 0/-2/5
 *
 * `left` is what counts after a refund, `cancel` a cancellation, `leaves` an order that turns out
 * to be another member's. A fact happens on its row's day unless it says `on`; `created` is the day
 * of the order. Decisions are taken on what is known on their row: story-decisions.ts has theirs.
 */
import type { CodeUse } from '../../app/domain/facts/code-use.ts';
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { OrderFact, OrderStep } from '../../app/domain/facts/order-fact.ts';
import { foldMember, type FoldOutcome } from '../../app/domain/fold.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { Zone } from '../../app/domain/kernel/zone.ts';
import { pointsPreset } from '../../app/domain/program/presets/points.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { newOrder } from './language-words.ts';
import { day } from './order-words.ts';
import { decide, use } from './story-decisions.ts';

export type Story = {
  readonly orders: Map<string, OrderFact>;
  readonly decisions: Decision[];
  /** Uses of rewards, by redemption and order. */
  readonly uses: Map<string, CodeUse>;
  readonly versions: ProgramVersion[];
};

/**
 * The Points preset in pounds from some day on, at so many points per pound and days of waiting.
 */
export function version(
  number: number,
  {
    from,
    rate = 1,
    wait = 14,
    zone = 'UTC',
  }: { from: number; rate?: number; wait?: number; zone?: Zone },
): ProgramVersion {
  const definition = pointsPreset({ currency: 'GBP', zone });
  const earning = { ...definition.earning, points: points(rate) };
  return {
    version: number,
    effectiveAt: day(from),
    definition: { ...definition, earning, pendingDays: wait },
  };
}

/** Tells the table row by row and returns it as it came out, to be compared with itself. */
export function tell(table: string, versions = [version(1, { from: 0 })]) {
  const story: Story = { orders: new Map(), decisions: [], uses: new Map(), versions };
  const given: string[] = [];
  const told: string[] = [];
  let outcome = fold(story, 0);
  for (const row of rowsOf(table)) {
    const [on = '', event = '', expected = ''] = row;
    const refusal = learn(story, fold(story, Number(on)), { event, on: Number(on) });
    outcome = fold(story, Number(on));
    given.push(`${on} | ${event} | ${expected}`);
    told.push(`${on} | ${event} | ${refusal ?? sayLots(outcome)}`);
  }
  return { given: given.join('\n'), told: told.join('\n'), outcome, story };
}

export function fold({ orders, decisions, uses, versions }: Story, on: number): FoldOutcome {
  const facts = { orders: [...orders.values()], decisions, uses: [...uses.values()] };
  return foldMember(facts, versions, day(on));
}

function rowsOf(table: string): string[][] {
  return table
    .split('\n')
    .filter((row) => row.includes('|'))
    .map((row) => row.split('|').map((cell) => cell.trim()));
}

type Happening = { readonly event: string; readonly on: number };

const ORDER = new RegExp(
  String.raw`^(?:late )?(\w+) (paid|left|cancel|leaves)(?: ([\d.]+))?` +
    String.raw`(?: on ([\d.]+))?(?: created ([\d.]+))?$`,
);

/** Takes one row's news into the story; answers a refusal where there is one. */
export function learn(story: Story, before: FoldOutcome, { event, on }: Happening): string | null {
  const decided = decide(story, { event, on, lots: before.state.lots.values() });
  if (decided !== undefined) return decided;
  if (use(story.uses, { event, on })) return null;
  const match = ORDER.exec(event);
  if (!match) {
    if (event !== '') throw new Error(`“${event}” is not something that happens.`);
    return null;
  }
  const [, id = '', what, amount = '0', happened = on, created = happened] = match;
  if (what === 'leaves') {
    story.orders.delete(id);
    return null;
  }
  const known = story.orders.get(id) ?? newOrder(id, Number(created));
  const kind = what === 'left' ? 'refund' : what === 'paid' ? 'paid' : 'cancel';
  const at = day(Number(happened));
  const step: OrderStep = {
    kind,
    at,
    cause: kind === 'refund' ? `refund:${at}` : kind,
    eligibleMinor: minor(Math.round(Number(amount) * 100)),
    linesMinor: [minor(Math.round(Number(amount) * 100))],
    shippingMinor: minor(0),
    taxMinor: minor(0),
  };
  const steps = [...known.steps, step].sort((a, b) => a.at - b.at);
  story.orders.set(id, { ...known, steps });
  return null;
}

function sayLots({ state }: FoldOutcome): string {
  return [...state.lots.values()]
    .map(({ id, pending, available, held }) => ({
      name: id.replace(/^\w+:/, ''),
      pending,
      available,
      held,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, pending, available, held }) => `${name} ${pending}/${available}/${held}`)
    .join(', ');
}
