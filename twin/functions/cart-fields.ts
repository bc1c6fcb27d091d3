/** The fields of a cart, its lines, its buyer and its deliveries. */
import { decimalOfMinor } from './decimal.ts';
import { type Fields, metafieldOf, own } from './fields.ts';
import type {
  FunctionAddress,
  FunctionAttribute,
  FunctionBuyer,
  FunctionCart,
  FunctionCustomer,
  FunctionCustomProduct,
  FunctionDeliveryGroup,
  FunctionDeliveryOption,
  FunctionDiscountAllocation,
  FunctionDiscountApplication,
  FunctionLine,
  FunctionLocation,
  FunctionMoney,
  FunctionProduct,
  FunctionSellingPlan,
  FunctionVariant,
} from './world.ts';

type Keyed = { readonly key?: string | null };
type Tags = { readonly tags: readonly string[] };
type CollectionIds = { readonly ids: readonly string[] };

const gid =
  (kind: string) =>
  ({ id }: { readonly id: number }) =>
    `gid://shopify/${kind}/${id}`;

const attributeField: Fields<{ readonly attributes?: readonly FunctionAttribute[] }> = {
  attribute: (source, { key }: Keyed) =>
    source.attributes?.find((each) => each.key === key) ?? null,
};

/** Tags are compared without regard to case, as everywhere in Shopify. */
function hasTag(tags: readonly string[] | undefined, asked: string): boolean {
  const wanted = asked.trim().toLowerCase();
  return tags?.some((tag) => tag.toLowerCase() === wanted) ?? false;
}

const tagFields: Fields<{ readonly tags?: readonly string[] }> = {
  hasAnyTag: (source, { tags }: Tags) => tags.some((tag) => hasTag(source.tags, tag)),
  hasTags: (source, { tags }: Tags) =>
    tags.map((tag) => ({ tag, hasTag: hasTag(source.tags, tag) })),
};

const isIn = ({ collectionIds }: FunctionProduct, id: string) =>
  collectionIds?.some((each) => `gid://shopify/Collection/${each}` === id) ?? false;

function collectionFields<S>(productOf: (source: S) => FunctionProduct): Fields<S> {
  return {
    inAnyCollection: (source, { ids }: CollectionIds) =>
      ids.some((id) => isIn(productOf(source), id)),
    inCollections: (source, { ids }: CollectionIds) =>
      ids.map((id) => ({ collectionId: id, isMember: isIn(productOf(source), id) })),
  };
}

const allocationsField: Fields<{
  readonly discountAllocations?: readonly FunctionDiscountAllocation[];
}> = {
  discountAllocations: ({ discountAllocations }) => discountAllocations ?? [],
};

const weightFields: Fields<FunctionVariant | FunctionCustomProduct> = {
  weight: ({ weight }) => weight ?? null,
  weightUnit: ({ weightUnit }) => weightUnit ?? 'KILOGRAMS',
};

const cart: Fields<FunctionCart> = {
  ...metafieldOf,
  ...attributeField,
  ...own<FunctionCart>('billingAddress', 'buyerIdentity', 'cost', 'lines', 'poNumber'),
  ...own<FunctionCart>('retailLocation'),
  deliverableLines: ({ lines }) => lines.filter((line) => line.merchandise.requiresShipping),
  deliveryGroups: ({ deliveryGroups }) => deliveryGroups ?? [],
  discountApplications: ({ discountApplications }) => discountApplications ?? [],
};

const line: Fields<FunctionLine> = {
  ...attributeField,
  ...allocationsField,
  ...own<FunctionLine>('cost', 'id', 'merchandise', 'quantity'),
  // Lines nested under another (cart transform's add-ons) do not occur in the twin.
  parentRelationship: () => null,
  sellingPlanAllocation: ({ sellingPlan }) => sellingPlan ?? null,
};

const buyer: Fields<FunctionBuyer> = {
  ...own<FunctionBuyer>('customer', 'email', 'isAuthenticated', 'phone'),
  // The twin's shops sell to people, not companies, and know no Shop app.
  purchasingCompany: () => null,
  shopUser: () => null,
};

const deliveryGroup: Fields<FunctionDeliveryGroup> = {
  ...allocationsField,
  ...own<FunctionDeliveryGroup>('id', 'deliveryAddress', 'deliveryOptions'),
  groupType: ({ groupType }) => groupType ?? 'ONE_TIME_PURCHASE',
  cartLines: ({ lineIds }, _args, world) =>
    world.cart.lines.filter(({ id }) => lineIds.includes(id)),
  selectedDeliveryOption: ({ deliveryOptions, selectedHandle }) =>
    deliveryOptions.find(({ handle }) => handle === selectedHandle) ?? null,
};

/** By type, then by field: the part of a function's input that is the cart. */
export function cartFields(): Readonly<Record<string, Fields<never>>> {
  return {
    Cart: cart,
    CartCost: own<FunctionCart['cost']>(
      ...(['subtotalAmount', 'totalAmount', 'totalDutyAmount', 'totalTaxAmount'] as const),
    ),
    CartLine: line,
    DeliverableCartLine: {
      ...attributeField,
      ...own<FunctionLine>('id', 'merchandise', 'quantity'),
    },
    CartLineCost: own<FunctionLine['cost']>(
      ...(['amountPerQuantity', 'compareAtAmountPerQuantity'] as const),
      ...(['subtotalAmount', 'totalAmount'] as const),
    ),
    Attribute: own<FunctionAttribute>('key', 'value'),
    MoneyV2: {
      amount: (money: FunctionMoney) => decimalOfMinor(money.amountMinor, money.currencyCode),
      ...own<FunctionMoney>('currencyCode'),
    },
    DiscountAllocation: own<FunctionDiscountAllocation>('discountApplication', 'discountedAmount'),
    DiscountApplication: {
      ...metafieldOf,
      ...own<FunctionDiscountApplication>('allocationMethod', 'targetSelection', 'targetType'),
      ...own<FunctionDiscountApplication>('totalAllocatedAmount', 'value'),
    },
    PricingPercentageValue: own<{ value: string }>('value'),
    ...merchandiseFields(),
    BuyerIdentity: buyer,
    Customer: {
      ...metafieldOf,
      ...tagFields,
      ...own<FunctionCustomer>('amountSpent', 'displayName', 'email', 'firstName', 'lastName'),
      ...own<FunctionCustomer>('numberOfOrders'),
      id: gid('Customer'),
    },
    CartDeliveryGroup: deliveryGroup,
    CartDeliveryOption: own<FunctionDeliveryOption>(
      ...(['code', 'cost', 'deliveryMethodType', 'description', 'handle', 'title'] as const),
    ),
    MailingAddress: own<FunctionAddress>(
      ...(['address1', 'address2', 'city', 'company', 'countryCode', 'firstName'] as const),
      ...(['lastName', 'latitude', 'longitude', 'name', 'phone', 'provinceCode', 'zip'] as const),
    ),
    Location: {
      ...metafieldOf,
      ...own<FunctionLocation>('handle', 'name'),
      id: gid('Location'),
    },
  };
}

function merchandiseFields(): Readonly<Record<string, Fields<never>>> {
  return {
    ProductVariant: {
      ...metafieldOf,
      ...weightFields,
      ...collectionFields(({ product }: FunctionVariant) => product),
      ...own<FunctionVariant>('product', 'requiresShipping', 'sku', 'title'),
      id: gid('ProductVariant'),
    },
    CustomProduct: {
      ...weightFields,
      ...own<FunctionCustomProduct>('requiresShipping', 'title'),
      isGiftCard: ({ isGiftCard }: FunctionCustomProduct) => isGiftCard ?? false,
    },
    Product: {
      ...metafieldOf,
      ...tagFields,
      ...collectionFields((product: FunctionProduct) => product),
      ...own<FunctionProduct>('handle', 'productType', 'title', 'vendor'),
      id: gid('Product'),
      isGiftCard: ({ isGiftCard }: FunctionProduct) => isGiftCard ?? false,
    },
    HasTagResponse: own<{ hasTag: boolean; tag: string }>('hasTag', 'tag'),
    CollectionMembership: own<{ collectionId: string; isMember: boolean }>(
      'collectionId',
      'isMember',
    ),
    SellingPlanAllocation: {
      sellingPlan: (plan: FunctionSellingPlan) => plan,
      priceAdjustments: ({ priceAdjustments }: FunctionSellingPlan) => priceAdjustments ?? [],
    },
    SellingPlanAllocationPriceAdjustment: own<{
      perDeliveryPrice: FunctionMoney;
      price: FunctionMoney;
    }>('perDeliveryPrice', 'price'),
    SellingPlan: {
      ...metafieldOf,
      ...own<FunctionSellingPlan>('description', 'name', 'recurringDeliveries'),
      id: gid('SellingPlan'),
    },
  };
}
