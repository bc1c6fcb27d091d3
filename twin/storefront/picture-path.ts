/** Addresses of drawn pictures, `/cdn/products/{handle}.svg`. */

const PATH = /^\/cdn\/products\/([^/]+)\.svg$/;

/** The product's handle; null for another path, and for one that cannot be decoded. */
export function handleOfPicture(path: string): string | null {
  try {
    const [, handle] = PATH.exec(path) ?? [];
    return handle === undefined ? null : decodeURIComponent(handle);
  } catch {
    return null;
  }
}
