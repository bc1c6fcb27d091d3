import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './is-same-origin.ts';

function sent(headers: Record<string, string>): Request {
  return new Request('http://laurel.test:3000/status', {
    method: 'POST',
    headers: { host: 'laurel.test:3000', ...headers },
  });
}

describe('a form sent to us', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://laurel.test:3000' }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: 'http://laurel.test:3000' }, true],
    [{ origin: 'https://laurel.test:3000' }, true],
    [{ origin: 'http://laurel.test' }, false],
    [{ origin: 'http://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://laurel.test:3000' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{}, false],
  ])('with %j is from our own page: %s', (headers, ours) => {
    expect(isSameOrigin(sent(headers as Record<string, string>))).toBe(ours);
  });
});
