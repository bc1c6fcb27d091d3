/**
 * What a definition may ask of its values, and the refusals of what it may not: recorded answers
 * (airhorns/shopify-draft-proxy, `metafield-definition-validations-input`,
 * `metafield-definition-validation-option-names`, 2026-08). Which type takes which option:
 * https://shopify.dev/docs/apps/build/custom-data/metafields/list-of-validation-options
 * (read 2026-11).
 */
import type { UserError } from '../../engine/user-errors.ts';
import { isMeasurement, LIST } from './value-types.ts';

type Validation = { readonly name: string; readonly value: string };

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  single_line_text_field: ['min', 'max', 'regex', 'choices'],
  multi_line_text_field: ['min', 'max', 'regex'],
  id: ['min', 'max', 'regex'],
  number_integer: ['min', 'max', 'choices'],
  number_decimal: ['min', 'max', 'choices'],
  date: ['min', 'max'],
  date_time: ['min', 'max'],
  rating: ['scale_min', 'scale_max'],
  url: ['allowed_domains'],
  link: ['allowed_domains'],
  json: ['schema'],
  file_reference: ['file_type_options'],
  metaobject_reference: ['metaobject_definition_id', 'metaobject_definition_type'],
  mixed_reference: ['metaobject_definition_ids', 'metaobject_definition_types'],
  product_taxonomy_value_reference: ['product_taxonomy_attribute_handle'],
};

/** Why these validations cannot be those of a definition of this type; empty where they can. */
export function validationErrors(type: string, validations: readonly Validation[]): UserError[] {
  const names = validations.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    return [said('Validations cannot contain duplicate "name" options.', 'DUPLICATE_OPTION')];
  }
  const wrong = validations.flatMap((one) => oneError(type, one) ?? []);
  if (wrong.length > 0) return wrong;
  const missing = missingOptions(type.replace(LIST, ''), names);
  return missing.length > 0 ? missing : rangeErrors(validations);
}

/** A definition that refers to metaobjects may not turn to others. */
export function changedTargetErrors(
  before: readonly Validation[],
  after: readonly Validation[],
): UserError[] {
  const targetOf = (all: readonly Validation[]) =>
    all.find(({ name }) => name === 'metaobject_definition_id')?.value;
  const known = targetOf(before);
  if (known === undefined || targetOf(after) === known) return [];
  const message = 'Validations must not change the existing metaobject definition value';
  return [said(message, 'METAOBJECT_DEFINITION_CHANGED')];
}

function oneError(type: string, { name, value }: Validation): UserError | null {
  const inner = type.replace(LIST, '');
  const known = isMeasurement(inner) ? ['min', 'max'] : (OPTIONS[inner] ?? []);
  const isOfList = type.startsWith(LIST) && /^list\.(min|max)$/.test(name);
  const start = `Validations value for option ${name}`;
  if (!isOfList && !known.includes(name)) {
    return said(`${start} contains an invalid value: '${name}' isn't supported for ${type}.`);
  }
  if (!/^(list\.)?(min|max)$|^scale_/.test(name)) return null;
  if (/^(number_decimal|rating)$/.test(inner)) {
    return /^-?\d+(\.\d+)?$/.test(value) ? null : said(`${start} must be a decimal.`);
  }
  const isCounted = isOfList || /text_field$|^id$|^number_integer$/.test(inner);
  return isCounted && !/^-?\d+$/.test(value) ? said(`${start} must be an integer.`) : null;
}

function missingOptions(type: string, names: readonly string[]): UserError[] {
  if (type === 'metaobject_reference' && !names.some((one) => OPTIONS[type]?.includes(one))) {
    return [said('Validations require that you select a metaobject.')];
  }
  if (type !== 'rating') return [];
  return ['scale_max', 'scale_min']
    .filter((name) => !names.includes(name))
    .map((name) => said(`Validations requires '${name}' to be provided.`));
}

function rangeErrors(validations: readonly Validation[]): UserError[] {
  const numbers = new Map(validations.map(({ name, value }) => [name, Number(value)]));
  const [min = Number.NaN, max = Number.NaN] = [numbers.get('min'), numbers.get('max')];
  return min > max
    ? [said("Validations contains an invalid value: 'min' must be less than 'max'.")]
    : [];
}

function said(message: string, code = 'INVALID_OPTION'): UserError {
  return { field: ['definition', 'validations'], message, code };
}
