/**
 * Renders a page to HTML, with the headers that keep it to itself: no script or style but ours, no
 * frame around it, nothing fetched from anywhere else. The pages embedded in Shopify's admin are
 * the exception: the admin of that very shop may frame them, and App Bridge comes from Shopify.
 */
import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleDataRequestFunction,
} from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { renderToPipeableStream } from 'react-dom/server';
import type { LoadContext } from './contracts/load-context.ts';
import { NonceContext } from './ui/nonce.ts';

declare module '@remix-run/server-runtime' {
  interface AppLoadContext extends LoadContext {
    /** Remix declares the interface open; this is all there is in it. */
    readonly [other: string]: unknown;
  }
}

const RENDER_MAX_MS = 10_000;
const EMBEDDED = /^\/(app|auth)(\/|$)/;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  return new Promise((resolve, reject) => {
    const page = (
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} />
      </NonceContext.Provider>
    );
    // No page streams parts of itself later, so it is sent when it is whole: a failure while
    // rendering is then a 500, never half a page.
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady() {
        clearTimeout(tooLong);
        headers.set('Content-Type', 'text/html; charset=utf-8');
        if (EMBEDDED.test(new URL(request.url).pathname)) {
          embed(headers, { request, context, nonce });
        } else {
          headers.set('Content-Security-Policy', contentSecurityPolicy(nonce));
          headers.set('Cross-Origin-Opener-Policy', 'same-origin');
        }
        secure(headers);
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
        pipe(body);
      },
      onShellError: reject,
      onError: reject,
    });
    const tooLong = setTimeout(abort, RENDER_MAX_MS);
  });
}

/** The same page's data, as the browser asks for it when it refreshes. */
export const handleDataRequest: HandleDataRequestFunction = (response) => {
  secure(response.headers);
  return response;
};

function secure(headers: Headers): void {
  headers.set('Cache-Control', 'no-store');
  headers.set('X-Content-Type-Options', 'nosniff');
  // "no-referrer" would make browsers send "Origin: null" with our own forms.
  headers.set('Referrer-Policy', 'same-origin');
  headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
}

/**
 * Who may frame the page is said by Shopify's library, of the shop that asks; nobody where it says
 * nothing. App Bridge comes from Shopify's servers and talks to them, and no other script runs.
 */
function embed(
  headers: Headers,
  { request, context, nonce }: { request: Request; context: AppLoadContext; nonce: string },
): void {
  const theirs = new Headers();
  context.auth.addDocumentResponseHeaders(request, theirs);
  const frame = theirs.get('Content-Security-Policy') ?? "frame-ancestors 'none'";
  const ours = [
    `script-src 'self' 'nonce-${nonce}' https://cdn.shopify.com`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ];
  const policy = [frame.replace(/;\s*$/, ''), ...ours].join('; ');
  headers.set('Content-Security-Policy', policy);
  const link = theirs.get('Link');
  if (link !== null) headers.append('Link', link);
}

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    // Polaris sets its spacing in style attributes, for which there is no nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
