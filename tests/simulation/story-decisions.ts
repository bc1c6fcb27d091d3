/**
 * Decisions of ours, and what becomes of orders that used a reward, in a story's words:
 *
 *   hold R 500 · settle R by X · release R · charge R 500 by X · adjust G +50 · adjust T -20
 *   X used R for 5.00 · X keeps 2.50 of R · X keeps nothing of R      (each perhaps `on` a day)
 *
 * `X keeps nothing of R` is a cancellation; `keeps 0` a return of all that the code took off.
 */
import type { CodeUse, CodeUseStep } from '../../app/domain/facts/code-use.ts';
import type { Decision, LotTake } from '../../app/domain/facts/decision.ts';
import { minor } from '../../app/domain/kernel/money.ts';
import { points } from '../../app/domain/kernel/points.ts';
import type { Lot } from '../../app/domain/ledger/lot.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { planCharge } from '../../app/domain/rewards/plan-charge.ts';
import { type HoldPlan, planHold } from '../../app/domain/rewards/plan-hold.ts';
import { planTake } from '../../app/domain/rewards/plan-take.ts';
import { day } from './order-words.ts';

type Deciding = { readonly decisions: Decision[]; readonly versions: ProgramVersion[] };
type Row = { readonly event: string; readonly on: number };

const DECISION = new RegExp(
  String.raw`^(?<kind>hold|settle|release|charge|adjust) (?<id>\w+)` +
    String.raw`(?: (?<amount>[+-]?\d+))?(?: by (?<order>\w+))?$`,
);

/** Takes a decision into the story: a refusal, null when it was taken, undefined if it is none. */
export function decide(
  { decisions, versions }: Deciding,
  { event, on, lots }: Row & { readonly lots: Iterable<Lot> },
): string | null | undefined {
  const match = DECISION.exec(event)?.groups;
  if (!match) return undefined;
  const { kind = '', id = '', amount = '0', order = 'X' } = match;
  const asked = points(Number(amount));
  const known = [...lots];
  const plan = planFor(kind, { asked, lots: known, held: takesOf(decisions, id), id });
  if (!plan.ok) return `${plan.reason} ${plan.available} of ${plan.required}`;
  const at = day(on);
  const named = {
    rewardId: 'amount-off-5',
    rewardName: '5 off',
    version: versions.at(-1)?.version ?? 0,
  };
  const by = { orderId: order, orderName: `#${order}` };
  const { takes } = plan;
  if (kind === 'hold') decisions.push({ kind, redemptionId: id, at, ...named, takes });
  if (kind === 'settle') decisions.push({ kind, redemptionId: id, at, ...by });
  if (kind === 'release') decisions.push({ kind, redemptionId: id, at });
  if (kind === 'charge') {
    decisions.push({ kind, redemptionId: id, at, ...named, ...by, why: 'second-order', takes });
  }
  if (kind === 'adjust') {
    decisions.push({ kind, id, at, points: asked, reason: 'A gesture', takes });
  }
  return null;
}

function planFor(
  kind: string,
  wish: { asked: ReturnType<typeof points>; lots: Lot[]; held: readonly LotTake[]; id: string },
): HoldPlan {
  const { asked, lots, held, id } = wish;
  if (kind === 'hold') return planHold(lots, asked);
  if (kind === 'adjust' && asked < 0) return planTake(lots, points(-asked));
  if (kind !== 'charge') return { ok: true, takes: [] };
  return { ok: true, takes: planCharge(lots, { cost: asked, held, redemptionId: id }) };
}

function takesOf(decisions: readonly Decision[], id: string): readonly LotTake[] {
  const held = decisions.find((one) => one.kind === 'hold' && one.redemptionId === id);
  return held?.kind === 'hold' ? held.takes : [];
}

const USE = new RegExp(
  String.raw`^(?:late )?(?<order>\w+) (?:used (?<reward>\w+) for (?<total>[\d.]+)|` +
    String.raw`keeps (?<kept>[\d.]+|nothing) of (?<again>\w+))(?: on (?<day>[\d.]+))?$`,
);

/** Takes a step of a use into the story; answers whether the row is one. */
export function use(uses: Map<string, CodeUse>, { event, on }: Row): boolean {
  const match = USE.exec(event)?.groups;
  if (!match) return false;
  const { order = '', reward, total, kept, again } = match;
  const redemptionId = reward ?? again ?? '';
  const key = `${redemptionId}:${order}`;
  const known = uses.get(key) ?? {
    ...{ redemptionId, orderId: order, orderName: `#${order}`, currency: 'GBP' },
    ...{ totalMinor: pence(total), steps: [] },
  };
  const at = day(Number(match.day ?? on));
  const kind = total !== undefined ? 'paid' : kept === 'nothing' ? 'cancel' : 'refund';
  const step: CodeUseStep = {
    kind,
    at,
    cause: kind === 'refund' ? `refund:${at}` : kind,
    keptMinor: kept === 'nothing' ? minor(0) : pence(total ?? kept),
    isAllBack: kept === 'nothing',
  };
  const steps = [...known.steps, step].sort((a, b) => a.at - b.at);
  uses.set(key, { ...known, steps });
  return true;
}

function pence(pounds = '0') {
  return minor(Math.round(Number(pounds) * 100));
}
