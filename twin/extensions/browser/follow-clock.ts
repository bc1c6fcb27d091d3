/**
 * Lets an extension's `Date` follow the shop's clock, which may have been moved. What is closer
 * than a page takes to come up is left alone: the browser's own clock is the better one then.
 */
const NEAR_MS = 60_000;

/** `offsetMs`: by how much the shop is ahead of the browser. Timers keep to the browser's clock. */
export function followClock(offsetMs: number): void {
  if (Math.abs(offsetMs) < NEAR_MS) return;
  const BrowserDate = Date;
  const now = () => BrowserDate.now() + offsetMs;
  globalThis.Date = new Proxy(BrowserDate, {
    construct: (target, args: [], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    apply: () => new BrowserDate(now()).toString(),
    get: (target, key): unknown => (key === 'now' ? now : Reflect.get(target, key)),
  });
}
