/** A session of Shopify's library as the text that is sealed, and back. */
import { Session } from '@shopify/shopify-api';
import { z } from 'zod';
import { instant } from '../../domain/kernel/instant.ts';
import type { KeptSession } from '../../services/ports/sessions.ts';

const content = z.object({
  id: z.string(),
  shop: z.string(),
  state: z.string(),
  isOnline: z.boolean(),
  scope: z.string().optional(),
  accessToken: z.string().optional(),
  expires: z.coerce.date().optional(),
  refreshToken: z.string().optional(),
  refreshTokenExpires: z.coerce.date().optional(),
});

/** The library's id of a shop's only session: we ask for no tokens of staff. */
export const offlineId = (domain: string): string => `offline_${domain}`;

/** The shop a session's id names. */
export const domainOf = (sessionId: string): string => sessionId.replace(/^offline_/, '');

/** A session as it is kept, before it is sealed. */
export function toKept(session: Session): KeptSession {
  const { id, shop, state, isOnline, scope, accessToken, expires } = session;
  const { refreshToken, refreshTokenExpires } = session;
  const kept = { id, shop, state, isOnline, scope, accessToken, expires };
  return {
    id,
    text: JSON.stringify({ ...kept, refreshToken, refreshTokenExpires }),
    expiresAt: expires === undefined ? null : instant(expires.getTime()),
  };
}

/** Null where the text is not one of ours, of another release for instance: exchange again. */
export function fromKept(text: string): Session | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = content.safeParse(value);
  if (!parsed.success) return null;
  const given = Object.entries(parsed.data).filter(([, each]) => each !== undefined);
  return new Session(Object.fromEntries(given) as ConstructorParameters<typeof Session>[0]);
}
