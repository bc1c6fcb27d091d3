/** Who is logged in, in a signed cookie that other rooms of the shop read as well. */
import { createHmac, timingSafeEqual } from 'node:crypto';

const SESSION_COOKIE = 'customer_session';

export type Signing = { readonly secret: string; readonly shopId: number };

/** A value with its signature, `value.signature`. */
export function sign(value: string, { secret, shopId }: Signing): string {
  const digest = createHmac('sha256', secret).update(`${shopId}:${value}`).digest('base64url');
  return `${value}.${digest}`;
}

/** The value of a signed text; null where it was not signed by us for this shop. */
export function readSigned(text: string, signing: Signing): string | null {
  const value = text.slice(0, Math.max(0, text.lastIndexOf('.')));
  const [given, wanted] = [Buffer.from(text), Buffer.from(sign(value, signing))];
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? value : null;
}

/** Id of the customer a request belongs to, from its `cookie` header; null for a guest. */
export function readCustomerId(cookieHeader: string | null, signing: Signing): number | null {
  const found = readCookie(cookieHeader, SESSION_COOKIE);
  const value = found === null ? null : readSigned(found, signing);
  const id = Number(value?.split(':')[0] ?? NaN);
  return Number.isSafeInteger(id) ? id : null;
}

/** `Set-Cookie` of a session; null ends it. */
export function sessionCookie(customerId: number | null, at: number, signing: Signing): string {
  const value = customerId === null ? '' : sign(`${customerId}:${at}`, signing);
  return cookie(SESSION_COOKIE, value, customerId === null ? 0 : 30 * 24 * 3600);
}

export function cookie(name: string, value: string, maxAgeSeconds: number): string {
  const encoded = encodeURIComponent(value);
  return `${name}=${encoded}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`;
}

export function readCookie(header: string | null, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) {
      return decoded(part.slice(at + 1).trim());
    }
  }
  return null;
}

/** Cookies may be written by anybody; one that was not encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
