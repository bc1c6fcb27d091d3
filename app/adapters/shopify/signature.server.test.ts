import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureCheck, signBody } from './signature.server.ts';

const SECRET = 'hush-hush-hush-hush';
const isSigned = signatureCheck(SECRET, (expected, given) => expected === given);

const body = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));

describe('the signature of a delivery', () => {
  it('is the one Shopify computes', () => {
    // printf '{"id":1}' | openssl dgst -sha256 -hmac hush-hush-hush-hush -binary | base64
    const signature = 'gqb/mZI8OCf3/j3Ur1xqzHGfmqHHhNnpOakaVHyc9dw=';
    expect(signBody(SECRET, Buffer.from('{"id":1}'))).toBe(signature);
    expect(isSigned(Buffer.from('{"id":1}'), signature)).toBe(true);
  });

  it('fits any body it was made for', () => {
    fc.assert(fc.property(body, (bytes) => isSigned(bytes, signBody(SECRET, bytes))));
  });

  it('does not fit a body with one bit changed, one byte more or one less', () => {
    fc.assert(
      fc.property(body, fc.nat(), fc.nat({ max: 7 }), (bytes, at, bit) => {
        const signature = signBody(SECRET, bytes);
        const bent = Buffer.from(bytes);
        bent[at % bent.length] = (bent[at % bent.length] ?? 0) ^ (1 << bit);
        expect(isSigned(bent, signature)).toBe(false);
        expect(isSigned(Buffer.concat([bytes, Buffer.of(0)]), signature)).toBe(false);
        expect(isSigned(bytes.subarray(1), signature)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('fits in no other spelling of itself', () => {
    const character = fc.constantFrom(...'ABab09+/=-_ ,\n\0é');
    fc.assert(
      fc.property(body, fc.nat(), character, (bytes, at, other) => {
        const signature = signBody(SECRET, bytes);
        const place = at % signature.length;
        const bent = signature.slice(0, place) + other + signature.slice(place + 1);
        expect(isSigned(bytes, bent)).toBe(bent === signature);
        expect(isSigned(bytes, signature + other)).toBe(false);
        expect(isSigned(bytes, other + signature)).toBe(false);
        expect(isSigned(bytes, signature.slice(0, place))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is none of these', () => {
    const bytes = Buffer.from('{}');
    const signature = signBody(SECRET, bytes);
    const hex = Buffer.from(signature, 'base64').toString('hex');
    const url = Buffer.from(signature, 'base64').toString('base64url');
    const others = [null, '', hex, url, `${signature}, ${signature}`, signature.toLowerCase()];
    for (const other of others) expect(isSigned(bytes, other)).toBe(false);
    expect(isSigned(bytes, signBody('another secret', bytes))).toBe(false);
  });
});
