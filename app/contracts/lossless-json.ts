/**
 * JSON in, with numbers that a double cannot hold kept as their source text. Shopify's ids are
 * 64-bit integers: plain `JSON.parse` turns order 820982911946154508 into …500, somebody else's
 * order.
 */
import { type Parked, parked } from './parked-reason.ts';

type ParsedJson = { readonly ok: true; readonly value: unknown } | Parked;

// The reviver's third argument (ECMAScript 2025, in Node since 21) is not in TypeScript's library.
type SourceReviver = (key: string, value: unknown, context: { source?: string }) => unknown;
const parsePlain = JSON.parse as (text: string) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;

// A number that may need more digits than a double has, or an exponent. Reviving costs several
// times a plain parse, and real payloads hold such a number almost never.
const LONG_NUMBER = /[:[,]\s*-?\d(?:[\d.]{14}|[\d.]*[eE])/;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads UTF-8 JSON; refuses `malformed_json` without quoting any of the text. */
export function parseLosslessJson(bytes: Uint8Array): ParsedJson {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return parked('malformed_json', 'not UTF-8');
  }
  try {
    const isLong = LONG_NUMBER.test(text);
    return { ok: true, value: isLong ? parseWithSource(text, keepExact) : parsePlain(text) };
  } catch (error) {
    return parked('malformed_json', sayFailure(error));
  }
}

const keepExact: SourceReviver = (_key, value, { source }) => {
  if (typeof value !== 'number' || source === undefined) return value;
  if (Number.isSafeInteger(value)) return value;
  // An integer beyond them that a double happens to hold is still no number anybody may count with.
  return !Number.isInteger(value) && String(value) === source ? value : source;
};

/** The parser's own message quotes the payload, which may be personal; its position is not. */
function sayFailure(error: unknown): string {
  if (error instanceof RangeError) return 'nested too deeply';
  const message = String(error);
  if (/end of JSON|Unterminated/.test(message)) return 'ends too early';
  const position = / in JSON at position (\d+)/.exec(message)?.[1];
  return position === undefined ? 'not JSON' : `at position ${position}`;
}
