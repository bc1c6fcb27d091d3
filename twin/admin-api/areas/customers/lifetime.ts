/** `Customer.lifetimeDuration`: how long ago somebody was added, in words as Rails has them. */

const MINUTE = 1;
const HOUR = 60;
const DAY = 24 * HOUR;
const MONTH = 30 * DAY;
const YEAR = 365 * DAY;

/** Ms as words: `less than a minute`, `about 2 hours`, `about 12 years`. */
export function lifetimeWords(ms: number): string {
  const minutes = Math.round(Math.max(0, ms) / 60_000);
  if (minutes < MINUTE) return 'less than a minute';
  if (minutes < 45) return counted(minutes, 'minute');
  if (minutes < 90) return 'about 1 hour';
  if (minutes < DAY) return `about ${counted(Math.round(minutes / HOUR), 'hour')}`;
  if (minutes < 42 * HOUR) return '1 day';
  if (minutes < MONTH) return counted(Math.round(minutes / DAY), 'day');
  if (minutes < 45 * DAY) return 'about 1 month';
  if (minutes < 2 * MONTH) return 'about 2 months';
  if (minutes < YEAR) return counted(Math.round(minutes / MONTH), 'month');
  return yearWords(minutes);
}

function yearWords(minutes: number): string {
  const years = Math.floor(minutes / YEAR);
  const rest = minutes - years * YEAR;
  if (rest < 3 * MONTH) return `about ${counted(years, 'year')}`;
  if (rest < 9 * MONTH) return `over ${counted(years, 'year')}`;
  return `almost ${counted(years + 1, 'year')}`;
}

const counted = (count: number, unit: string) => `${count} ${unit}${count === 1 ? '' : 's'}`;
