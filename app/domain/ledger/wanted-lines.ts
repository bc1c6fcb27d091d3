/**
 * What each rule line of an order is to be worth from one of its steps on: judged, given once where
 * it is, cut to the caps. What the debt policy leaves with a line takes its room, so that the lines
 * together never have more than the order's room is.
 */
import { capLines } from '../earning/cap-lines.ts';
import type { RuleLine } from '../earning/judge-order.ts';
import type { OrderFact, OrderStep } from '../facts/order-fact.ts';
import type { Instant } from '../kernel/instant.ts';
import { NO_POINTS, type Points, points } from '../kernel/points.ts';
import type { Memory } from '../program/memory-needed.ts';
import type { ProgramDefinition, ProgramVersion } from '../program/program.ts';
import { capRoom } from './cap-room.ts';
import type { CapKind } from './explanation.ts';
import type { PlacedOrder } from './member-state.ts';
import { lineLotId } from './order-lots.ts';
import type { Working } from './working.ts';

/** A rule line after caps and `once`; as it is judged where it says nothing of them. */
export type WantedLine = {
  readonly ruleId: string;
  readonly points: Points;
  readonly uncapped?: Points;
  readonly cappedBy?: CapKind | null;
  /** Whether one order of a member at a time has it. */
  readonly once?: boolean;
};

type Uncut = { readonly ruleId: string; readonly uncapped: Points; readonly once: boolean };

type Asked = {
  readonly order: OrderFact;
  readonly step: OrderStep;
  readonly version: ProgramVersion;
};

/** `lines` is what the order is judged to be worth; `remembered` null where nothing is. */
export function wantedLines(
  working: Working,
  asked: Asked,
  lines: readonly RuleLine[],
  remembered: PlacedOrder | null,
): readonly WantedLine[] {
  const { definition } = asked.version;
  // Most programs bound nothing: then what is judged is what is wanted.
  if (!remembered || isUnbounded(definition, working.progress.memory)) return lines;
  const uncut = uncutLines(working, asked, lines, remembered);
  const isWorth = uncut.some(({ uncapped }) => uncapped > 0);
  if (remembered.room === undefined && isWorth) {
    const { room, of, periods } = capRoom(working, definition, asked.step.at, true);
    Object.assign(remembered, { room, roomOf: of, periods });
  }
  const cut = capLines(
    uncut.map(({ uncapped }) => uncapped),
    remembered.room ?? null,
    leavesDebts(working, asked.step.at)
      ? uncut.map(({ ruleId }) => keptOf(working, asked, ruleId))
      : [],
  );
  return uncut.map((line, place): WantedLine => {
    const worth = cut[place] ?? NO_POINTS;
    const cappedBy = worth < line.uncapped ? remembered.roomOf : null;
    return { ...line, points: worth, cappedBy };
  });
}

/** Whether the base rule is all there is, and no cap of any version counts what it gives. */
function isUnbounded({ caps, campaigns, rates }: ProgramDefinition, memory: Memory): boolean {
  return campaigns.length + rates.length === 0 && caps.order === null && !memory.caps;
}

function uncutLines(
  { progress }: Working,
  { order }: Asked,
  lines: readonly RuleLine[],
  { ruleIds }: PlacedOrder,
): readonly Uncut[] {
  const judged = lines.map((line): Uncut => {
    const { ruleId } = line;
    const once = isOnce(line);
    const holder = once ? progress.onceHeldBy.get(ruleId) : undefined;
    const isFree = holder === undefined || holder === order.id;
    return { ruleId, uncapped: isFree ? line.points : NO_POINTS, once };
  });
  // What earned before and is not judged any more is worth nothing now.
  const gone = ruleIds.filter((id) => !lines.some(({ ruleId }) => ruleId === id));
  return [...judged, ...gone.map((ruleId) => ({ ruleId, uncapped: NO_POINTS, once: true }))];
}

function isOnce({ campaign }: RuleLine): boolean {
  return campaign?.gives.kind === 'bonus' && campaign.gives.once;
}

function leavesDebts(working: Working, at: Instant): boolean {
  return working.versionAt(at)?.definition.debt === 'pending-only';
}

/** What cannot be taken back of a rule line where only what waits is taken. */
function keptOf(working: Working, { order, version }: Asked, ruleId: string): Points {
  const lot = working.lots.get(lineLotId(order, ruleId, version));
  return lot ? points(Math.max(0, lot.awarded - Math.max(0, lot.pending))) : NO_POINTS;
}
