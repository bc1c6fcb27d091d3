/** `a`, `a or b`, `a, b or c`: how a condition names several of which one is enough. */
export function either(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** The same, in quotation marks. */
export function eitherQuoted(names: readonly string[]): string {
  return either(names.map((name) => `“${name}”`));
}
