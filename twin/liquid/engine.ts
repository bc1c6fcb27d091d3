/**
 * Shopify's Liquid on liquidjs: one engine per bundle of templates (the theme, one extension), as
 * `render 'x'` finds snippets of its own bundle only. Everything is synchronous.
 */
import { Context, type FS, type Filter, Liquid, type Template, TokenKind } from 'liquidjs';
import { LiquidFault, LiquidRuntimeError, toFault } from './fault.ts';
import { type FilterCall, type ShopifyFilter } from './filter.ts';
import { refusedFilters, shopifyFilters } from './filters/all.ts';
import { hostOf, type LiquidHost, TextEmitter, withHost } from './host.ts';
import { rubyOperators } from './ruby-compare.ts';
import { WholeFloat } from './ruby-number.ts';
import { print } from './ruby-print.ts';
import { shopifyTags } from './tags/all.ts';

export type Bundle = {
  /** Text of a file such as `sections/header.liquid`; undefined where there is none. */
  read: (path: string) => string | undefined;
};

export type LiquidEngine = {
  /**
   * HTML of a file of the bundle. Throws LiquidFault, beginning with `file:line`, for what cannot
   * be rendered: a missing file, unknown tags and filters, syntax errors.
   */
  render: (path: string, globals: Record<string, unknown>, host: LiquidHost) => string;
  /** HTML of a source that is no file of the bundle, as an app proxy answers it. */
  renderText: (
    source: string,
    name: string,
    globals: Record<string, unknown>,
    host: LiquidHost,
  ) => string;
  /** Parses a file and keeps it; throws as `render` does. */
  check: (path: string) => void;
};

type FilterThis = { context: Context; token: { args: readonly unknown[] } };

/** An engine over a bundle; parsed files are kept, so open a new one when files have changed. */
export function createLiquid(bundle: Bundle): LiquidEngine {
  const liquid = new Liquid({
    fs: fileSystem(bundle),
    partials: ['snippets'],
    relativeReference: false,
    strictFilters: true,
    ownPropertyOnly: true,
    cache: true,
    operators: rubyOperators,
    outputEscape: print,
  });
  for (const name of Object.keys(liquid.filters)) liquid.unregisterFilter(name);
  for (const [name, filter] of Object.entries(shopifyFilters)) {
    liquid.registerFilter(name, adapt(name, filter));
  }
  liquid.unregisterFilter('raw');
  for (const [name, tag] of Object.entries(shopifyTags)) liquid.registerTag(name, tag);
  delete liquid.tags.block;
  liquid.renderer.renderTemplates = renderInPlace;

  const parsed = new Map<string, Template[]>();
  function parse(source: string, name: string): Template[] {
    try {
      return liquid.parse(source, name);
    } catch (error) {
      throw explain(toFault(error, name));
    }
  }
  function load(path: string): Template[] {
    const found = parsed.get(path);
    if (found) return found;
    const source = bundle.read(path);
    if (source === undefined) throw new LiquidFault('there is no such file', `${path}:1`);
    const templates = parse(source, path);
    parsed.set(path, templates);
    return templates;
  }
  function run(templates: Template[], name: string, globals: object): string {
    const context = new Context({}, liquid.options, { globals, sync: true }, { liquid });
    try {
      return print(liquid.renderSync(templates, context));
    } catch (error) {
      throw explain(toFault(error, name));
    }
  }
  return {
    check: (path) => void load(path),
    render: (path, globals, host) => run(load(path), path, withHost(globals, host)),
    renderText: (source, name, globals, host) =>
      run(parse(source, name), name, withHost(globals, host)),
  };
}

/** Gives a filter of ours the shape liquidjs calls: positional and named arguments come mixed. */
function adapt(name: string, filter: ShopifyFilter) {
  return function (this: FilterThis, input: unknown, ...values: unknown[]): unknown {
    const args: unknown[] = [];
    const named: Record<string, unknown> = {};
    values.forEach((value, index) => {
      if (!Array.isArray(this.token.args[index])) args.push(value);
      else {
        const [key, item] = value as [string, unknown];
        named[key] = item;
      }
    });
    const call: FilterCall = { input, args, named, host: hostOf(this.context) };
    try {
      return filter(call);
    } catch (error) {
      if (error instanceof LiquidRuntimeError) throw error;
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
    }
  };
}

/**
 * Renders one after another; what Shopify would print as an error stands in its place. It also
 * meets every template before its first render, which is where `7.0` learns that it is a decimal.
 */
function* renderInPlace(
  templates: Template[],
  context: Context,
  emitter = new TextEmitter(),
): Generator<unknown, string> {
  markDecimals(templates);
  for (const template of templates) {
    try {
      const html: unknown = yield template.render(context, emitter);
      if (html !== undefined && html !== null && html !== '') emitter.write(html);
    } catch (error) {
      const inner = runtimeErrorOf(error);
      if (!inner) throw toFault(error, template.token.file ?? 'template');
      const [line] = template.token.getPosition();
      const file = (template.token.file ?? '').replace(/\.liquid$/, '');
      emitter.write(`Liquid error (${file}${file ? ' ' : ''}line ${line}): ${inner.message}`);
    }
    if (context.breakCalled || context.continueCalled) break;
  }
  return emitter.buffer;
}

function runtimeErrorOf(error: unknown): LiquidRuntimeError | undefined {
  for (let inner = error; inner instanceof Error;) {
    if (inner instanceof LiquidRuntimeError) return inner;
    inner = (inner as { originalError?: unknown }).originalError;
  }
  return undefined;
}

const marked = new WeakSet<object>();
type NumberLike = { kind: number; content: unknown; input: string; begin: number; end: number };

/** liquidjs reads `7.0` and `7` as the same number; Ruby does not. */
function markDecimals(node: unknown): void {
  if (typeof node !== 'object' || node === null || marked.has(node)) return;
  if (node instanceof Liquid) return;
  marked.add(node);
  if ((node as { kind?: unknown }).kind === TokenKind.Number) {
    const token = node as NumberLike;
    const isDecimal = token.input.slice(token.begin, token.end).includes('.');
    if (isDecimal && Number.isInteger(token.content)) {
      token.content = new WholeFloat(token.content as number);
    }
    return;
  }
  for (const child of node instanceof Map ? node.values() : Object.values(node))
    markDecimals(child);
}

function fileSystem(bundle: Bundle): FS {
  const text = (path: string): string => {
    const found = bundle.read(path);
    if (found === undefined) throw new Error(`Could not find asset ${path}`);
    return found;
  };
  return {
    exists: async () => true,
    existsSync: () => true,
    readFile: async (path) => text(path),
    readFileSync: text,
    resolve: (folder, file) => `${folder}/${file}.liquid`,
    contains: async () => true,
    containsSync: () => true,
    sep: '/',
  };
}

/** Says of a documented filter that it is known and refused, not misspelt. */
function explain(fault: LiquidFault): LiquidFault {
  const name = /undefined filter: (\w+)/.exec(fault.message)?.[1];
  if (name !== undefined && refusedFilters.includes(name)) {
    return new LiquidFault(`the filter ${name} is Shopify's but not drawn by the twin`, fault.at);
  }
  return fault;
}

export type { Filter };
