/** Digests and base64. */
import { createHash, createHmac } from 'node:crypto';
import { type FilterTable, ofText } from '../filter.ts';

export const hashFilters: FilterTable = {
  base64_decode: ofText((text) => Buffer.from(text, 'base64').toString('utf8')),
  base64_encode: ofText((text) => Buffer.from(text, 'utf8').toString('base64')),
  base64_url_safe_decode: ofText((text) => Buffer.from(text, 'base64url').toString('utf8')),
  // Ruby keeps the padding, Node's base64url drops it.
  base64_url_safe_encode: ofText((text) =>
    Buffer.from(text, 'utf8').toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  ),
  hmac_sha1: ofText((text, key = '') => createHmac('sha1', key).update(text).digest('hex')),
  hmac_sha256: ofText((text, key = '') => createHmac('sha256', key).update(text).digest('hex')),
  md5: ofText((text) => createHash('md5').update(text).digest('hex')),
  sha1: ofText((text) => createHash('sha1').update(text).digest('hex')),
  sha256: ofText((text) => createHash('sha256').update(text).digest('hex')),
};
