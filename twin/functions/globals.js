/**
 * The globals a JavaScript function finds at Shopify, laid over a plain QuickJS context. Compared
 * with Shopify's own runtime (shopify_functions_javy_v4.wasm in Shopify/function-runner at 589c738,
 * run on 2026-11-23): the names are its names, `Date.now()` is 0 and `Math.random()` starts over in
 * each run. The host calls `settle` first, with its three doors.
 */
const KEPT = new Set(
  (
    'Object Function Error EvalError RangeError ReferenceError SyntaxError TypeError URIError ' +
    'InternalError AggregateError SuppressedError Iterator Array parseInt parseFloat isNaN ' +
    'isFinite queueMicrotask decodeURI decodeURIComponent encodeURI encodeURIComponent escape ' +
    'unescape Infinity NaN undefined eval Number Boolean String Math Reflect Symbol ' +
    'DisposableStack globalThis BigInt Date RegExp JSON Proxy Map Set WeakMap WeakSet ' +
    'ArrayBuffer SharedArrayBuffer Uint8ClampedArray Int8Array Uint8Array Int16Array ' +
    'Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array ' +
    'Float64Array DataView Promise AsyncDisposableStack'
  ).split(' '),
);

/** Time stands at the epoch, and the zone is UTC whatever zone the machine is in. */
function stopTheClock() {
  const RealDate = Date;
  const ZONELESS = /^[-+\d]+-\d\d-\d\dT[\d:.]+$/;
  const utc = (text) => (ZONELESS.test(text) ? `${text}Z` : text);
  const partsOf = (given) => {
    if (given.length === 0) return [0];
    if (given.length > 1) return [RealDate.UTC(...given)];
    return typeof given[0] === 'string' ? [utc(given[0])] : given;
  };
  const StillDate = function Date(...given) {
    if (new.target === undefined) return new RealDate(0).toString();
    return Reflect.construct(RealDate, partsOf(given), new.target);
  };
  StillDate.prototype = RealDate.prototype;
  StillDate.prototype.constructor = StillDate;
  StillDate.now = () => 0;
  StillDate.UTC = RealDate.UTC;
  StillDate.parse = (text) => RealDate.parse(utc(String(text)));
  StillDate.prototype.getTimezoneOffset = () => 0;
  for (const part of 'Date Day FullYear Hours Milliseconds Minutes Month Seconds'.split(' ')) {
    for (const verb of ['get', 'set']) {
      const plain = RealDate.prototype[`${verb}UTC${part}`];
      if (plain !== undefined) RealDate.prototype[verb + part] = plain;
    }
  }
  globalThis.Date = StillDate;
}

/** The same numbers in the same order, in every run. */
function leaveNothingToChance() {
  let state = 42;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Utf8Encoder {
  get encoding() {
    return 'utf-8';
  }
  encode(text = '') {
    const escaped = encodeURIComponent(String(text).toWellFormed());
    const units = escaped.match(/%..|[^]/g) ?? [];
    return new Uint8Array(
      units.map((unit) => (unit.length === 3 ? parseInt(unit.slice(1), 16) : unit.charCodeAt(0))),
    );
  }
}

class Utf8Decoder {
  get encoding() {
    return 'utf-8';
  }
  decode(bytes = new Uint8Array()) {
    const view = ArrayBuffer.isView(bytes)
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : new Uint8Array(bytes);
    let escaped = '';
    for (const byte of view) escaped += `%${byte.toString(16).padStart(2, '0')}`;
    return decodeURIComponent(escaped);
  }
}

/** Puts everything in its place; the doors are functions of the host, texts in and out. */
export function settle(log, read, write) {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!KEPT.has(name)) delete globalThis[name];
  }
  stopTheClock();
  leaveNothingToChance();
  const { parse, stringify } = JSON;
  globalThis.ShopifyFunction = {
    readInput: () => parse(read()),
    writeOutput: (value) => write(stringify(value) ?? 'null'),
  };
  const say = (...parts) => log(`${parts.map(String).join(' ')}\n`);
  globalThis.console = { log: say, error: say };
  globalThis.TextEncoder = Utf8Encoder;
  globalThis.TextDecoder = Utf8Decoder;
}
