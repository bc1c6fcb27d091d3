/**
 * Something done without buying becomes an award where a rule of the version in force then names
 * it, as often as the rule says and as far as the caps leave room.
 */
import { mayEarn } from '../earning/activity-limits.ts';
import { lotExpiry, toldExpiry } from '../expiry/registry.ts';
import type { ActivityFact } from '../facts/activity.ts';
import { type Points, points } from '../kernel/points.ts';
import { addDays } from '../kernel/zone.ts';
import { capRoom, noteEarned } from './cap-room.ts';
import { written } from './unwritten.ts';
import type { Working } from './working.ts';

export function applyActivity(working: Working, { id, activity, at }: ActivityFact): void {
  const { progress } = working;
  if (!progress.takesPart) return;
  working.touch(at);
  const inForce = working.versionAt(at);
  if (!inForce || inForce.definition.paused) return;
  const rule = inForce.definition.activities.find((one) => one.activity === activity);
  if (!rule) return;
  const known = working.lots.get(`activity:${id}`);
  // A source that repeats itself is one fact.
  if (known && known.awarded !== 0) return;
  const { definition, version } = inForce;
  const { zone, expiry, activityPendingDays } = definition;
  const earlier = progress.activityAt.get(rule.id) ?? [];
  if (!mayEarn(rule.limit, earlier, at, zone)) return;
  const { room, of, periods } = capRoom(working, definition, at, false);
  const given: Points = room === null ? rule.points : points(Math.min(rule.points, room));
  if (given === 0) return;
  earlier.push(at);
  progress.activityAt = written(progress.activityAt).set(rule.id, earlier);
  // A decision may have opened it before the activity was found to be later than we thought.
  const lot =
    known ??
    working.open(`activity:${id}`, {
      label: activity,
      version,
      earnedAt: at,
      maturesAt: activityPendingDays > 0 ? addDays(at, activityPendingDays, zone) : null,
      expiresAt: lotExpiry(expiry, at, zone),
    });
  const to = lot.maturesAt === null ? 'available' : 'pending';
  working.move(
    lot,
    'award',
    { from: 'issued', to, points: given },
    {
      at,
      cause: lot.id,
      explanation: {
        type: 'activity',
        activity,
        rule: rule.id,
        version,
        uncapped: rule.points,
        points: given,
        cappedBy: given < rule.points ? of : null,
        maturesAt: lot.maturesAt,
        expiresAt: toldExpiry(expiry, at, zone),
      },
    },
  );
  noteEarned(working, periods, given);
  progress.tiers?.note('points', lot.id, given, at);
}
