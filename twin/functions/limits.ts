/**
 * What Shopify allows one run of a function, in bytes; a kilobyte is 1,000 bytes there
 * (https://shopify.dev/docs/api/functions/latest#limitations, read 2026-11-23; the same numbers
 * stand in Shopify's function-runner, src/function_run_result.rs).
 */
export const LIMITS = {
  inputBytes: 128_000,
  outputBytes: 20_000,
  logBytes: 1_000,
  memoryBytes: 10_000_000,
  queryBytes: 3_000,
  queryCost: 30,
  listElements: 100,
  metafieldValueBytes: 10_000,
  /**
   * Production measures the compiled module (256 kB). Bytecode of Shopify's own compiler was 1.7 to
   * 2.3 times its source, so a bundle already larger than that cannot fit.
   */
  bundleBytes: 256_000,
} as const;

/**
 * QuickJS asks every 10,000 calls and jumps back whether it may go on. Production counts
 * WebAssembly instructions (11 million), which cannot be counted here; two million jumps are far
 * beyond any function that fits there, so this stops loops and hurts nobody.
 */
export const INTERRUPTS_MAX = 200;

/** Work that never jumps (copying a growing string) is ended by the clock; ms. */
export const RUN_MS_MAX = 1_000;

/**
 * Production has 512 kB of WebAssembly stack. The engine also nests on the stack of Node, which
 * ends earlier: with 200 kB the engine notices first and answers with an error of its own.
 */
export const STACK_BYTES_MAX = 200_000;

/**
 * How far the limits grow with the cart: in proportion beyond 200 lines, tenfold at most
 * (`@scaleLimits` of Shopify's function schemas: 0.005 for each line).
 */
export function scaleOf(cartLines: number): number {
  return Math.min(10, Math.max(1, cartLines * 0.005));
}

/** The names under which Shopify reports a failed run (docs: functions/monitoring-and-errors). */
export type FunctionErrorName =
  | 'RuntimeError'
  | 'InstructionCountLimitExceededError'
  | 'StackMemoryLimitExceededError'
  | 'LinearMemoryLimitExceededError'
  | 'InvalidOutputError'
  | 'OutputTooLargeError'
  | 'InputSizeLimitExceededError'
  | 'InputListSizeLimitExceededError'
  | 'InvalidVariableValueError';

export type FunctionError = { readonly name: FunctionErrorName; readonly message: string };
