/**
 * `MailingAddress`: of customers, orders and checkouts. Its gid says whose it is, as Shopify's
 * does: `gid://shopify/MailingAddress/1?model_name=CustomerAddress`.
 */
import type { Address } from '../../../model/customer.ts';
import { countryName, provinceName } from '../../../webhooks/payloads/places.ts';
import type { Resolvers } from '../../engine/area.ts';
import { toGid } from '../../engine/gid.ts';

/** Which of Shopify's records an address belongs to. */
export type AddressModel = 'CustomerAddress' | 'Address';

/** Of an order where nothing is said. */
export type AddressNode = Address & { readonly model?: AddressModel };

/** An address as `MailingAddress`; null stays null. */
export function addressNode(address: Address | null, model: AddressModel): AddressNode | null {
  return address === null ? null : { ...address, model };
}

export const addressFields: Resolvers = {
  id: ({ id, model = 'Address' }: AddressNode) =>
    `${toGid('MailingAddress', id)}?model_name=${model}`,
  name: (address: AddressNode) => nameOf(address),
  country: ({ countryCode }: AddressNode) => countryName(countryCode) || null,
  countryCode: ({ countryCode }: AddressNode) => countryCode || null,
  countryCodeV2: ({ countryCode }: AddressNode) => countryCode || null,
  province: ({ countryCode, provinceCode }: AddressNode) => provinceName(countryCode, provinceCode),
  formatted: (address: AddressNode, args: { withName: boolean; withCompany: boolean }) => [
    ...(args.withName ? present([nameOf(address)]) : []),
    ...(args.withCompany ? present([address.company]) : []),
    ...present([address.address1, address.address2, townLine(address)]),
    ...present([countryName(address.countryCode)]),
  ],
  formattedArea: (address: AddressNode) =>
    present([
      present([address.city, address.provinceCode]).join(' '),
      countryName(address.countryCode),
    ]).join(', ') || null,
  /** The twin has no map. */
  coordinatesValidated: () => false,
  latitude: () => null,
  longitude: () => null,
  timeZone: () => null,
  validationResultSummary: () => null,
};

function nameOf({ firstName, lastName }: Address): string | null {
  return present([firstName, lastName]).join(' ') || null;
}

function townLine({ city, provinceCode, zip }: Address): string {
  return present([city, provinceCode, zip]).join(' ');
}

function present(parts: readonly (string | null)[]): string[] {
  return parts.filter((part): part is string => part !== null && part !== '');
}
