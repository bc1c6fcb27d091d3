/**
 * The types of metafields and what each refuses, in Shopify's words. Types:
 * https://shopify.dev/docs/apps/build/custom-data/metafields/list-of-data-types (read 2026-11);
 * words: recorded answers (airhorns/shopify-draft-proxy, `metafields-set-validation-gaps`,
 * 2026-08).
 */

export type ValueRules = {
  readonly validations: readonly { readonly name: string; readonly value: string }[];
  /** Whether a gid belongs to a record of the shop. */
  readonly exists: (gid: string) => boolean;
};

/** A reason to refuse, or null. */
type Check = (value: string, rules: ValueRules) => string | null;

const MEASUREMENTS: readonly string[] = (
  'antenna_gain area battery_charge_capacity battery_energy_capacity capacitance concentration ' +
  'data_storage_capacity data_transfer_rate dimension display_density distance duration ' +
  'electric_current electrical_resistance energy frequency illuminance inductance luminous_flux ' +
  'mass_flow_rate power pressure resolution rotational_speed sound_level speed temperature ' +
  'thermal_power voltage volume volumetric_flow_rate weight'
).split(' ');

const BELOW_ZERO: readonly string[] = ['antenna_gain', 'sound_level', 'temperature'];

/** Units of the three oldest measurements; of the others Shopify names no full list. */
const UNITS = new Set(
  (
    'mm cm m in ft yd ml cl l m3 us_fl_oz us_pt us_qt us_gal imp_fl_oz imp_pt imp_qt imp_gal ' +
    'oz lb g kg millimeters centimeters meters inches feet yards grams kilograms ounces ' +
    'pounds milliliters centiliters liters'
  ).split(' '),
);

export const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  article_reference: ['Article'],
  collection_reference: ['Collection'],
  company_reference: ['Company'],
  customer_reference: ['Customer'],
  file_reference: ['MediaImage', 'GenericFile', 'Video'],
  metaobject_reference: ['Metaobject'],
  mixed_reference: ['Metaobject'],
  order_reference: ['Order'],
  page_reference: ['Page'],
  product_reference: ['Product'],
  variant_reference: ['ProductVariant'],
};

const CHECKS: Readonly<Record<string, Check>> = {
  boolean: (value) =>
    /^(t|true|1|f|false|0)$/i.test(value.trim()) ? null : 'must be true or false.',
  color: (value) => (/^#[0-9a-f]{6}$/i.test(value) ? null : 'must be a hex color code.'),
  date: (value) => (isDay(value) ? null : 'must be in YYYY-MM-DD format.'),
  date_time: (value) =>
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?/.test(value) && !Number.isNaN(Date.parse(value))
      ? null
      : 'must be in “YYYY-MM-DDTHH:MM:SS” format. For example: 2022-06-01T15:30:00',
  id: (value) => singleLine(value),
  json: (value) => (jsonOf(value) === undefined ? 'is invalid JSON.' : null),
  rich_text_field: (value) => (jsonOf(value) === undefined ? 'is invalid JSON.' : null),
  language: (value) => singleLine(value),
  link: checkLink,
  money: checkMoney,
  multi_line_text_field: () => null,
  number_decimal: checkDecimal,
  number_integer: checkInteger,
  rating: checkRating,
  single_line_text_field: (value) => singleLine(value),
  url: (value) => checkUrl(value),
  ...Object.fromEntries(MEASUREMENTS.map((name) => [name, checkMeasurement(name)])),
  ...Object.fromEntries(Object.keys(REFERENCES).map((name) => [name, checkReference(name)])),
};

/** Types that Shopify has and lists hold; the rest of a list's name. */
export const LIST = 'list.';

/** Every type a definition may have. */
export const VALUE_TYPES: readonly string[] = [
  ...Object.keys(CHECKS),
  ...Object.keys(CHECKS)
    .filter((name) => !['id', 'json', 'money', 'language', 'rich_text_field'].includes(name))
    .map((name) => `${LIST}${name}`),
];

/** Whether a type's values have a number and a unit. */
export function isMeasurement(type: string): boolean {
  return MEASUREMENTS.includes(type);
}

/** What is wrong with one value, without the word "Value"; null where nothing is. */
export function checkOne(type: string, value: string, rules: ValueRules): string | null {
  return CHECKS[type]?.(value, rules) ?? null;
}

/** The JSON in a text; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

function singleLine(value: string): string | null {
  return /[\r\n]/.test(value) ? 'must be a single line text string.' : null;
}

function checkInteger(value: string): string | null {
  if (!/^-?\d+(\.0+)?$/.test(value)) return 'must be an integer.';
  return Number.isSafeInteger(Number(value)) ? null : "can't exceed 9007199254740991.";
}

function checkDecimal(value: string): string | null {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return 'must be a decimal.';
  return Math.abs(Number(value)) > 9_999_999_999_999 ? "can't exceed 9999999999999." : null;
}

const MONEY_FORM =
  'must be a stringified JSON object with amount (numeric) and currency_code ' +
  "(string matching the shop's currency) fields.";

function checkMoney(value: string): string | null {
  const money = jsonOf(value);
  if (typeof money !== 'object' || money === null || Array.isArray(money)) {
    return MONEY_FORM;
  }
  const { amount, currency_code: currency } = money as Readonly<Record<string, unknown>>;
  if (amount === undefined || currency === undefined) return MONEY_FORM;
  if (typeof currency !== 'string' || currency === '') return 'must have a currency code.';
  const amountText = typeof amount === 'string' || typeof amount === 'number' ? `${amount}` : '';
  if (!/^-?\d+(\.\d+)?$/.test(amountText)) return 'must have a numeric amount.';
  if (Math.abs(Number(amount)) > 1e18) return 'must be within +/-1000000000000000000.';
  const isKnown = Intl.supportedValuesOf('currency').includes(currency);
  return isKnown ? null : `contains an invalid currency, ${currency}.`;
}

function checkMeasurement(type: string): Check {
  const isOld = ['dimension', 'volume', 'weight'].includes(type);
  return (value) => {
    const parsed = jsonOf(value) as { value?: unknown; unit?: unknown } | null | undefined;
    if (typeof parsed !== 'object' || parsed === null) return 'must be a stringified JSON object.';
    const { value: number, unit } = parsed;
    if (typeof number !== 'number' || (number < 0 && !BELOW_ZERO.includes(type))) {
      return 'must be a non-negative number.';
    }
    if (typeof unit !== 'string') return 'must be a supported unit.';
    const isUnit = isOld ? UNITS.has(unit.toLowerCase()) : /^[a-z][a-z0-9_]*$/i.test(unit);
    return isUnit ? null : 'must be a supported unit.';
  };
}

function checkRating(value: string): string | null {
  const rating = jsonOf(value) as Readonly<Record<string, unknown>> | null | undefined;
  const [points, min, max] = ['value', 'scale_min', 'scale_max'].map((key) =>
    Number(rating?.[key]),
  );
  if (![points, min, max].every((one) => Number.isFinite(one))) {
    return 'must be a stringified JSON object with value, scale_min and scale_max fields.';
  }
  if ((points ?? 0) > (max ?? 0)) return `has a maximum of ${String(rating?.scale_max)}.`;
  return (points ?? 0) < (min ?? 0) ? `has a minimum of ${String(rating?.scale_min)}.` : null;
}

function checkUrl(value: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    return (
      'cannot have an empty scheme (protocol), must include one of the following URL schemes: ' +
      '["http", "https", "mailto", "sms", "tel"].\''
    );
  }
  const isKnown = ['http', 'https', 'mailto', 'sms', 'tel'].includes(scheme);
  return isKnown
    ? null
    : 'must be one of the following URL schemes: http, https, mailto, sms, tel.';
}

function checkLink(value: string): string | null {
  const link = jsonOf(value) as { url?: unknown } | null | undefined;
  const isLink = typeof link?.url === 'string' && checkUrl(link.url) === null;
  return isLink ? null : 'must be a valid link.';
}

function checkReference(type: string): Check {
  return (value, { exists }) => {
    const kind = /^gid:\/\/shopify\/(\w+)\//.exec(value)?.[1] ?? '';
    const isKind = REFERENCES[type]?.includes(kind) === true;
    return isKind && exists(value) ? null : `references non-existent resource ${value}.`;
  };
}
