import { placeInWindow } from '../../kernel/local-window.ts';
import { orderCondition } from './condition.ts';

/**
 * Whether the shop's clock, when the order was placed, showed a time from `from` on and before
 * `to`; null is open. The hour that comes twice when the clocks go back is one hour to the clock,
 * so both are inside where one is.
 */
export const dates = orderCondition({
  kind: 'dates',
  fields: { from: { type: 'local-time' }, to: { type: 'local-time' } },
  holds: (window, { order, zone }) => placeInWindow(order.createdAt, window, zone) === 'inside',
  say: ({ from, to }) => {
    if (from === null) return to === null ? 'at any time' : `before ${sayTime(to)}`;
    return to === null ? `from ${sayTime(from)} on` : `from ${sayTime(from)} until ${sayTime(to)}`;
  },
  sayNot: ({ from, to }) => {
    if (from === null) return to === null ? 'at no time' : `from ${sayTime(to)} on`;
    return to === null
      ? `before ${sayTime(from)}`
      : `before ${sayTime(from)} and from ${sayTime(to)} on`;
  },
});

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `2026-11-27T00:00` → `27 November 2026, 00:00`; it is the shop's own time already. */
function sayTime(local: string): string {
  return `${day.format(Date.parse(`${local}:00Z`))}, ${local.slice('YYYY-MM-DDT'.length)}`;
}
