/** Ids and instants as JSON of a webhook has them. */

// In V8 since Node 21; TypeScript's library does not name it yet.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON: (text: string) => unknown };

/** An id as a JSON number, all digits of it kept, however many they are. */
export function idNumber(id: string | number): unknown {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : rawJson(String(id));
}

const HOUR_MS = 3_600_000;
const OFFSETS_MAX = 20_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** An instant as Shopify writes it, in the shop's zone: `2026-05-01T11:00:00+01:00`. */
export function shopInstant(at: number, zone: string): string {
  const minutes = zone === 'UTC' ? 0 : offsetMinutes(at, zone);
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return `${local}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}

/** An instant of the newer topics, in UTC with milliseconds. */
export const utcInstant = (at: number): string => new Date(at).toISOString();

/** Kept by the hour, as asking `Intl` costs more than all the rest of a payload. */
function offsetMinutes(at: number, zone: string): number {
  const key = `${zone} ${Math.floor(at / HOUR_MS)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= OFFSETS_MAX) offsets.clear();
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const said = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(said) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  offsets.set(key, offset);
  return offset;
}
