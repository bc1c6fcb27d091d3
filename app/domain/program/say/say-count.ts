/** Numbers, money and lists as English names them: `1 point`, `1,500 points`, `1.25 times`. */
import { amountsIn } from './words/amounts.ts';

const english = amountsIn('en-GB');

export const { number, factor, money } = english;
/** `a, b and c`; `a, b or c`. */
export const { all: sayAnd, either: sayOr } = english;

export function count(many: number, noun: string): string {
  return english.count(many, { one: noun, other: `${noun}s` });
}

export function sayPoints(points: number): string {
  return count(points, 'point');
}

/** What is earned in per cent of what would be without: 125 → `1.25 times`. */
export function sayTimes(percent: number): string {
  return `${factor(percent)} times`;
}
