/**
 * Two kinds of trouble in a template. A `LiquidFault` is a template that cannot be rendered here at
 * all (an unknown tag or filter, a syntax error): it ends the page and names file and line. A
 * `LiquidRuntimeError` is what Shopify prints in place, as `Liquid error (line 3): divided by 0`.
 */

/** A template that cannot be rendered. `at` is `file:line`. */
export class LiquidFault extends Error {
  readonly at: string;

  constructor(message: string, at: string) {
    super(`${at}: ${message}`);
    this.name = 'LiquidFault';
    this.at = at;
  }
}

/** An error Shopify prints where the tag or output stood; the rest of the page goes on. */
export class LiquidRuntimeError extends Error {
  override readonly name = 'LiquidRuntimeError';
}

type Positioned = {
  message: string;
  originalError?: unknown;
  token?: { file?: string | undefined; getPosition(): number[] };
};

/**
 * What liquidjs threw, as a fault that begins with `file:line`. `file` is used where the library
 * lost the name of the template.
 */
export function toFault(error: unknown, file: string): LiquidFault {
  if (error instanceof LiquidFault) return error;
  const { message, token, originalError } = error as Positioned;
  if (originalError instanceof LiquidFault) return originalError;
  const plain = message.replace(/, file:.*$|, line:\d+, col:\d+$/g, '');
  const line = token?.getPosition()[0] ?? 1;
  return new LiquidFault(plain, `${token?.file ?? file}:${line}`);
}
