/**
 * What `npm run deliver` was asked for; refuses with a sentence that names the argument to mend.
 */
import { parseArgs } from 'node:util';
import { readInstant } from '../../twin/trade-file/read-instant.ts';
import { UsageError } from '../usage-error.ts';

export const DELIVER_USAGE = `Usage: npm run deliver -- FILE --to URL --shop DOMAIN [options]

Delivers a trade file (.csv or .csv.gz, UTF-8) as Shopify's signed webhooks.
  --to URL            where to, e.g. http://127.0.0.1:3000 (path /webhooks unless it names one)
  --shop DOMAIN       the shop that sends them, e.g. demo-shop.myshopify.com
  --secret-env NAME   the variable that holds the app's secret (default: SHOPIFY_API_SECRET)
  --rate N/s          at most so many a second (default: as many as go)
  --concurrency N     at most so many at once, 1 to 256 (default: 8; 1 keeps the order strictly)
  --shuffle SEED      in an order that only the seed decides (default: by instant)
  --times N           each so often, 1 to 100: in turn retries and second subscriptions (default: 1)
  --limit ORDERS      only the earliest orders, with all that happened to them
  --shift-to ISO      moves all instants by whole weeks, so that the last falls in the week before`;

export type DeliverScriptOptions = {
  readonly file: string;
  readonly url: URL;
  readonly shop: string;
  readonly secret: string;
  readonly ratePerSecond: number | null;
  readonly concurrency: number;
  readonly shuffleSeed: string | null;
  readonly times: number;
  readonly limit: number | null;
  readonly shiftTo: number | null;
};

type Env = Readonly<Record<string, string | undefined>>;

const SHOP = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/;

/** Reads the arguments; null where only the usage is wanted. Throws {@link UsageError}. */
export function readDeliverOptions(args: readonly string[], env: Env): DeliverScriptOptions | null {
  const { values, positionals } = parsed(args);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('A file to deliver is missing.');
  if (more.length > 0) throw new UsageError(`One file at a time: what is "${more[0]}"?`);
  return {
    file,
    url: readUrl('--to', values.to),
    shop: readShop(values.shop),
    secret: readSecret(values['secret-env'] ?? 'SHOPIFY_API_SECRET', env),
    ratePerSecond: readRate(values.rate),
    concurrency: readCount('--concurrency', values.concurrency, 256) ?? 8,
    shuffleSeed: values.shuffle ?? null,
    times: readCount('--times', values.times, 100) ?? 1,
    limit: readCount('--limit', values.limit, Number.MAX_SAFE_INTEGER),
    shiftTo: readShift(values['shift-to']),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: text,
        shop: text,
        'secret-env': text,
        rate: text,
        concurrency: text,
        shuffle: text,
        times: text,
        limit: text,
        'shift-to': text,
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Where deliveries go: plain HTTP, `/webhooks` unless a path is given. */
export function readUrl(flag: string, text: string | undefined): URL {
  if (text === undefined) throw new UsageError(`${flag} is missing: where should deliveries go?`);
  if (!URL.canParse(text)) throw new UsageError(`${flag} "${text}" is not a URL.`);
  const url = new URL(text);
  if (url.protocol !== 'http:') {
    throw new UsageError(`${flag} "${text}": only http:// is spoken here.`);
  }
  if (url.pathname === '/') url.pathname = '/webhooks';
  return url;
}

/** A shop's own domain. */
export function readShop(text: string | undefined): string {
  if (text === undefined) throw new UsageError('--shop is missing: whose webhooks are they?');
  if (!SHOP.test(text)) {
    throw new UsageError(`--shop "${text}" is not a domain like demo-shop.myshopify.com.`);
  }
  return text;
}

/** The app's secret, never given as an argument: those are seen by everybody on the machine. */
export function readSecret(name: string, env: Env): string {
  const secret = env[name];
  if (!secret) throw new UsageError(`The variable ${name} is not set; it holds the app's secret.`);
  return secret;
}

function readRate(text: string | undefined): number | null {
  if (text === undefined) return null;
  const rate = Number(/^(\d+(?:\.\d+)?)(?:\/s)?$/.exec(text)?.[1]);
  if (!(rate > 0)) throw new UsageError(`--rate "${text}" is not a number a second, like 200/s.`);
  return rate;
}

function readCount(name: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const count = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw new UsageError(`${name} "${text}" is not a whole number from 1 to ${most}.`);
}

function readShift(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = readInstant(text);
  if (at === null) throw new UsageError(`--shift-to "${text}" is not an ISO date or date-time.`);
  return at;
}
