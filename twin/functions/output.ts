/** A function's output, checked against what its target must return in Shopify's real schema. */
import {
  coerceInputValue,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLScalarType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
} from 'graphql';

export type CheckedOutput =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: string };

/**
 * Inputs that take exactly one of their fields. Introspection does not tell; the schemas in SDL do
 * (`@oneOf`, Shopify/function-examples at 19ccafc, read 2026-11-23).
 */
const ONE_OF = new Set([
  'CartOperation',
  'Condition',
  'DeliveryDiscountCandidateTarget',
  'DeliveryDiscountCandidateValue',
  'DeliveryOperation',
  'ExpandedItemPriceAdjustmentValue',
  'Operation',
  'OrderDiscountCandidateTarget',
  'OrderDiscountCandidateValue',
  'ProductDiscountCandidateTarget',
  'ProductDiscountCandidateValue',
  'Target',
  'UpdateOperationPriceAdjustmentValue',
  'Value',
]);

/**
 * `json` (what the function wrote) as the target's result, defaults filled in and decimals as text;
 * or every problem at once, as "at operations.0.…: …".
 */
export function checkOutput(json: string, type: GraphQLInputObjectType): CheckedOutput {
  const problems: string[] = [];
  const value: unknown = JSON.parse(json);
  const coerced: unknown = coerceInputValue(value, type, (path, _invalid, { message }) => {
    problems.push(`at ${path.join('.') || 'the top'}: ${message}`);
  });
  if (value === null) problems.push('the function returned nothing');
  if (problems.length > 0) return { ok: false, problem: problems.join(' ') };
  const output = finish(coerced, type, '', problems) as Readonly<Record<string, unknown>>;
  return problems.length > 0 ? { ok: false, problem: problems.join(' ') } : { ok: true, output };
}

/** Looks into what GraphQL's own check leaves open: custom scalars, and inputs with one field. */
function finish(value: unknown, type: GraphQLInputType, path: string, problems: string[]): unknown {
  if (isNonNullType(type)) return finish(value, type.ofType, path, problems);
  if (value === null || value === undefined) return value;
  if (isListType(type)) {
    return (value as unknown[]).map((each, place) =>
      finish(each, type.ofType, `${path}.${place}`, problems),
    );
  }
  if (isScalarType(type)) return scalar(value, type, path, problems);
  if (!isInputObjectType(type)) return value;
  const fields = type.getFields();
  const entries = Object.entries(value).filter(([name]) => name in fields);
  const given = entries.filter(([, each]) => each !== null && each !== undefined).length;
  if (ONE_OF.has(type.name) && given !== 1) {
    problems.push(`at ${path.slice(1)}: ${type.name} takes exactly one of its fields.`);
  }
  return Object.fromEntries(
    entries.map(([name, each]) => {
      const field = fields[name];
      return [name, field && finish(each, field.type, `${path}.${name}`, problems)];
    }),
  );
}

/** Texts Shopify parses further; a JavaScript function may give a decimal as a number too. */
function scalar(value: unknown, { name }: GraphQLScalarType, path: string, problems: string[]) {
  if (name === 'Decimal') {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) return text;
    problems.push(`at ${path.slice(1)}: ${JSON.stringify(value)} is no Decimal.`);
  }
  if ((name === 'Handle' || name === 'URL') && typeof value !== 'string') {
    problems.push(`at ${path.slice(1)}: ${JSON.stringify(value)} is no ${name}.`);
  }
  return value;
}
