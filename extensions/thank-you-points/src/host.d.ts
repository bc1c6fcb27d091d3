/**
 * What Shopify puts into the scope of a block at this place, and the elements it may draw. No
 * module, as a module's global would be merged with the smaller one of Shopify's own package.
 */
declare const shopify: import('@shopify/ui-extensions/purchase.thank-you.block.render').Api;
