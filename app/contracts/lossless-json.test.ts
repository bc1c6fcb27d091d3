import { describe, expect, it } from 'vitest';
import { parseLosslessJson } from './lossless-json.ts';
import { parked } from './parked-reason.ts';

const parse = (text: string) => parseLosslessJson(Buffer.from(text));

describe('lossless JSON', () => {
  it.each([
    ['{"id":820982911946154508}', { id: '820982911946154508' }],
    ['{"id": 450789469}', { id: 450789469 }],
    ['{"price":89.99}', { price: 89.99 }],
    ['{"ids":[1,9007199254740993]}', { ids: [1, '9007199254740993'] }],
    ['{"id":9900112233445566}', { id: '9900112233445566' }],
    ['{"id":9007199254740992}', { id: '9007199254740992' }],
    ['{"price":12345678901234.56789}', { price: '12345678901234.56789' }],
    ['{"n":1e400}', { n: '1e400' }],
    ['{"text":"id: 820982911946154508"}', { text: 'id: 820982911946154508' }],
  ])('%s keeps every digit', (text, value) => {
    expect(parse(text)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'ends too early'],
    ['{"a":1', 'at position 6'],
    ['{"email":"jon@example.com"jon}', 'at position 26'],
    ['jon@example.com', 'not JSON'],
  ])('%s is refused without being quoted', (text, detail) => {
    expect(parse(text)).toEqual(parked('malformed_json', detail));
  });

  it('refuses bytes that are not UTF-8', () => {
    const reading = parseLosslessJson(Buffer.from([0x22, 0xff, 0x22]));
    expect(reading).toEqual(parked('malformed_json', 'not UTF-8'));
  });

  it('refuses what is nested deeper than it can follow', () => {
    const depth = 100_000;
    const text = `${'['.repeat(depth)}1234567890123456789${']'.repeat(depth)}`;
    expect(parse(text)).toEqual(parked('malformed_json', 'nested too deeply'));
  });

  it('keeps a key named __proto__ a key', () => {
    const reading = parse('{"__proto__":{"polluted":1},"id":820982911946154508}');
    expect(reading.ok && Object.keys(reading.value as object)).toEqual(['__proto__', 'id']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
