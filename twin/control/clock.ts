/** The clock by command. Instants as ISO text outwards, ms inside. */
import { z } from 'zod';
import type { World } from '../world/world.ts';

export const clockSchema = z.union([
  z.strictObject({ moveByMs: z.number().int().min(-1e12).max(1e12) }),
  z.strictObject({ moveTo: z.iso.datetime({ offset: true }) }),
  z.strictObject({ stand: z.literal(true) }),
  z.strictObject({ run: z.literal(true) }),
  z.strictObject({ reset: z.literal(true) }),
]);

export type ClockCommand = z.output<typeof clockSchema>;

/** `now` in ms since the epoch, as an app that follows it reads it. */
export function readClock({ clock }: World) {
  const now = clock.now();
  return {
    now,
    at: new Date(now).toISOString(),
    offsetMs: clock.offsetMs(),
    isStanding: clock.isStanding(),
  };
}

export function changeClock({ clock }: World, command: ClockCommand): void {
  if ('moveByMs' in command) clock.moveBy(command.moveByMs);
  else if ('moveTo' in command) clock.moveTo(Date.parse(command.moveTo));
  else if ('stand' in command) clock.stand(clock.now());
  else if ('run' in command) clock.run();
  else clock.reset();
}
