/** Postal addresses of orders: the record, with what follows from it spelled out. */
import type { Address } from '../../../model/customer.ts';
import { countryName } from '../shop/names-of-places.ts';

/** Null for none. Resolvers of `MailingAddress`, where an area has them, read the same record. */
export function addressNode(address: Address | null) {
  if (address === null) return null;
  const { firstName, lastName, address1, address2, city, zip, countryCode } = address;
  const country = countryName(countryCode);
  const name = [firstName, lastName].filter(Boolean).join(' ') || null;
  const place = [zip, city].filter(Boolean).join(' ');
  return {
    ...address,
    __kind: 'MailingAddress',
    name,
    country,
    countryCodeV2: countryCode,
    province: address.provinceCode,
    formatted: [address1, address2, place, country].filter((line) => line),
    formattedArea: [city, country].filter(Boolean).join(', '),
    coordinatesValidated: false,
    latitude: null,
    longitude: null,
    timeZone: null,
    validationResultSummary: null,
  };
}
