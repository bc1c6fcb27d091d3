/** What `shopify.webVitals.onReport` hears: how the page felt, as far as the browser tells. */

type Metric = { id: string; name: string; value: number };
type Listener = ((report: { metrics: Metric[] }) => void | Promise<void>) | null;

let listener: Listener = null;

/** One listener at a time; null ends it. */
export async function onReport(next: Listener): Promise<void> {
  listener = next;
}

/** Begins to observe. Values in ms, but for CLS, which has no unit. */
export function observeVitals(): void {
  let shift = 0;
  const say = (name: string, value: number) =>
    void listener?.({ metrics: [{ id: `v1-${name}-${crypto.randomUUID()}`, name, value }] });
  observe('largest-contentful-paint', (entry) => say('LCP', entry.startTime));
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    };
    if (!hadRecentInput) say('CLS', (shift += value));
  });
  observe('event', (entry) => say('INP', entry.duration));
  observe('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') say('FCP', entry.startTime);
  });
}

function observe(type: string, see: (entry: PerformanceEntry) => void): void {
  if (!PerformanceObserver.supportedEntryTypes.includes(type)) return;
  new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({
    type,
    buffered: true,
  });
}
