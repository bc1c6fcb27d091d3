/** The API versions the twin speaks, and how each is called. */

export type ApiVersion = {
  readonly handle: string;
  readonly displayName: string;
  readonly supported: boolean;
};

/** Oldest first. Asked for an older one, Shopify answers with the oldest it still has. */
const API_VERSIONS = ['2026-07', '2026-10'] as const;

export type AdminVersion = (typeof API_VERSIONS)[number];

/** `publicApiVersions`, newest last, the newest marked as such. */
export function apiVersions(): ApiVersion[] {
  return API_VERSIONS.map((handle) => ({
    handle,
    displayName: handle === API_VERSIONS.at(-1) ? `${handle} (Latest)` : handle,
    supported: true,
  }));
}

/** The version that answers a request for `wanted`; null for what was never a version. */
export function servedVersion(wanted: string): AdminVersion | null {
  const known = API_VERSIONS.find((one) => one === wanted);
  if (known !== undefined) return known;
  if (wanted === 'unstable') return '2026-10';
  return /^20\d\d-(01|04|07|10)$/.test(wanted) && wanted < '2026-07' ? '2026-07' : null;
}
