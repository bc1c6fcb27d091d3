/**
 * What pages in Shopify's admin need of Shopify's library, so that routes and the entry know
 * neither it nor a secret.
 */
export type AuthContext = {
  /** The app's client id; it names the app and is no secret. App Bridge is told it. */
  readonly apiKey: string;
  /**
   * Answers `/auth/*`: the page that fetches a fresh session token, the way out of the frame, the
   * way in by hand. Throws the `Response` of Shopify's library; a redirect where there is nothing
   * left to do.
   */
  handle(request: Request): Promise<Response>;
  /**
   * What a document in the admin's frame must say beyond our own headers: who may frame it (a
   * `Content-Security-Policy` of nothing but `frame-ancestors`), and App Bridge as a preload.
   */
  addDocumentResponseHeaders(request: Request, headers: Headers): void;
};
