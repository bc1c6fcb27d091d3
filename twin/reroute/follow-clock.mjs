/**
 * Lets `Date` follow the twin's clock, so that an app told "it is March" counts days as in March.
 * Timers and `performance` go on by the real clock: time-outs must not fire because a month passed.
 */
const EVERY_MS = 250;
const RealDate = Date;

/** Asks `url` for the twin's instant now, then again and again; never keeps the process alive. */
export async function followClock(url, fetch) {
  let offsetMs = 0;
  let standsAt = null;
  let isComplaining = false;

  async function ask() {
    try {
      const asked = RealDate.now();
      const answer = await fetch(url, { signal: globalThis.AbortSignal.timeout(2_000) });
      const { now, isStanding } = await answer.json();
      if (!Number.isFinite(now)) throw new Error(`no instant in the answer of ${url}`);
      standsAt = isStanding ? now : null;
      const offset = now - (asked + RealDate.now()) / 2;
      // Below this it is the network's delay; following it would make the clock tremble.
      if (Math.abs(offset - offsetMs) > 50) offsetMs = Math.abs(offset) > 50 ? offset : 0;
      isComplaining = false;
    } catch (error) {
      if (!isComplaining) process.stderr.write(`The twin's clock is not heard: ${error}\n`);
      isComplaining = true;
    }
  }

  const now = () => standsAt ?? Math.round(RealDate.now() + offsetMs);
  const moved = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: (target) => new target(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
  RealDate.prototype.constructor = moved;
  globalThis.Date = moved;

  await ask();
  setInterval(() => void ask(), EVERY_MS).unref();
}
