/**
 * The values without those at the end that are what is read where nothing is: null, 0, an empty
 * list. So what almost never is anything costs nothing, and what was written before there was such
 * a value reads as its default.
 */
export function trimmed<T>(values: readonly T[]): T[] {
  let length = values.length;
  while (length > 0 && isNothing(values[length - 1])) length -= 1;
  return values.slice(0, length);
}

function isNothing(value: unknown): boolean {
  return value === null || value === 0 || (Array.isArray(value) && value.length === 0);
}
