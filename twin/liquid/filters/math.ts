/** Filters of numbers; the rules are in `ruby-number.ts`. */
import { calculate, divide, modulo, round, toLiquidNumber, toNumeric } from '../ruby-number.ts';
import { type FilterTable, required } from '../filter.ts';

export const mathFilters: FilterTable = {
  abs: ({ input }) => calculate(input, 0, (value) => Math.abs(value)),
  at_least: (call) => choose(call.input, required(call), Math.max),
  at_most: (call) => choose(call.input, required(call), Math.min),
  ceil: ({ input }) => Math.ceil(toNumeric(input).value),
  divided_by: (call) => divide(call.input, required(call)),
  floor: ({ input }) => Math.floor(toNumeric(input).value),
  minus: (call) => calculate(call.input, required(call), (a, b) => a - b),
  modulo: (call) => modulo(call.input, required(call)),
  plus: (call) => calculate(call.input, required(call), (a, b) => a + b),
  round: ({ input, args }) => round(input, args[0] ?? 0),
  times: (call) => calculate(call.input, required(call), (a, b) => a * b),
};

/** The greater or smaller of two keeps its own type: 4 at least 5.0 is 5.0. */
function choose(
  left: unknown,
  right: unknown,
  pick: (a: number, b: number) => number,
): ReturnType<typeof toLiquidNumber> {
  const [a, b] = [toNumeric(left), toNumeric(right)];
  return toLiquidNumber(pick(a.value, b.value) === a.value ? a : b);
}
