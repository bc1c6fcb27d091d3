/** Where an address that an app names lies in this admin. */

export type AppPlace = {
  /** `/store/demo-shop` */
  readonly root: string;
  readonly appHandle: string;
  readonly appOrigin: string;
  /** `demo-shop.myshopify.com` */
  readonly shop: string;
};

/** The address in the twin, for what Shopify calls the same; anything else as it is. */
export function placeAddress(
  address: string,
  { root, appHandle, appOrigin, shop }: AppPlace,
): string {
  const inAdmin = /^shopify:(?:\/\/)?\/?admin(\/.*)?$/.exec(address);
  if (inAdmin) return `${root}${inAdmin[1] ?? ''}`;
  const url = new URL(address);
  const rest = `${url.pathname}${url.search}${url.hash}`;
  if (url.origin === appOrigin) return `${root}/apps/${appHandle}${rest}`;
  if (url.hostname === 'admin.shopify.com') return rest;
  if (url.hostname === shop && /^\/admin(\/|$)/.test(url.pathname)) {
    return `${root}${rest.slice('/admin'.length)}`;
  }
  return address;
}

/** The entry of the app's menu that a path belongs to: the longest that begins it. */
export function litItem(path: string, hrefs: readonly string[]): string | null {
  const plain = path.replace(/[?#].*$/, '');
  const fitting = hrefs.filter((href) => plain === href || plain.startsWith(`${href}/`));
  return fitting.sort((one, other) => other.length - one.length)[0] ?? null;
}
