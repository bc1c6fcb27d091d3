/** Addresses as apps write them. */
import type { Address } from '../../../model/customer.ts';
import type { NewAddress } from '../../../trade/customers.ts';
import { countryName, isNoProvince } from '../../../webhooks/payloads/places.ts';
import { fromGid } from '../../engine/gid.ts';
import type { UserError } from '../../engine/user-errors.ts';

export type AddressInput = {
  readonly id?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  readonly address1?: string | null;
  readonly address2?: string | null;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly countryCode?: string | null;
  /** Deprecated: by name. */
  readonly country?: string | null;
  readonly provinceCode?: string | null;
  readonly province?: string | null;
  readonly phone?: string | null;
};

const TEXTS = [
  'firstName',
  'lastName',
  'company',
  'address1',
  'address2',
  'city',
  'zip',
  'phone',
] as const;
const MAX = 255;

/** A new address; what is not said is null. Call `addressErrors` first. */
export function addressOf(input: AddressInput): NewAddress {
  return { ...namedOf(input), countryCode: codeOf(input) ?? '' };
}

/** An address with what is said replaced. */
export function changedAddress(address: Address, input: AddressInput): Address {
  return { ...address, ...namedOf(input), countryCode: codeOf(input) ?? address.countryCode };
}

/** The number in an address's gid, whatever model it names; null for what is none. */
export function addressId(gid: string): number | null {
  const parsed = fromGid(gid);
  return parsed?.kind === 'MailingAddress' ? parsed.id : null;
}

/** Mistakes in one address; `field` is where it stands. */
export function addressErrors(input: AddressInput, field: readonly string[]): UserError[] {
  const said = Object.entries(input).filter(([, value]) => value?.trim());
  if (said.length === 0) return [{ field, message: 'Customer address cannot be blank.' }];
  const hasCountry = Boolean(input.country ?? input.countryCode);
  const texts = TEXTS.flatMap((name) => textErrors(name, input[name] ?? '', field));
  if (hasCountry && codeOf(input) === null) {
    return [...texts, { field: [...field, 'country'], message: 'Country is invalid' }];
  }
  const { provinceCode } = input;
  if (provinceCode && isNoProvince(codeOf(input) ?? '', provinceCode)) {
    return [...texts, { field: [...field, 'province'], message: 'Province is invalid' }];
  }
  return texts;
}

function textErrors(name: string, value: string, field: readonly string[]): UserError[] {
  const said =
    name.charAt(0).toUpperCase() +
    name
      .slice(1)
      .replace(/([A-Z])/g, ' $1')
      .toLowerCase();
  const at = [...field, name];
  if (value.length > MAX) {
    return [{ field: at, message: `${said} is too long (maximum is ${MAX} characters)` }];
  }
  if (/<[a-z/][^>]*>/i.test(value))
    return [{ field: at, message: `${said} cannot contain HTML tags` }];
  if (/\p{Extended_Pictographic}/u.test(value)) {
    return [{ field: at, message: `${said} cannot contain emojis` }];
  }
  if (/https?:\/\//i.test(value)) return [{ field: at, message: `${said} cannot contain URL` }];
  return [];
}

function namedOf(input: AddressInput): Partial<Address> {
  const named: Record<string, string | null> = {};
  for (const name of TEXTS) {
    const value = input[name];
    if (value === undefined) continue;
    const kept = value?.trim() ?? '';
    named[name] = kept === '' ? null : name === 'phone' ? phoneOf(kept) : kept;
  }
  const province = input.provinceCode ?? input.province;
  return { ...named, ...(province === undefined ? {} : { provinceCode: province }) };
}

/** A number in its international form; what is none stays as it was written. */
function phoneOf(text: string): string {
  const digits = text.replace(/[\s().-]/g, '');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : text;
}

function codeOf({ countryCode, country }: AddressInput): string | null {
  // `ZZ` is in the schema, and is no country.
  if (countryCode) return countryCode === 'ZZ' ? null : countryCode;
  if (!country) return null;
  return CODES.get(country.toLowerCase()) ?? null;
}

/** Every country by its English name and by its code. */
const CODES = new Map<string, string>();
for (const first of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
  for (const second of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
    const code = first + second;
    const name = countryName(code);
    if (name === code) continue;
    CODES.set(name.toLowerCase(), code);
    CODES.set(code.toLowerCase(), code);
  }
}
