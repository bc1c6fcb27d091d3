/**
 * Dates. A date field is the browser's own; a date picker shows the month. Values are Shopify's
 * texts: `2026-11-23`, a range `2026-11-01--2026-11-23`, several `2026-11-01, 2026-11-03`.
 */
import { drawInput, valueOf } from './field.ts';
import { drawIcon } from './icons.ts';
import { make, put } from './make.ts';
import type { Draw, Host } from './twin-element.ts';

export const drawDateField = drawInput('date');
export const drawTimePicker = drawInput('time');

/** A month as a table of buttons; the arrows go on a month. */
export const drawDatePicker: Draw = (host, shadow) => {
  const title = make('div', { class: 'month-title', 'aria-live': 'polite' });
  const back = make('button', { type: 'button', 'aria-label': 'Previous month' });
  const on = make('button', { type: 'button', 'aria-label': 'Next month' });
  back.append(...drawIcon('chevron-left'));
  on.append(...drawIcon('chevron-right'));
  const days = make('div', { class: 'days', role: 'group' });
  shadow.append(
    make('div', { class: 'month' }, make('div', { class: 'month-head' }, back, title, on), days),
  );
  const refresh = () => {
    const month = monthOf(host);
    title.textContent = monthName(month);
    put(days, { 'aria-label': title.textContent });
    days.replaceChildren(...drawDays(host, month, refresh));
  };
  const turn = (months: number) => {
    const view = addMonths(monthOf(host), months);
    host.tell('viewchange', { properties: { view }, event: { detail: { view } } });
    refresh();
  };
  back.addEventListener('click', (event) => (event.stopPropagation(), turn(-1)));
  on.addEventListener('click', (event) => (event.stopPropagation(), turn(1)));
  return { refresh, control: back };
};

/** `2026-11` of what is viewed, else of what is chosen, else of today. */
function monthOf(host: Host): string {
  const view = host.text('view') || host.text('defaultView') || valueOf(host);
  return /^\d{4}-\d{2}/.exec(view)?.[0] ?? new Date().toISOString().slice(0, 7);
}

function addMonths(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}

function monthName(month: string): string {
  return formatDay(`${month}-01`, { month: 'long', year: 'numeric' });
}

function formatDay(day: string, options: Intl.DateTimeFormatOptions): string {
  const locale = document.documentElement.lang || 'en';
  const date = new Date(`${day}T00:00:00Z`);
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date);
}

function drawDays(host: Host, month: string, refresh: () => void): HTMLElement[] {
  const first = new Date(`${month}-01T00:00:00Z`);
  const lead = (first.getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const blanks = Array.from({ length: lead }, () => make('span', { 'aria-hidden': 'true' }));
  return [
    ...blanks,
    ...Array.from({ length: count }, (_, index) => {
      const day = `${month}-${String(index + 1).padStart(2, '0')}`;
      const button = make(
        'button',
        {
          type: 'button',
          class: 'day',
          'aria-label': formatDay(day, { day: 'numeric', month: 'long', year: 'numeric' }),
          'aria-pressed': String(isPicked(host, day)),
          disabled: host.flag('disabled') || !isAllowed(host, day),
        },
        String(index + 1),
      );
      button.addEventListener('click', (event) => {
        event.stopPropagation();
        const properties = { value: nextValue(host, day) };
        host.tell('input', { properties });
        host.tell('change', { properties });
        refresh();
      });
      return button;
    }),
  ];
}

/** What the value becomes when this day is pressed. */
function nextValue(host: Host, day: string): string {
  const value = valueOf(host);
  if (host.text('type') === 'multiple') {
    const days = value.split(/,\s*/).filter(Boolean);
    const kept = days.includes(day) ? days.filter((each) => each !== day) : [...days, day];
    return kept.sort().join(', ');
  }
  if (host.text('type') !== 'range') return day;
  const [from = '', to = ''] = value.split('--');
  if (from === '' || to !== '') return `${day}--`;
  return day < from ? `${day}--${from}` : `${from}--${day}`;
}

function isPicked(host: Host, day: string): boolean {
  const value = valueOf(host);
  if (!value.includes('--')) return value.split(/,\s*/).includes(day);
  const [from = '', to = ''] = value.split('--');
  return to === '' ? day === from : from <= day && day <= to;
}

/** `allow` and `disallow` are lists of days, months, years and open or closed ranges. */
export function isAllowed(host: Pick<Host, 'text'>, day: string): boolean {
  const within = (list: string) => list.split(/,\s*/).some((part) => covers(part, day));
  const allow = host.text('allow');
  if (allow !== '' && !within(allow)) return false;
  if (host.text('disallow') !== '' && within(host.text('disallow'))) return false;
  const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
  const allowDays = host.text('allowDays');
  if (allowDays !== '' && !allowDays.includes(weekday)) return false;
  return !host.text('disallowDays').includes(weekday);
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function covers(part: string, day: string): boolean {
  if (!part.includes('--')) return part !== '' && day.startsWith(part);
  const [from = '', to = ''] = part.split('--');
  return (from === '' || from <= day) && (to === '' || day <= `${to}~`);
}
