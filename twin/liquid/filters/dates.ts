/** Dates in the shop's zone, by Ruby's strftime. */
import { attributes, escapeHtml, type FilterCall, type FilterTable } from '../filter.ts';
import { print } from '../ruby-print.ts';

export const dateFilters: FilterTable = {
  date: (call) => {
    const pattern = patternOf(call);
    const instant = instantOf(call);
    // Without a format, or for what is no date, the input comes back as it was.
    if (instant === undefined || pattern === undefined) return call.input;
    return strftime(instant, pattern, call.host.timeZone);
  },
  time_tag: (call) => {
    const instant = instantOf(call);
    if (instant === undefined) return call.input;
    const { format: _format, datetime, ...rest } = call.named;
    const machine = print(datetime) || '%Y-%m-%dT%H:%M:%SZ';
    const shown = strftime(instant, patternOf(call) ?? FORMATS.default, call.host.timeZone);
    return (
      `<time${attributes({ datetime: strftime(instant, machine, 'UTC'), ...rest })}>` +
      `${escapeHtml(shown)}</time>`
    );
  },
};

// shopify.dev/docs/api/liquid/filters/date#date-format (2026-11-23), in English.
const FORMATS = {
  abbreviated_date: '%b %-d, %Y',
  basic: '%-m/%-d/%Y',
  date: '%B %-d, %Y',
  date_at_time: '%B %-d, %Y at %-l:%M %P',
  default: '%A, %B %-d, %Y at %-l:%M %P %z',
  on_date: 'on %b %-d, %Y',
};

function patternOf({ args, named }: FilterCall): string | undefined {
  const name = print(named.format);
  if (Object.hasOwn(FORMATS, name)) return FORMATS[name as keyof typeof FORMATS];
  return print(args[0]) || name || undefined;
}

function instantOf({ input, host }: FilterCall): number | undefined {
  if (input === 'now' || input === 'today') return host.now();
  if (typeof input === 'number') return input * 1000;
  const text = print(input).trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // A date without a zone is a date of the shop; noon keeps it on its day in every zone.
  const instant = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T12:00:00Z` : text);
  return Number.isNaN(instant) ? undefined : instant;
}

type Parts = Record<string, string>;

/** Ruby's strftime of an instant (ms) in a zone; throws for a directive it does not know. */
function strftime(instant: number, pattern: string, timeZone: string): string {
  const parts = partsOf(instant, timeZone);
  return pattern.replace(/%([-_0^#]?)(:?[a-zA-Z%])/g, (_whole, flag: string, name: string) => {
    const value = directive(name, parts, instant);
    if (flag === '-') return value.replace(/^[0 ]+(?=\d)/, '');
    if (flag === '_') return value.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length));
    if (flag === '0') return value.replaceAll(' ', '0');
    return flag === '^' ? value.toUpperCase() : value;
  });
}

function directive(name: string, parts: Parts, instant: number): string {
  const part = (key: string): string => parts[key] ?? '';
  const hour = Number(part('hour'));
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12);
  const table: Record<string, () => string> = {
    '%': () => '%',
    A: () => part('weekday'),
    a: () => part('weekday').slice(0, 3),
    B: () => part('monthName'),
    b: () => part('monthName').slice(0, 3),
    h: () => part('monthName').slice(0, 3),
    c: () => `${part('weekday').slice(0, 3)} ${part('monthName').slice(0, 3)} ${part('day')}`,
    C: () => part('year').slice(0, 2),
    d: () => part('day'),
    D: () => `${part('month')}/${part('day')}/${part('year').slice(2)}`,
    e: () => String(Number(part('day'))).padStart(2),
    F: () => `${part('year')}-${part('month')}-${part('day')}`,
    H: () => part('hour'),
    I: () => twelve.padStart(2, '0'),
    j: () => String(dayOfYear(parts)).padStart(3, '0'),
    k: () => String(hour).padStart(2),
    l: () => twelve.padStart(2),
    L: () => String(instant % 1000).padStart(3, '0'),
    M: () => part('minute'),
    m: () => part('month'),
    N: () => `${String(instant % 1000).padStart(3, '0')}000000`,
    n: () => '\n',
    P: () => (hour < 12 ? 'am' : 'pm'),
    p: () => (hour < 12 ? 'AM' : 'PM'),
    R: () => `${part('hour')}:${part('minute')}`,
    S: () => part('second'),
    s: () => String(Math.floor(instant / 1000)),
    T: () => `${part('hour')}:${part('minute')}:${part('second')}`,
    u: () => String(weekdayNumber(parts) || 7),
    w: () => String(weekdayNumber(parts)),
    X: () => `${part('hour')}:${part('minute')}:${part('second')}`,
    x: () => `${part('month')}/${part('day')}/${part('year').slice(2)}`,
    Y: () => part('year'),
    y: () => part('year').slice(2),
    Z: () => part('zone'),
    z: () => part('offset').replace(':', ''),
    ':z': () => part('offset'),
  };
  const found = table[name];
  if (!found) throw new Error(`strftime: unknown directive %${name}`);
  return found();
}

function partsOf(instant: number, timeZone: string): Parts {
  const read = (options: Intl.DateTimeFormatOptions): Parts =>
    Object.fromEntries(
      new Intl.DateTimeFormat('en-US', { timeZone, ...options })
        .formatToParts(instant)
        .map(({ type, value }) => [type, value]),
    );
  const two = '2-digit';
  const digits = read({
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
    hourCycle: 'h23',
  });
  const offset = read({ timeZoneName: 'longOffset' }).timeZoneName?.replace('GMT', '') ?? '';
  const { month: monthName = '', weekday = '' } = read({ month: 'long', weekday: 'long' });
  const zone = read({ timeZoneName: 'short' }).timeZoneName ?? '';
  return { ...digits, monthName, weekday, zone, offset: offset || '+00:00' };
}

function weekdayNumber(parts: Parts): number {
  return new Date(`${parts.year}-${parts.month}-${parts.day}T00:00:00Z`).getUTCDay();
}

function dayOfYear(parts: Parts): number {
  const day = Date.parse(`${parts.year}-${parts.month}-${parts.day}T00:00:00Z`);
  return Math.round((day - Date.parse(`${parts.year}-01-01T00:00:00Z`)) / 86_400_000) + 1;
}
