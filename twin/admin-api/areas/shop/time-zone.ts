/** A zone at an instant: its abbreviation and how far it is from UTC. */

/** `BST`, `CET`, or `GMT+5:30` where nobody has an abbreviation. */
export function zoneName(zone: string, at: number): string {
  return part(zone, at, 'short');
}

/** Minutes that the zone is ahead of UTC at an instant. */
export function offsetMinutes(zone: string, at: number): number {
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(part(zone, at, 'longOffset'));
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** `+0100` */
export function offsetText(zone: string, at: number): string {
  const minutes = offsetMinutes(zone, at);
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}

function part(zone: string, at: number, style: 'short' | 'longOffset'): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: style });
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
