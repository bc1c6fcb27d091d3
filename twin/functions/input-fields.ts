/**
 * Every field of a function's input the twin can answer, by type and name, with how. A field that
 * is not here is refused when the function is loaded, with its name: no function reads a guess.
 */
import { cartFields } from './cart-fields.ts';
import { type Fields, metafieldOf, own, type Resolve } from './fields.ts';
import { isAtOrPast, isBefore, isBetween, type LocalTime, localTimeOf } from './local-time.ts';
import { jsonOf } from './metafields.ts';
import type { FunctionMetafield, FunctionOwner, FunctionWorld } from './world.ts';

const owner: Resolve<FunctionWorld> = (world) => world.owner;

const inputFields: Fields<FunctionWorld> = {
  ...own<FunctionWorld>('cart', 'shop', 'localization', 'presentmentCurrencyRate'),
  ...own<FunctionWorld>('triggeringDiscountCode'),
  enteredDiscountCodes: (world) => world.enteredDiscountCodes ?? [],
  paymentMethods: (world) => world.paymentMethods ?? [],
  buyerJourney: (world) => ({ step: world.buyerJourneyStep ?? null }),
  // Network access is for enterprise stores that asked for it; without it nothing was fetched.
  fetchResult: () => null,
  discount: owner,
  discountNode: owner,
  validation: owner,
  cartTransform: owner,
  deliveryCustomization: owner,
  paymentCustomization: owner,
  fulfillmentConstraintRule: owner,
  locationRule: owner,
};

const ownerFields: Fields<FunctionOwner> = metafieldOf;

type Bound = { readonly dateTime: string; readonly time: string };
type Span = Readonly<Record<'startDateTime' | 'endDateTime' | 'startTime' | 'endTime', string>>;

const dateTimeOf = ({ date, time }: LocalTime) => `${date}T${time}`;

const localTimeFields: Fields<LocalTime> = {
  ...own<LocalTime>('date'),
  dateTimeAfter: (now, { dateTime }: Bound) => isAtOrPast(dateTimeOf(now), dateTime),
  dateTimeBefore: (now, { dateTime }: Bound) => isBefore(dateTimeOf(now), dateTime),
  dateTimeBetween: (now, { startDateTime, endDateTime }: Span) =>
    isBetween(dateTimeOf(now), startDateTime, endDateTime),
  timeAfter: (now, { time }: Bound) => isAtOrPast(now.time, time),
  timeBefore: (now, { time }: Bound) => isBefore(now.time, time),
  timeBetween: (now, { startTime, endTime }: Span) => isBetween(now.time, startTime, endTime),
};

type Shop = FunctionWorld['shop'];
type Localization = FunctionWorld['localization'];

/** By the schema's type, then by field. */
export const FIELDS: Readonly<Record<string, Fields<never>>> = {
  Input: inputFields,
  HasMetafields: metafieldOf,
  Discount: {
    ...ownerFields,
    discountClasses: (source: FunctionOwner) => source.discountClasses ?? [],
  },
  DiscountNode: ownerFields,
  Validation: ownerFields,
  CartTransform: ownerFields,
  DeliveryCustomization: ownerFields,
  PaymentCustomization: ownerFields,
  FulfillmentConstraintRule: ownerFields,
  OrderRoutingLocationRule: ownerFields,
  BuyerJourney: own<{ step: unknown }>('step'),
  EnteredDiscountCode: own<{ code: string; rejectable: boolean }>('code', 'rejectable'),
  PaymentCustomizationPaymentMethod: own<{ id: string; name: string; placements: unknown }>(
    'id',
    'name',
    'placements',
  ),
  Shop: {
    ...metafieldOf,
    localTime: ({ now, timeZone }: Shop) => localTimeOf(now, timeZone),
  },
  LocalTime: localTimeFields,
  Localization: {
    country: ({ countryCode }: Localization) => ({ isoCode: countryCode }),
    language: ({ languageCode }: Localization) => ({ isoCode: languageCode }),
  },
  Country: own<{ isoCode: string }>('isoCode'),
  Language: own<{ isoCode: string }>('isoCode'),
  Metafield: { ...own<FunctionMetafield>('type', 'value'), jsonValue: jsonOf },
  ...cartFields(),
};
