/** One value of a metafield against its type and against what its definition asks. */
import { checkOne, jsonOf, LIST, type ValueRules, VALUE_TYPES } from './value-types.ts';

export type ValueProblem = {
  readonly message: string;
  /** Of a list: which of its items. */
  readonly elementIndex: number | null;
};

const ITEMS_MAX = 128;
const BYTES_MAX: Readonly<Record<string, number>> = { json: 2_000_000, rich_text_field: 2_000_000 };
const USUAL_BYTES_MAX = 65_536;

/** Whether there is such a type. */
export function isValueType(type: string): boolean {
  return VALUE_TYPES.includes(type);
}

/** What is wrong with a value; null where nothing is. */
export function checkValue(type: string, value: string, rules: ValueRules): ValueProblem | null {
  const said = (words: string | null, elementIndex: number | null = null) =>
    words === null ? null : { message: `Value ${words}`, elementIndex };
  if (value.trim() === '') return said("can't be blank.");
  if (Buffer.byteLength(value) > (BYTES_MAX[type] ?? USUAL_BYTES_MAX)) {
    return said(`is too long (maximum is ${BYTES_MAX[type] ?? USUAL_BYTES_MAX} bytes).`);
  }
  if (!type.startsWith(LIST)) return said(checkItem(type, value, rules));
  const items = jsonOf(value);
  if (!Array.isArray(items)) return said('must be an array.');
  if (items.length > ITEMS_MAX) return said(`has more than ${ITEMS_MAX} elements.`);
  for (const [index, item] of items.entries()) {
    const text = typeof item === 'string' ? item : JSON.stringify(item);
    const problem = said(checkItem(type.slice(LIST.length), text, rules), index);
    if (problem !== null) return problem;
  }
  return null;
}

function checkItem(type: string, value: string, rules: ValueRules): string | null {
  return checkOne(type, value, rules) ?? checkValidations(type, value, rules);
}

function checkValidations(type: string, value: string, { validations }: ValueRules): string | null {
  const told = new Map(validations.map((one) => [one.name, one.value]));
  const isText = /text_field$/.test(type);
  const min = told.get('min');
  const max = told.get('max');
  if (isText) {
    if (min !== undefined && value.length < Number(min)) return `has a minimum length of ${min}.`;
    if (max !== undefined && value.length > Number(max)) return `has a maximum length of ${max}.`;
  } else {
    if (min !== undefined && isLess(value, min)) return `has a minimum of ${min}.`;
    if (max !== undefined && isLess(max, value)) return `has a maximum of ${max}.`;
  }
  const regex = told.get('regex');
  if (regex !== undefined && !new RegExp(regex).test(value)) return 'is not the correct format.';
  const choices = told.get('choices');
  if (choices !== undefined && !(jsonOf(choices) as unknown[]).includes(value)) {
    const listed = (jsonOf(choices) as unknown[]).map((one) => JSON.stringify(one)).join(', ');
    return `does not exist in provided choices: [${listed}].`;
  }
  return null;
}

/** Numbers by size, days and instants by their text. */
function isLess(one: string, other: string): boolean {
  const [left, right] = [Number(one), Number(other)];
  return Number.isNaN(left) || Number.isNaN(right) ? one < other : left < right;
}
