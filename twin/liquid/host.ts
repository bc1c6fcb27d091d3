/** What tags and filters need of the page they stand on. One host per rendered page. */
import type { Context, Emitter } from 'liquidjs';

export type MoneyFormat = {
  /** ISO code, e.g. `EUR`. */
  currency: string;
  /** `shop.money_format`, e.g. `€{{amount}}`. */
  format: string;
  /** `shop.money_with_currency_format`, e.g. `€{{amount}} EUR`. */
  formatWithCurrency: string;
};

export type FormState = {
  /** Fields that were refused, in order; empty before the form was sent. */
  errors: readonly { field: string; message: string }[];
  posted: boolean;
  values: Readonly<Record<string, string>>;
};

export type LiquidHost = {
  money: MoneyFormat;
  /** IANA zone of the shop, for the `date` filter. */
  timeZone: string;
  /** Now, in ms since the epoch. */
  now: () => number;
  /** Scheme and host of the shop, `https://example.myshopify.com`. */
  origin: string;
  /** The page's path with its query, as `paginate`, `form` and filters of lists link to. */
  url: URL;
  /** The words of a key in the language of the page; undefined where no locale file has it. */
  translate: (key: string) => unknown;
  /** Address of a file in `assets/`. */
  assetUrl: (name: string) => string;
  /** Text of a file in `assets/`; undefined where there is none. */
  readAsset: (name: string) => string | undefined;
  /** Address of a file under Content > Files. */
  fileUrl: (name: string) => string;
  /** What became of a form that was posted to this page. */
  formState: (type: string, id: string) => FormState | undefined;
  /** HTML of `{% section 'name' %}`. */
  renderSection: (name: string) => string;
  /** HTML of `{% sections 'group' %}`. */
  renderSectionGroup: (name: string) => string;
  /** HTML of the theme blocks that `{% content_for 'blocks' %}` or `'block'` asks for. */
  renderBlocks: (request: BlockRequest, context: Context) => string;
  /** `{% layout %}`: which layout wraps the page; undefined means none. */
  useLayout: (name: string | undefined) => void;
  /** `{% stylesheet %}` and `{% javascript %}` of a section or block; kept once per file. */
  collect: (kind: 'css' | 'js', file: string, text: string) => void;
};

export type BlockRequest =
  { kind: 'blocks' } | { kind: 'block'; type: string; id: string; named: Record<string, unknown> };

const HOST = Symbol('host');

/** The globals of a render, carrying its host where templates cannot see it. */
export function withHost(globals: Record<string, unknown>, host: LiquidHost): object {
  return Object.assign(globals, { [HOST]: host });
}

/** The host of the page being rendered; throws where a render was started without one. */
export function hostOf(context: Context): LiquidHost {
  const host = (context.globals as { [HOST]?: LiquidHost })[HOST];
  if (!host) throw new Error('rendered without a host');
  return host;
}

/** Collects text; what liquidjs calls an emitter and does not export. */
export class TextEmitter implements Emitter {
  buffer = '';

  write(text: unknown): void {
    this.buffer += String(text);
  }
}
