/** The shop itself: what its owner sets, and what all arithmetic in it depends on. */

export type Plan = 'basic' | 'grow' | 'advanced' | 'plus';

export type TaxRate = {
  readonly title: string;
  /** 0.2 is 20 %. */
  readonly rate: number;
  readonly countryCode: string;
  /** Null: the whole country. */
  readonly provinceCode: string | null;
};

export type ShippingRate = {
  readonly code: string;
  readonly title: string;
  readonly priceMinor: number;
  /** Free from this subtotal on; null: never. */
  readonly freeFromMinor: number | null;
  /** Null: everywhere. */
  readonly countryCodes: readonly string[] | null;
};

export type Shop = {
  readonly id: number;
  /** `demo-shop`; the admin lives at `/store/{handle}`. */
  readonly handle: string;
  /** `demo-shop.myshopify.com` */
  readonly domain: string;
  readonly name: string;
  readonly email: string;
  readonly ownerName: string;
  readonly currency: string;
  /** IANA name; days and months of the shop are in it. */
  readonly zone: string;
  readonly countryCode: string;
  readonly plan: Plan;
  readonly taxesIncluded: boolean;
  readonly taxShipping: boolean;
  readonly taxRates: readonly TaxRate[];
  readonly shippingRates: readonly ShippingRate[];
  /** Other currencies to pay in: units of it for one of the shop's, exact decimal text. */
  readonly presentmentRates: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly locations: readonly ShopLocation[];
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What the theme editor keeps: settings by section and block, embeds switched on. */
  readonly theme: ThemeState;
};

export type ShopLocation = {
  readonly id: number;
  readonly name: string;
  readonly countryCode: string;
  readonly city: string;
};

export type ThemeState = {
  readonly settings: Readonly<Record<string, unknown>>;
  /** Placed by the owner: template or section group → its blocks in order. */
  readonly blocks: readonly PlacedBlock[];
  readonly embeds: readonly SwitchedEmbed[];
};

export type PlacedBlock = {
  readonly id: string;
  readonly appHandle: string;
  readonly extensionHandle: string;
  readonly blockHandle: string;
  readonly template: string;
  readonly sectionId: string;
  readonly settings: Readonly<Record<string, unknown>>;
};

export type SwitchedEmbed = Omit<PlacedBlock, 'template' | 'sectionId'> & { readonly on: boolean };
