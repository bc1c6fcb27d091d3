/** Every area of the Admin API. A new one is its folder and a line here. */
import { assembleAreas } from '../engine/area.ts';
import { bulkArea } from './bulk/bulk-area.ts';
import { customerArea } from './customers/customer-area.ts';
import { discountArea } from './discounts/discount-area.ts';
import { giftCardArea } from './gift-cards/gift-card-area.ts';
import { metafieldArea } from './metafields/metafield-area.ts';
import { metaobjectArea } from './metaobjects/metaobject-area.ts';
import { orderArea } from './orders/order-area.ts';
import { productArea } from './products/product-area.ts';
import { segmentArea } from './segments/segment-area.ts';
import { shopArea } from './shop/shop-area.ts';
import { webhookArea } from './webhooks/webhook-area.ts';

export const ADMIN_REGISTRY = assembleAreas({
  shop: shopArea,
  metafields: metafieldArea,
  metaobjects: metaobjectArea,
  customers: customerArea,
  giftCards: giftCardArea,
  segments: segmentArea,
  products: productArea,
  webhooks: webhookArea,
  bulk: bulkArea,
  orders: orderArea,
  discounts: discountArea,
});
