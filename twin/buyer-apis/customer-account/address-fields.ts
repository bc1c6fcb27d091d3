/** `CustomerAddress`: of customers and of their orders. */
import { addressFields as mailingFields } from '../../admin-api/areas/customers/address-fields.ts';
import type { Resolvers } from '../../admin-api/engine/area.ts';
import { toGid } from '../../admin-api/engine/gid.ts';
import type { Address } from '../../model/customer.ts';

export const addressFields: Resolvers = {
  ...mailingFields,
  id: ({ id }: Address) => toGid('CustomerAddress', id),
  phoneNumber: ({ phone }: Address) => phone,
  territoryCode: ({ countryCode }: Address) => countryCode,
  zoneCode: ({ provinceCode }: Address) => provinceCode,
};
