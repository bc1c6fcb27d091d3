/**
 * Values as Shopify keeps them, which is not always as they were sent. From recorded answers
 * (airhorns/shopify-draft-proxy, `custom-data-field-type-matrix`, `metafields-set-validation-gaps`,
 * `metafieldsSet-value-type-fidelity`, 2026-08).
 */
import { isMeasurement, jsonOf, LIST } from './value-types.ts';

type Json = Readonly<Record<string, unknown>>;

/** A value that passed its checks, in the form in which it is kept and told. */
export function normalValue(type: string, value: string): string {
  if (!type.startsWith(LIST)) return normalOne(type, value);
  const items = jsonOf(value) as unknown[];
  const inner = type.slice(LIST.length);
  return `[${items.map((item) => normalItem(inner, item)).join(',')}]`;
}

function normalItem(type: string, item: unknown): string {
  if (typeof item === 'object' && item !== null) return normalOne(type, JSON.stringify(item));
  const normal = normalOne(type, String(item));
  // Decimals stand in lists as texts, integers and truths bare.
  return /^(number_integer|boolean)$/.test(type) ? normal : JSON.stringify(normal);
}

function normalOne(type: string, value: string): string {
  if (type === 'boolean') return /^(t|true|1)$/i.test(value.trim()) ? 'true' : 'false';
  if (type === 'number_integer') return value.replace(/\.0+$/, '');
  if (type === 'number_decimal') return value.replace(/(\.\d{9})\d+$/, '$1');
  if (type === 'date_time') return normalInstant(value);
  if (type === 'rating') {
    const { scale_min, scale_max, value: points } = jsonOf(value) as Json;
    return JSON.stringify({ scale_min, scale_max, value: points });
  }
  if (isMeasurement(type)) return normalMeasurement(jsonOf(value) as Json);
  return value;
}

/** Without fractions of a second, and with an offset: UTC's where none was said. */
function normalInstant(value: string): string {
  const [, minute = '', second = ':00', zone = ''] =
    /^(.{16})(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(value) ?? [];
  if (minute === '') return value;
  return `${minute}${second}${zone === '' || zone === 'Z' ? '+00:00' : zone}`;
}

const LONG_UNITS: Readonly<Record<string, string>> = {
  ...{ mm: 'MILLIMETERS', cm: 'CENTIMETERS', m: 'METERS', in: 'INCHES', ft: 'FEET', yd: 'YARDS' },
  ...{ ml: 'MILLILITERS', cl: 'CENTILITERS', l: 'LITERS', m3: 'CUBIC_METERS' },
  ...{ oz: 'OUNCES', lb: 'POUNDS', g: 'GRAMS', kg: 'KILOGRAMS' },
};

function normalMeasurement({ value, unit }: Json): string {
  const given = String(unit).toLowerCase();
  const number = Number.isInteger(value) ? `${String(value)}.0` : String(value);
  return `{"value":${number},"unit":"${LONG_UNITS[given] ?? given.toUpperCase()}"}`;
}

/** How the value is told in `jsonValue`. */
export function jsonValueOf(type: string, value: string): unknown {
  // Shopify tells a falsehood as text, and only that.
  if (type === 'boolean') return value === 'true' ? true : value;
  if (/^(single_line_text_field|multi_line_text_field|url|color|date|date_time|id)$/.test(type)) {
    return value;
  }
  if (type.endsWith('_reference') && !type.startsWith(LIST)) return value;
  const json = jsonOf(value);
  if (isMeasurement(type.slice(LIST.length)) && Array.isArray(json)) {
    return (json as Json[]).map((one) => ({ ...one, unit: shortUnit(String(one.unit)) }));
  }
  // Decimals keep their digits: as numbers they would lose some.
  return json === undefined || type === 'number_decimal' ? value : json;
}

/** In lists, and only there, units are told small, and short where they have a short name. */
function shortUnit(unit: string): string {
  const short = Object.entries(LONG_UNITS).find(([, long]) => long === unit)?.[0];
  return short ?? unit.toLowerCase();
}
