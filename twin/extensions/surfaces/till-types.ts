/** The till: POS UI extensions. Ids are plain numbers here, money mostly decimal strings. */
import type {
  Address,
  CameraMediaOptions,
  CameraMediaResponse,
  Cart,
  CartUpdateInput,
  CustomSale,
  LineItem,
  MultipleResourceResult,
  PaginatedResult,
  PaginationParams,
  Printer,
  Product,
  ProductSearchParams,
  ProductVariant,
  ScannerSource,
  ScannerSubscriptionResult,
  Session,
  SetLineItemDiscountInput,
  SetLineItemPropertiesInput,
  SetLineItemSellingPlanInput,
} from '@shopify/ui-extensions/point-of-sale';
import type { HistoryEntry } from '../browser/wire.ts';
import type { PlatformAnswer, PlatformRequest } from './account-types.ts';
import type { KeyValueStore } from './storage.ts';

export type TillState = {
  readonly cart: Cart;
  readonly session: Session;
  /** Undefined where staff did not sign in by PIN. */
  readonly staffMember: { readonly id: number } | undefined;
  readonly deviceId: number;
  readonly deviceName: string;
  readonly registerName: string;
  readonly isTablet: boolean;
  /** `en-GB`. */
  readonly locale: string;
  readonly isOnline: boolean;
  readonly scannerSources: readonly ScannerSource[];
  /** The last scan; nothing before the first. */
  readonly scannerData: ScannerSubscriptionResult;
  readonly currentEntry: HistoryEntry;
  /** What the target is about; each only where its target has one. */
  readonly customerId?: number;
  readonly order?: { readonly id: number; readonly name: string; readonly customerId?: number };
  readonly draftOrder?: {
    readonly id: number;
    readonly name: string;
    readonly customerId?: number;
  };
  readonly product?: { readonly id: number; readonly variantId: number };
  readonly cartLineItem?: LineItem;
};

/** What staff could do by hand; each throws an Error with a sentence where it cannot be done. */
export type CartActions = {
  bulkCartUpdate(cart: CartUpdateInput): Promise<Cart>;
  applyCartDiscount(
    type: 'Percentage' | 'FixedAmount' | 'Code',
    title: string,
    amount?: string,
  ): Promise<void>;
  addCartCodeDiscount(code: string): Promise<void>;
  removeCartDiscount(): Promise<void>;
  removeAllDiscounts(disableAutomaticDiscounts: boolean): Promise<void>;
  clearCart(): Promise<void>;
  setCustomer(customer: { id: number }): Promise<void>;
  removeCustomer(): Promise<void>;
  /** The new line's uuid, as `addLineItem`. */
  addCustomSale(sale: CustomSale): Promise<string>;
  addLineItem(
    variantId: number,
    quantity: number,
    options?: { properties?: Record<string, string> },
  ): Promise<string>;
  removeLineItem(uuid: string): Promise<void>;
  addCartProperties(properties: Record<string, string>): Promise<void>;
  removeCartProperties(keys: string[]): Promise<void>;
  addLineItemProperties(uuid: string, properties: Record<string, string>): Promise<void>;
  bulkAddLineItemProperties(inputs: SetLineItemPropertiesInput[]): Promise<void>;
  removeLineItemProperties(uuid: string, keys: string[]): Promise<void>;
  setLineItemDiscount(
    uuid: string,
    type: 'Percentage' | 'FixedAmount',
    title: string,
    amount: string,
  ): Promise<void>;
  bulkSetLineItemDiscounts(inputs: SetLineItemDiscountInput[]): Promise<void>;
  removeLineItemDiscount(uuid: string): Promise<void>;
  setAttributedStaff(staffId: number | undefined): Promise<void>;
  setAttributedStaffToLineItem(staffId: number | undefined, uuid: string): Promise<void>;
  addAddress(address: Address): Promise<void>;
  deleteAddress(addressId: number): Promise<void>;
  updateDefaultAddress(addressId: number): Promise<void>;
  addLineItemSellingPlan(input: SetLineItemSellingPlanInput): Promise<void>;
  removeLineItemSellingPlan(uuid: string): Promise<void>;
};

export type ProductActions = {
  searchProducts(params: ProductSearchParams): Promise<PaginatedResult<Product>>;
  fetchProductWithId(id: number): Promise<Product | undefined>;
  fetchProductsWithIds(ids: number[]): Promise<MultipleResourceResult<Product>>;
  fetchProductVariantWithId(id: number): Promise<ProductVariant | undefined>;
  fetchProductVariantsWithIds(ids: number[]): Promise<MultipleResourceResult<ProductVariant>>;
  fetchProductVariantsWithProductId(productId: number): Promise<ProductVariant[]>;
  fetchPaginatedProductVariantsWithProductId(
    productId: number,
    page: PaginationParams,
  ): Promise<PaginatedResult<ProductVariant>>;
};

export type TillActions = {
  readonly cart: CartActions;
  readonly productSearch: ProductActions;
  readonly storage: KeyValueStore;
  /** Undefined where the staff member may not use the app. */
  getSessionToken(): Promise<string | undefined>;
  /** The app's own address: relative `fetch` goes there, signed. */
  readonly appUrl: string;
  fetchPlatform(url: string, request: PlatformRequest): Promise<PlatformAnswer>;
  showToast(content: string): void;
  /** Opens the modal target of the same extension. */
  presentModal(): void;
  closeModal(): void;
  navigate(url: string, options?: { state?: unknown }): Promise<void>;
  back(): void;
  showCameraScanner(): void;
  hideCameraScanner(): void;
  showPinPad(
    onSubmit: (pin: number[]) => unknown,
    options?: Readonly<Record<string, unknown>>,
  ): void;
  takePhoto(options?: CameraMediaOptions): Promise<CameraMediaResponse>;
  getPrinters(): Promise<Printer[]>;
  print(src: string, options?: { printer?: Printer }): Promise<void>;
  openCashDrawer(): Promise<void>;
};
