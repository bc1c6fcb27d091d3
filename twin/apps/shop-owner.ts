/** The one staff member of a shop: its owner, made of what the shop's settings say. */
import type { Shop } from '../model/shop.ts';

export type StaffMember = {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
};

/** `gid://shopify/StaffMember/{id}`; the id is the shop's, which no other record has. */
export function ownerOf(shop: Shop): StaffMember {
  const [firstName = shop.ownerName, ...rest] = shop.ownerName.split(' ');
  return {
    id: shop.id,
    firstName,
    lastName: rest.join(' '),
    name: shop.ownerName,
    email: shop.email,
    locale: shop.locale,
  };
}
