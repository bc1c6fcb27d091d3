/**
 * Whether a form was sent from one of our own pages. A browser attaches the status password, or its
 * seat at the machine, to any request another site makes it send; only these headers tell.
 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return site === 'same-origin';
  const asked = request.headers.get('host') ?? new URL(request.url).host;
  // The scheme is left out: behind a proxy that ends TLS ours is http while the browser's is https.
  return URL.canParse(origin) && new URL(origin).host === asked;
}
