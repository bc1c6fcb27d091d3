/** What an app says of a customer, as trade takes it, and what is wrong with it. */
import type { Address, Consent } from '../../../model/customer.ts';
import type { CustomerFields, NewAddress } from '../../../trade/customers.ts';
import { notImplemented } from '../../engine/errors.ts';
import { fromGid } from '../../engine/gid.ts';
import type { UserError } from '../../engine/user-errors.ts';
import type { MetafieldEntry } from '../metafields/set-metafields.ts';
import { addressErrors, addressOf, changedAddress, type AddressInput } from './address-input.ts';

export type ConsentInput = {
  readonly marketingState: Consent['state'] | 'INVALID';
  readonly marketingOptInLevel?: Consent['optInLevel'] | null;
  readonly consentUpdatedAt?: number | null;
  readonly sourceLocationId?: string | null;
};

export type CustomerInput = {
  readonly id?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly locale?: string | null;
  readonly note?: string | null;
  readonly tags?: readonly string[] | null;
  readonly taxExempt?: boolean | null;
  readonly taxExemptions?: readonly string[] | null;
  readonly addresses?: readonly AddressInput[] | null;
  readonly metafields?: readonly Omit<MetafieldEntry, 'owner' | 'field'>[] | null;
  readonly emailMarketingConsent?: ConsentInput | null;
  readonly smsMarketingConsent?: ConsentInput | null;
  readonly whatsAppMarketingConsent?: unknown;
  readonly multipassIdentifier?: string | null;
};

const TEXT_MAX = 255;
const NOTE_MAX = 5000;
const TAGS_MAX = 250;

/** The fields that are named; what is not named stays as it is. */
export function fieldsOf(input: CustomerInput, known: readonly Address[] = []): CustomerFields {
  assertKept(input);
  const { email, phone, firstName, lastName, locale, note, tags, taxExempt, addresses } = input;
  return {
    ...(email === undefined ? {} : { email: blankAsNull(email) }),
    ...(phone === undefined ? {} : { phone: blankAsNull(phone)?.replace(/[\s().-]/g, '') ?? null }),
    ...(firstName === undefined ? {} : { firstName: blankAsNull(firstName) }),
    ...(lastName === undefined ? {} : { lastName: blankAsNull(lastName) }),
    ...(typeof locale === 'string' ? { locale } : {}),
    ...(note === undefined ? {} : { note: note === null ? null : note.trim() }),
    ...(tags === undefined ? {} : { tags: splitTags(tags ?? []) }),
    ...(typeof taxExempt === 'boolean' ? { taxExempt } : {}),
    ...(addresses ? { addresses: addresses.map((one) => newAddress(one, known)) } : {}),
  };
}

/** Every mistake that can be seen without looking at other customers. */
export function inputErrors(input: CustomerInput): UserError[] {
  const tags = splitTags(input.tags ?? []);
  return [
    ...tooLong('firstName', 'First name', input.firstName, TEXT_MAX),
    ...tooLong('lastName', 'Last name', input.lastName, TEXT_MAX),
    ...tooLong('email', 'Email', input.email, TEXT_MAX),
    ...tooLong('phone', 'Phone', input.phone, TEXT_MAX),
    ...tooLong('note', 'Note', input.note, NOTE_MAX),
    ...(tags.some((tag) => tag.length > TEXT_MAX)
      ? [error('tags', `Tags is too long (maximum is ${TEXT_MAX} characters)`)]
      : []),
    ...(tags.length > TAGS_MAX ? [error('tags', `Tags cannot be more than ${TAGS_MAX}`)] : []),
    ...(input.locale && !isLocale(input.locale) ? [error('locale', 'Locale is invalid')] : []),
    ...(input.addresses ?? []).flatMap((address, index) =>
      addressErrors(address, ['addresses', `${index}`]),
    ),
  ];
}

/** A tag may bring others with it: `"vip, regular"`. */
export function splitTags(tags: readonly string[]): string[] {
  return tags.flatMap((tag) => tag.split(',')).map((tag) => tag.trim());
}

/** Fields that Shopify takes and the twin keeps nothing of. */
function assertKept({
  taxExemptions,
  multipassIdentifier,
  whatsAppMarketingConsent,
}: CustomerInput) {
  if (taxExemptions && taxExemptions.length > 0) {
    throw notImplemented('CustomerInput.taxExemptions');
  }
  if (multipassIdentifier) throw notImplemented('CustomerInput.multipassIdentifier');
  if (whatsAppMarketingConsent) throw notImplemented('CustomerInput.whatsAppMarketingConsent');
}

function newAddress(input: AddressInput, known: readonly Address[]): NewAddress {
  const id = input.id ? fromGid(input.id)?.id : undefined;
  const before = known.find((one) => one.id === id);
  if (before !== undefined) return changedAddress(before, input);
  return { ...addressOf(input), ...(id === undefined ? {} : { id }) };
}

function blankAsNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

function tooLong(
  field: string,
  name: string,
  value: string | null | undefined,
  max: number,
): UserError[] {
  if (!value || value.length <= max) return [];
  const long = error(field, `${name} is too long (maximum is ${max} characters)`);
  // What is so long is no address and no number either, and Shopify says both.
  const isWritten = field === 'email' || field === 'phone';
  return isWritten ? [long, error(field, `${name} is invalid`)] : [long];
}

const error = (field: string, message: string): UserError => ({ field: [field], message });

function isLocale(locale: string): boolean {
  return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2}|-\d{3})?$/.test(locale);
}
