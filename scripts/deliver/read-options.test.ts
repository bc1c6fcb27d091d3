import { describe, expect, it } from 'vitest';
import { readDeliverOptions } from './read-options.ts';

const ENV = { SHOPIFY_API_SECRET: 'hush', OTHER: 'quiet' };
const NEEDED = ['trade.csv', '--to', 'http://127.0.0.1:3000', '--shop', 'a-shop.myshopify.com'];

describe('readDeliverOptions', () => {
  it('reads the least there can be', () => {
    const options = readDeliverOptions(NEEDED, ENV);
    expect(options).toMatchObject({
      file: 'trade.csv',
      shop: 'a-shop.myshopify.com',
      secret: 'hush',
      ratePerSecond: null,
      concurrency: 8,
      shuffleSeed: null,
      times: 1,
      limit: null,
      shiftTo: null,
    });
    expect(options?.url.href).toBe('http://127.0.0.1:3000/webhooks');
  });

  it('reads everything there can be', () => {
    const more = '--secret-env OTHER --rate 200/s --concurrency 2 --shuffle x --times 3 --limit 9';
    const shift = ['--shift-to', '2026-11-23T06:00Z'];
    expect(readDeliverOptions([...NEEDED, ...more.split(' '), ...shift], ENV)).toMatchObject({
      secret: 'quiet',
      ratePerSecond: 200,
      concurrency: 2,
      shuffleSeed: 'x',
      times: 3,
      limit: 9,
      shiftTo: Date.UTC(2026, 10, 23, 6),
    });
  });

  it('keeps a path that was named', () => {
    const args = NEEDED.with(2, 'http://127.0.0.1:3000/webhooks/orders');
    expect(readDeliverOptions(args, ENV)?.url.pathname).toBe('/webhooks/orders');
  });

  it.each([
    [[], /file to deliver is missing/],
    [NEEDED.slice(0, 3), /--shop is missing/],
    [NEEDED.slice(0, 1), /--to is missing/],
    [NEEDED.with(2, 'nowhere'), /--to "nowhere"/],
    [NEEDED.with(2, 'https://example.com'), /only http:/],
    [NEEDED.with(4, 'example.com'), /--shop "example.com"/],
    [[...NEEDED, '--secret-env', 'NONE'], /variable NONE is not set/],
    [[...NEEDED, '--rate', 'fast'], /--rate "fast"/],
    [[...NEEDED, '--rate', '0/s'], /--rate "0\/s"/],
    [[...NEEDED, '--times', '0'], /--times "0"/],
    [[...NEEDED, '--concurrency', '1.5'], /--concurrency "1.5"/],
    [[...NEEDED, '--limit', 'all'], /--limit "all"/],
    [[...NEEDED, '--shift-to', 'now'], /--shift-to "now"/],
    [[...NEEDED, '--faster'], /--faster/],
    [[...NEEDED, 'more.csv'], /more.csv/],
  ])('refuses %j', (args, message) => {
    expect(() => readDeliverOptions(args, ENV)).toThrow(message);
  });
});
