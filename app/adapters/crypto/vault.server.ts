/**
 * What is done with DATA_KEY: one key for each purpose is derived from it (HKDF-SHA256), so that a
 * hash of an e-mail says nothing about a sealed payload, and the key itself is used for nothing.
 *
 * A sealed payload is `version (1) · nonce (12) · tag (16) · ciphertext`, AES-256-GCM, bound to the
 * delivery it came with: moved to another row it does not open.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { invariant } from '../../domain/kernel/invariant.ts';
import type { Vault } from '../../services/ports/ingest.ts';
import type { KeyHash } from '../../services/ports/intake.ts';

const KEY_BYTES = 32;
const SEAL_VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** Opens the vault with the 32 bytes of DATA_KEY. */
export function openVault(dataKey: Uint8Array): Vault & { readonly keyHash: KeyHash } {
  invariant(dataKey.length === KEY_BYTES, 'DATA_KEY is 32 bytes.');
  const emailKey = deriveKey(dataKey, 'email');
  const sealKey = deriveKey(dataKey, 'seal');
  const nameKey = deriveKey(dataKey, 'name');
  return {
    emailHash: (email) =>
      createHmac('sha256', emailKey).update(email.trim().toLowerCase()).digest('hex'),
    keyHash: ({ kind, id }) => createHmac('sha256', nameKey).update(`${kind} ${id}`).digest('hex'),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    seal: (bytes, boundTo) => seal(sealKey, bytes, boundTo),
    unseal: (sealed, boundTo) => unseal(sealKey, sealed, boundTo),
  };
}

function deriveKey(dataKey: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', purpose, KEY_BYTES));
}

function seal(key: Buffer, bytes: Uint8Array, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo));
  const ciphertext = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([Buffer.of(SEAL_VERSION), nonce, cipher.getAuthTag(), ...ciphertext]);
}

/** Null where the key is another, the bytes were changed or they belong to another delivery. */
function unseal(key: Buffer, sealed: Uint8Array, boundTo: string): Buffer | null {
  if (sealed.length < HEADER_BYTES || sealed[0] !== SEAL_VERSION) return null;
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}
