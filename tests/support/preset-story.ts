/**
 * A member's life under one program as a text table, folded from scratch at every row:
 *
 *   2026-01-10 | A paid 600.00 | 600 wait, 0 to spend, silver
 *   2026-02-10 | A left 480.00 | 0 wait, 480 to spend, silver
 *   2026-03-01 | birthday      | 0 wait, 530 to spend, silver
 *
 * `left` is what counts after a refund; `let into gold until 2027-01-10` grants a level; a word
 * alone is an activity; an empty row lets time pass. Everything happens at ten o'clock UTC. Points
 * for reaching a level are decided at once, and so are rewards that are taken by themselves: how
 * many were so far is said at the end.
 */
import type { ActivityFact } from '../../app/domain/facts/activity.ts';
import type { Decision } from '../../app/domain/facts/decision.ts';
import type { OrderFact, OrderStepKind } from '../../app/domain/facts/order-fact.ts';
import { foldMember, type FoldOutcome } from '../../app/domain/fold.ts';
import { type Instant, instant } from '../../app/domain/kernel/instant.ts';
import { minor, NO_MONEY } from '../../app/domain/kernel/money.ts';
import type { ProgramDefinition, ProgramVersion } from '../../app/domain/program/program.ts';
import { autoRedemptions } from '../../app/domain/rewards/auto-redemptions.ts';

type Life = {
  readonly orders: Map<string, OrderFact>;
  readonly activities: ActivityFact[];
  readonly decisions: Decision[];
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
    return [date, event, say(life, fold(life, definition, at))].join(' | ');
  });
  return { given: rows.map((row) => row.join(' | ')).join('\n'), told: told.join('\n') };
}

/** Folds again after each decision that is asked for, a millisecond later, until none is. */
function fold(life: Life, definition: ProgramDefinition, at: Instant): FoldOutcome {
  const { orders, activities, decisions } = life;
  const version = { version: 1, effectiveAt: instant(0), definition };
  const facts = { orders: [...orders.values()], activities, decisions, uses: [] };
  const last = decisions.at(-1)?.at ?? at;
  const now = instant(Math.max(at, last));
  const outcome = foldMember(facts, [version], now);
  const next = last >= at && decisions.length > 0 ? instant(last + 1) : at;
  const wanted = wantedNow(life, outcome, { version, at: next });
  if (wanted.length === 0) return outcome;
  decisions.push(...wanted);
  return fold(life, definition, at);
}

function wantedNow(
  { decisions }: Life,
  { wishes, state }: FoldOutcome,
  { version, at }: { readonly version: ProgramVersion; readonly at: Instant },
): readonly Decision[] {
  const [wish] = wishes;
  if (wish) {
    const { levelId, levelName, points } = wish;
    return [{ kind: 'entry', levelId, levelName, points, at, version: wish.version }];
  }
  const holds = decisions.filter((one) => one.kind === 'hold');
  const taken = autoRedemptions({
    ...{ version, at, segmentIds: [], lots: state.lots.values() },
    tierId: state.progress.tiers?.level()?.id ?? null,
    takenOf: (id) => holds.filter(({ rewardId }) => rewardId === id).map((one) => one.at),
    takenByAllOf: (id) => holds.filter(({ rewardId }) => rewardId === id).length,
  });
  return taken.map(({ reward, at: takenAt, takes }, place) => ({
    ...{ kind: 'hold', redemptionId: `${reward.id}-${holds.length + place}`, at: takenAt, takes },
    ...{ rewardId: reward.id, rewardName: reward.name, version: 1 },
  }));
}

const ORDER = /^(\w+) (paid|left|cancel)(?: ([\d.]+))?$/;
const KINDS: Readonly<Record<string, OrderStepKind>> = {
  ...{ paid: 'paid', left: 'refund', cancel: 'cancel' },
};

const GRANT = /^let into (\w+)(?: until ([\d-]+))?$/;

function learn({ orders, activities, decisions }: Life, event: string, at: Instant): void {
  const [, levelId, date] = GRANT.exec(event) ?? [];
  if (levelId !== undefined) {
    const until = date === undefined ? null : instant(Date.parse(`${date}T10:00Z`));
    decisions.push({ kind: 'grant', id: String(at), at, levelId, until, reason: 'A story.' });
    return;
  }
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

function say({ decisions }: Life, { state }: FoldOutcome): string {
  let [pending, available] = [0, 0];
  for (const lot of state.lots.values()) {
    pending += lot.pending;
    available += lot.available;
  }
  const tier = state.progress.tiers?.level()?.id;
  const taken = decisions.filter(({ kind }) => kind === 'hold').length;
  const told = [...(tier ? [tier] : []), ...(taken > 0 ? [`${taken} taken`] : [])];
  return [`${pending} wait`, `${available} to spend`, ...told].join(', ');
}
