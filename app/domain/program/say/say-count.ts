/** Numbers as terms name them: `1 point`, `1,500 points`, `1.25 times`. */

export function count(many: number, noun: string): string {
  return `${number(many)} ${noun}${many === 1 ? '' : 's'}`;
}

export function number(many: number): string {
  return many.toLocaleString('en-GB');
}

export function sayPoints(points: number): string {
  return count(points, 'point');
}

/** What is earned in per cent of what would be without: 125 → `1.25 times`. */
export function sayTimes(percent: number): string {
  return `${(percent / 100).toLocaleString('en-GB', { maximumFractionDigits: 2 })} times`;
}

/** `['a', 'b', 'c']` → `a, b and c`. */
export function sayAnd(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
