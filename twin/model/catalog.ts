/** What a shop sells. Variants live inside their product; a collection lists its products. */

export type Picture = {
  readonly id: number;
  /** A path of the shop's own, e.g. `/cdn/products/white-mug.svg`. */
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
};

export type Variant = {
  readonly id: number;
  readonly title: string;
  readonly sku: string;
  readonly barcode: string | null;
  readonly priceMinor: number;
  readonly compareAtMinor: number | null;
  /** One value for each option of the product. */
  readonly options: readonly string[];
  readonly taxable: boolean;
  readonly requiresShipping: boolean;
  readonly grams: number;
  readonly inventoryItemId: number;
  /** Null: not tracked, never sold out. */
  readonly stock: number | null;
  readonly sellsBeyondStock: boolean;
  readonly pictureId: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type Product = {
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  readonly bodyHtml: string;
  readonly vendor: string;
  readonly productType: string;
  readonly tags: readonly string[];
  readonly status: 'ACTIVE' | 'DRAFT' | 'ARCHIVED';
  readonly isGiftCard: boolean;
  readonly options: readonly { readonly id: number; readonly name: string }[];
  readonly variants: readonly Variant[];
  readonly pictures: readonly Picture[];
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly publishedAt: number | null;
};

export type Collection = {
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  readonly bodyHtml: string;
  readonly picture: Picture | null;
  readonly sortOrder: 'MANUAL' | 'BEST_SELLING' | 'ALPHA_ASC' | 'PRICE_ASC' | 'CREATED_DESC';
  /** Null: a custom collection whose products were put in by hand. */
  readonly rules: CollectionRules | null;
  /** In hand-made order; of a smart collection what its rules matched when last counted. */
  readonly productIds: readonly number[];
  readonly updatedAt: number;
  readonly publishedAt: number | null;
};

export type CollectionRules = {
  readonly any: boolean;
  readonly rules: readonly {
    readonly column: 'TAG' | 'TITLE' | 'TYPE' | 'VENDOR' | 'VARIANT_PRICE';
    readonly relation: 'EQUALS' | 'NOT_EQUALS' | 'CONTAINS' | 'GREATER_THAN' | 'LESS_THAN';
    readonly condition: string;
  }[];
};
