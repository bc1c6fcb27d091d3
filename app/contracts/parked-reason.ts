/**
 * Why a delivery is parked, as a code and where that helps a detail: the field's path, the topic;
 * never a value of the payload, since reasons are stored, shown and logged.
 */
import { PARKED, type ParkedCode } from './refusals.ts';

export type ParkedReason = { readonly code: ParkedCode; readonly detail: string | null };

/** A projection's refusal. */
export type Parked = { readonly ok: false; readonly reason: ParkedReason };

/** Refuses with a code and, where that helps, a detail. */
export function parked(code: ParkedCode, detail: string | null = null): Parked {
  return { ok: false, reason: { code, detail } };
}

/** The reason as it is stored and logged: `invalid_field: currency: must be …`. */
export function reasonText({ code, detail }: ParkedReason): string {
  return detail === null ? code : `${code}: ${detail}`;
}

/** What {@link reasonText} wrote; null where the code is none of ours. */
export function readReason(text: string): ParkedReason | null {
  const colon = text.indexOf(':');
  const code = (colon === -1 ? text : text.slice(0, colon)).trim();
  const detail = colon === -1 ? '' : text.slice(colon + 1).trim();
  return isCode(code) ? { code, detail: detail === '' ? null : detail } : null;
}

function isCode(code: string): code is ParkedCode {
  return Object.hasOwn(PARKED, code);
}
