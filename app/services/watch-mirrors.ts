/**
 * A write at Shopify names customers; what happened is told by members. Whoever is about to be
 * told of was read from the outbox a moment ago, and is remembered here until the shop's next
 * reading.
 */
import type { Mirrors } from './ports/mirror.ts';

export type TellMember = { readonly memberId: number; readonly seq: number };

export type NamedMirrors = {
  /** The same mirrors, whose readings are remembered. */
  readonly watch: (mirrors: Mirrors) => Mirrors;
  /** The member of a customer's gid in the shop's last reading; null where it did not name them. */
  readonly memberOf: (shopId: number, ownerId: string) => TellMember | null;
};

export function nameMirrored(): NamedMirrors {
  const readings = new Map<number, ReadonlyMap<string, TellMember>>();
  return {
    watch: (mirrors) => ({
      ...mirrors,
      async readMembers(shop, from) {
        const reading = await mirrors.readMembers(shop, from);
        const named = new Map<string, TellMember>();
        for (const { memberId, customerId, seq } of reading.news) {
          if (customerId !== null)
            named.set(`gid://shopify/Customer/${customerId}`, { memberId, seq });
        }
        readings.set(shop.shopId, named);
        return reading;
      },
    }),
    memberOf: (shopId, ownerId) => readings.get(shopId)?.get(ownerId) ?? null,
  };
}
