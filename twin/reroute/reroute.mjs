/**
 * Preload for an app's own process: `SHOPIFY_TWIN_ORIGIN=http://127.0.0.1:3100 node --import
 * twin/reroute/reroute.mjs …`. What the app sends to Shopify goes to the twin instead; everything
 * else passes untouched, and so does the app's code. Runs before anything captures `fetch`.
 */
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { followClock } from './follow-clock.mjs';

/** The twin reads the shop from this header: over loopback the host is its own. */
const HOST_HEADER = 'x-shopify-twin-host';
const SHOPIFY_HOST = /^([a-z0-9][a-z0-9-]*\.myshopify\.com|shopify\.com|partners\.shopify\.com)$/i;

const twinOrigin = process.env.SHOPIFY_TWIN_ORIGIN;
if (!twinOrigin) throw new Error('SHOPIFY_TWIN_ORIGIN is not set: where does the twin listen?');
const twin = new URL(twinOrigin);

const { fetch: realFetch, Headers, Request } = globalThis;

/** The address in the twin, or null for an address that is none of Shopify's. */
function reroute(url) {
  if (!/^https?:$/.test(url.protocol) || !SHOPIFY_HOST.test(url.hostname)) return null;
  return new URL(`${url.pathname}${url.search}`, twin);
}

globalThis.fetch = async function fetch(input, init) {
  const isRequest = input instanceof Request;
  const from = URL.parse(isRequest ? input.url : String(input));
  const to = from && reroute(from);
  if (!to) return realFetch(input, init);
  const headers = new Headers(init?.headers ?? (isRequest ? input.headers : undefined));
  headers.set(HOST_HEADER, from.hostname);
  if (!isRequest) return realFetch(to, { ...init, headers });
  // A body that is still a stream needs to be told so.
  const request = new Request(to, new Request(input, { ...init, headers, duplex: 'half' }));
  return realFetch(request);
};

function wrapRequests(module) {
  const real = module.request;
  const rerouted = (protocol) =>
    function request(...args) {
      const from = addressOf(args, protocol);
      const to = from && reroute(from);
      if (!to) return real.apply(module, args);
      const [options, callback] = optionsOf(args);
      const rest = { ...options };
      // A pool made for TLS cannot carry this, nor one that was told another host.
      delete rest.agent;
      return (twin.protocol === 'https:' ? realHttps : realHttp)(
        {
          ...rest,
          protocol: twin.protocol,
          host: twin.hostname,
          hostname: twin.hostname,
          port: twin.port,
          path: `${to.pathname}${to.search}`,
          headers: { ...rest.headers, host: twin.host, [HOST_HEADER]: from.hostname },
        },
        callback,
      );
    };
  const protocol = module === https ? 'https:' : 'http:';
  module.request = rerouted(protocol);
  module.get = (...args) => {
    const sent = module.request(...args);
    sent.end();
    return sent;
  };
}

/** `request(url, options?, callback?)` and `request(options, callback?)` in one form. */
function optionsOf(args) {
  const [first] = args;
  const isAddress = typeof first === 'string' || first instanceof URL;
  const options = isAddress ? (typeof args[1] === 'object' ? args[1] : {}) : first;
  return [options, args.find((each) => typeof each === 'function')];
}

function addressOf(args, protocol) {
  const [first] = args;
  if (typeof first === 'string' || first instanceof URL) return URL.parse(String(first));
  const host = first.hostname ?? first.host?.replace(/:\d+$/, '');
  return host ? URL.parse(`${first.protocol ?? protocol}//${host}${first.path ?? '/'}`) : null;
}

const realHttp = http.request;
const realHttps = https.request;
wrapRequests(http);
wrapRequests(https);
syncBuiltinESMExports();

if (!/^(no|off|0|false)$/i.test(process.env.SHOPIFY_TWIN_CLOCK ?? '')) {
  await followClock(new URL('/control/clock', twin), realFetch);
}
