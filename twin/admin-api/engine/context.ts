/** Who asks, of which shop, and what the request leaves behind besides its answer. */
import type { App, Installation } from '../../model/app.ts';
import type { Shop } from '../../model/shop.ts';
import type { World } from '../../world/world.ts';
import type { Registry } from './area.ts';

/** Which protected customer data Shopify has approved the app for; a switch of the control page. */
export type Approvals = {
  /** Level 1: customers and their orders at all. */
  readonly customerData: boolean;
  /** Level 2, field by field. */
  readonly name: boolean;
  readonly address: boolean;
  readonly email: boolean;
  readonly phone: boolean;
};

export const APPROVED: Approvals = {
  customerData: true,
  name: true,
  address: true,
  email: true,
  phone: true,
};

/** One entry of `extensions.search`: what a search term meant, and why it was not heeded. */
export type SearchWarning = {
  readonly path: readonly (string | number)[];
  readonly query: string;
  readonly parsed: unknown;
  readonly warnings: readonly {
    readonly field: string;
    readonly message: string;
    readonly code: 'invalid_field' | 'invalid_value';
  }[];
};

/** Paging of a bulk operation: connections at the root come by the page, all others whole. */
export type BulkPaging = {
  /**
   * Where the next page of a connection begins; null: at its start; undefined: it is at its end.
   */
  readonly cursorAt: (path: string) => string | null | undefined;
  readonly onPage: (path: string, page: { hasNextPage: boolean; endCursor: string | null }) => void;
};

export type AdminContext = {
  readonly world: World;
  readonly shop: Shop;
  readonly app: App;
  readonly installation: Installation;
  /** What the token was granted. `write_x` carries `read_x`. */
  readonly scopes: ReadonlySet<string>;
  /** Staff member of an online token. */
  readonly userId: number | null;
  readonly apiVersion: string;
  /**
   * Where this Admin API is reached, without a slash: upload targets and result files lie there.
   */
  readonly origin: string;
  readonly approvals: Approvals;
  /** Every area: by it `node(id:)` finds what another area keeps. */
  readonly registry: Registry;
  /** Told `Type.field` each time a document asks for what the twin has not. */
  readonly onNotImplemented: (name: string) => void;
  /** Absent: this is no bulk operation. */
  readonly bulk?: BulkPaging;
  readonly onSearchWarning: (warning: SearchWarning) => void;
};

/** What whoever serves requests says of one; the engine adds the rest. */
export type RequestContext = Omit<AdminContext, 'onSearchWarning' | 'registry'>;
