/**
 * `{% paginate collection.products by 12 %}`: inside, the list is its page. At most 250 a page and
 * 25,000 in all. Source: shopify.dev/docs/api/liquid/tags/paginate (2026-11-23).
 */
import {
  type Context,
  type Emitter,
  type Liquid,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  Value,
} from 'liquidjs';
import { Fields } from '../fields.ts';
import { listOf } from '../filters/lists.ts';
import { hostOf } from '../host.ts';
import { toNumeric } from '../ruby-number.ts';

const PAGE_SIZE_MAX = 250;
const ITEMS_MAX = 25_000;
const WINDOW_DEFAULT = 3;

export class PaginateTag extends Tag {
  readonly #list: Value;
  readonly #owner: Value | undefined;
  readonly #key: string;
  readonly #size: Value;
  readonly #window: number;
  readonly #templates: Template[] = [];

  constructor(token: TagToken, tokens: TopLevelToken[], liquid: Liquid) {
    super(token, tokens, liquid);
    const match = /^\s*([\w.-]+)\s+by\s+([\w.-]+)\s*,?\s*([\s\S]*)$/.exec(token.args);
    const [, path = '', size = '', rest = ''] = match ?? [];
    if (!match) throw new Error('paginate is written: paginate list by number');
    const dot = path.lastIndexOf('.');
    this.#list = new Value(path, liquid);
    this.#owner = dot < 0 ? undefined : new Value(path.slice(0, dot), liquid);
    this.#key = path.slice(dot + 1);
    this.#size = new Value(size, liquid);
    this.#window = Number(/window_size:\s*(\d+)/.exec(rest)?.[1] ?? WINDOW_DEFAULT);
    const stream = liquid.parser.parseStream(tokens);
    stream
      .on('template', (template: Template) => this.#templates.push(template))
      .on('tag:endpaginate', () => stream.stop())
      .on('end', () => {
        throw new Error(`tag ${token.getText()} not closed`);
      });
    stream.start();
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void> {
    const list = listOf(yield this.#list.value(context, false)).slice(0, ITEMS_MAX);
    const wanted = toNumeric(yield this.#size.value(context, false)).value;
    const size = Math.min(PAGE_SIZE_MAX, Math.max(1, wanted || 50));
    const url = hostOf(context).url;
    const pages = Math.max(1, Math.ceil(list.length / size));
    const asked = Math.trunc(Number(url.searchParams.get('page') ?? 1)) || 1;
    const page = Math.min(Math.max(1, asked), pages);
    const part = list.slice((page - 1) * size, page * size);
    const owner = this.#owner && ((yield this.#owner.value(context, false)) as unknown);
    const shown = owner instanceof Fields ? owner : undefined;
    shown?.show(this.#key, part);
    const paginate = paginateFields({ url, page, pages, size, items: list.length }, this.#window);
    context.push({ paginate, ...(this.#owner ? {} : { [this.#key]: part }) });
    yield this.liquid.renderer.renderTemplates(this.#templates, context, emitter);
    context.pop();
    shown?.show(this.#key, undefined);
  }
}

type Position = { url: URL; page: number; pages: number; size: number; items: number };

function paginateFields(at: Position, windowSize: number): Fields {
  const { page, pages, size, items } = at;
  const step = (to: number, title: string): Fields | null =>
    to < 1 || to > pages ? null : part(at.url, to, title);
  return new Fields('paginate', {
    current_offset: (page - 1) * size,
    current_page: page,
    items,
    next: step(page + 1, 'Next &raquo;'),
    page_param: 'page',
    page_size: size,
    pages,
    parts: partsOf(at, windowSize),
    previous: step(page - 1, '&laquo; Previous'),
  });
}

function partsOf({ url, page, pages }: Position, windowSize: number): Fields[] {
  if (pages < 2) return [];
  const parts: Fields[] = [];
  for (let number = 1; number <= pages; number += 1) {
    const near = Math.abs(number - page) < windowSize;
    if (number === page) parts.push(new Fields('part', { is_link: false, title: String(number) }));
    else if (near || number === 1 || number === pages) {
      parts.push(part(url, number, String(number)));
    } else if (Math.abs(number - page) === windowSize) {
      parts.push(new Fields('part', { is_link: false, title: '&hellip;' }));
    }
  }
  return parts;
}

function part(url: URL, page: number, title: string): Fields {
  const search = new URLSearchParams(url.search);
  search.set('page', String(page));
  return new Fields('part', { is_link: true, title, url: `${url.pathname}?${search.toString()}` });
}
