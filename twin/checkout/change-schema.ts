/** The changes of the checkout's form as they are sent: named, bounded, and parsed nowhere else. */
import { z } from 'zod';

const text = z.string().trim().max(255);

const id = z.coerce.number().int();

const attribute = z.object({ key: text, value: z.string().max(65_535) });

const metafield = z.object({
  namespace: text.min(1),
  key: text.min(1),
  type: text.min(1),
  value: z.string().max(65_535),
});

/** An address as it is typed; what the form has no field for may be left out. */
export const addressSchema = z.object({
  firstName: text,
  lastName: text,
  address1: text,
  address2: text.optional(),
  city: text,
  zip: text,
  company: text.optional(),
  phone: text.optional(),
  provinceCode: text.optional(),
  countryCode: z.string().regex(/^[A-Z]{2}$/),
});

/** One change. */
export const changeSchema = z.discriminatedUnion('change', [
  z.object({ change: z.literal('contact'), email: text, acceptsMarketing: z.boolean().optional() }),
  z.object({ change: z.literal('address'), address: addressSchema }),
  z.object({ change: z.literal('patchAddress'), address: addressSchema.partial() }),
  z.object({ change: z.literal('rate'), code: text }),
  z.object({ change: z.literal('addCode'), code: text }),
  z.object({ change: z.literal('removeCode'), code: text }),
  z.object({ change: z.literal('addGiftCard'), code: text }),
  z.object({ change: z.literal('removeGiftCard'), id: id.optional(), code: text.optional() }),
  z.object({ change: z.literal('storeCredit'), uses: z.boolean() }),
  z.object({ change: z.literal('tip'), amountMinor: z.coerce.number().int().min(0).max(1e9) }),
  z.object({ change: z.literal('note'), note: z.string().max(5000) }),
  z.object({ change: z.literal('attributes'), attributes: z.array(attribute).max(50) }),
  z.object({ change: z.literal('setMetafield'), metafield }),
  z.object({ change: z.literal('removeMetafield'), namespace: text, key: text }),
  z.object({
    change: z.literal('addLine'),
    variantId: z.coerce.number().int(),
    quantity: z.coerce.number().int().min(1).max(1000),
    properties: z.array(attribute).max(50).optional(),
  }),
  z.object({
    change: z.literal('line'),
    lineId: z.coerce.number().int(),
    quantity: z.coerce.number().int().min(0).max(1000).optional(),
    properties: z.array(attribute).max(50).optional(),
  }),
  z.object({
    change: z.literal('removeUnits'),
    lineId: id,
    quantity: z.coerce.number().int().min(1).max(1000),
  }),
  z.object({ change: z.literal('currency'), currency: z.string().length(3) }),
]);

export type Change = z.output<typeof changeSchema>;
