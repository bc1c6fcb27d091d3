/** The one Admin API and webhook version spoken anywhere; `shopify.app.toml` must say the same. */
export const SHOPIFY_API_VERSION = '2026-07';
