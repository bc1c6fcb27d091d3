/**
 * A member's life under one program as a text table, folded from scratch at every row:
 *
 *   2026-01-10 | A paid 600.00 | 600 wait, 0 to spend, silver
 *   2026-02-10 | A left 480.00 | 0 wait, 480 to spend, silver
 *   2026-03-01 | birthday      | 0 wait, 530 to spend, silver
 *
 * `left` is what counts after a refund; a word alone is an activity; an empty row lets time pass.
 * Everything happens at ten o'clock UTC. Points for reaching a tier are decided at once.
 */
import type { ActivityFact } from '../../app/domain/facts/activity.ts';
import type { EntryDecision } from '../../app/domain/facts/decision.ts';
import type { OrderFact, OrderStepKind } from '../../app/domain/facts/order-fact.ts';
import { foldMember, type FoldOutcome } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { minor, NO_MONEY } from '../../app/domain/kernel/money.ts';
import type { ProgramDefinition } from '../../app/domain/program/program.ts';

type Life = {
  readonly orders: Map<string, OrderFact>;
  readonly activities: ActivityFact[];
  readonly decisions: EntryDecision[];
};

/** The table as it came out, to be compared with itself. */
export function tellLife(definition: ProgramDefinition, table: string) {
  const life: Life = { orders: new Map(), activities: [], decisions: [] };
  const rows = table
    .split('\n')
    .filter((row) => row.includes('|'))
    .map((row) => row.split('|').map((cell) => cell.trim()));
  const told = rows.map(([date = '', event = '']) => {
    const at = instant(Date.parse(`${date}T10:00Z`));
    learn(life, event, at);
    return [date, event, say(fold(life, definition, at))].join(' | ');
  });
  return { given: rows.map((row) => row.join(' | ')).join('\n'), told: told.join('\n') };
}

function fold(life: Life, definition: ProgramDefinition, asOf: Instant): FoldOutcome {
  const { orders, activities, decisions } = life;
  const version = { version: 1, effectiveAt: instant(0), definition };
  const facts = { orders: [...orders.values()], activities, decisions, uses: [] };
  const outcome = foldMember(facts, [version], asOf);
  const [wish] = outcome.wishes;
  if (!wish) return outcome;
  const { levelId, levelName, points } = wish;
  decisions.push({ kind: 'entry', levelId, levelName, points, at: asOf, version: 1 });
  return fold(life, definition, asOf);
}

const ORDER = /^(\w+) (paid|left|cancel)(?: ([\d.]+))?$/;
const KINDS: Readonly<Record<string, OrderStepKind>> = {
  ...{ paid: 'paid', left: 'refund', cancel: 'cancel' },
};

function learn({ orders, activities }: Life, event: string, at: Instant): void {
  const [, id, what = '', amount = '0'] = ORDER.exec(event) ?? [];
  if (id === undefined) {
    if (event !== '') activities.push({ id: `${event}-${at}`, activity: event, at });
    return;
  }
  const order = orders.get(id) ?? newOrder(id, at);
  const kind = KINDS[what] ?? 'paid';
  const eligibleMinor = minor(Math.round(Number(amount) * 100));
  const step = {
    ...{ kind, at, cause: kind === 'refund' ? `refund:${at}` : kind, eligibleMinor },
    ...{ linesMinor: [eligibleMinor], shippingMinor: NO_MONEY, taxMinor: NO_MONEY },
  };
  orders.set(id, { ...order, steps: [...order.steps, step] });
}

function newOrder(id: string, createdAt: Instant): OrderFact {
  return {
    ...{ id, name: `#${id}`, createdAt, currency: 'GBP', channel: 'online' },
    ...{ customerTags: [], segmentIds: [], giftCardMinor: NO_MONEY, steps: [] },
    lines: [{ productId: null, vendor: null, productTags: [], collectionIds: [], giftCard: false }],
  };
}

function say({ state }: FoldOutcome): string {
  let [pending, available] = [0, 0];
  for (const lot of state.lots.values()) {
    pending += lot.pending;
    available += lot.available;
  }
  const tier = state.progress.tiers?.level()?.id;
  return [`${pending} wait`, `${available} to spend`, ...(tier ? [tier] : [])].join(', ');
}
