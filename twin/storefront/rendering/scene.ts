/** What one page is rendered from, and what its parts hand on while they are rendered. */
import type { FormState, LiquidHost } from '../../liquid/host.ts';
import type { Customer } from '../../model/customer.ts';
import type { Shop } from '../../model/shop.ts';
import type { StorefrontContext } from '../context.ts';
import type { CartView } from '../cart/cart-json.ts';
import type { Lens } from '../drops/lens.ts';
import type { ShelvedExtension } from '../extensions/extension-shelf.ts';
import type { ThemeFiles } from './theme-files.ts';

export type Scene = {
  readonly context: StorefrontContext;
  readonly theme: ThemeFiles;
  readonly shelved: readonly ShelvedExtension[];
  readonly shop: Shop;
  readonly customer: Customer | null;
  readonly cart: CartView;
  readonly url: URL;
};

export type PageInput = {
  /** `product`, `list-collections`, `customers/login`: a file below `templates/`. */
  readonly template: string;
  /** `request.page_type`; the template's name where nothing else is said. */
  readonly pageType?: string;
  /** The page's own objects: `product`, `collection`, `search` … */
  readonly globals?: (lens: Lens) => Record<string, unknown>;
  readonly title: string;
  readonly description?: string;
  readonly canonicalPath?: string;
  /** State of the forms that were posted, by type. */
  readonly forms?: Readonly<Record<string, FormState>>;
  /** HTML that stands instead of the template: an app proxy's Liquid. */
  readonly body?: (globals: Record<string, unknown>, host: LiquidHost) => string;
};

/** A page while it is rendered. */
export type Stage = {
  readonly scene: Scene;
  readonly input: PageInput;
  readonly lens: Lens;
  readonly globals: Record<string, unknown>;
  readonly host: LiquidHost;
  /** Addresses of scripts and stylesheets of app blocks, each once, and text of the theme's own. */
  readonly assets: {
    readonly scripts: Set<string>;
    readonly stylesheets: Set<string>;
    readonly css: Map<string, string>;
    readonly js: Map<string, string>;
  };
  layout: string | undefined;
};

/** Kept by the theme editor under `shop.theme.settings`. */
export type ThemeSettings = {
  readonly theme?: Readonly<Record<string, unknown>>;
  /** `index.hero` → its settings. */
  readonly sections?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export const themeSettingsOf = (shop: Shop): ThemeSettings => shop.theme.settings;
