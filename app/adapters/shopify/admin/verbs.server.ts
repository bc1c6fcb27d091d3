/** All that Laurel asks of the Admin API, together. */
import type { Hashing } from '../../../contracts/observation.ts';
import type { Shopify } from '../../../services/ports/shopify.ts';
import type { Ask } from '../operation.ts';
import { addCodes } from './add-codes.server.ts';
import { createDiscount } from './create-discount.server.ts';
import { deleteCode } from './delete-code.server.ts';
import { deleteDiscount } from './delete-discount.server.ts';
import { fetchOrders } from './fetch-orders.server.ts';
import { findCode } from './find-code.server.ts';
import { findCodes } from './find-codes.server.ts';
import { findCustomers } from './find-customers.server.ts';
import { isJobDone } from './is-job-done.server.ts';
import { listUpdatedOrders } from './list-updated-orders.server.ts';
import { ordersWithCode } from './orders-with-code.server.ts';
import { readBulkAdd } from './read-bulk-add.server.ts';
import { readCustomers } from './read-customers.server.ts';
import { readHistory } from './read-history.server.ts';
import { readMetafield } from './read-metafield.server.ts';
import { readShop } from './read-shop.server.ts';
import { renewDiscount } from './renew-discount.server.ts';
import { setMetafields } from './set-metafields.server.ts';
import { readBulk, startHistory } from './start-history.server.ts';

type Needs = {
  readonly ask: Ask;
  /** For files that lie elsewhere than the Admin API. */
  readonly fetch: typeof globalThis.fetch;
  readonly hashing: Hashing;
};

export function openShopify({ ask, fetch, hashing }: Needs): Shopify {
  return {
    readShop: readShop(ask),
    createDiscount: createDiscount(ask),
    renewDiscount: renewDiscount(ask),
    deleteDiscount: deleteDiscount(ask),
    addCodes: addCodes(ask),
    readBulkAdd: readBulkAdd(ask),
    findCode: findCode(ask),
    findCodes: findCodes(ask),
    deleteCode: deleteCode(ask),
    isJobDone: isJobDone(ask),
    ordersWithCode: ordersWithCode(ask),
    setMetafields: setMetafields(ask),
    readMetafield: readMetafield(ask),
    listUpdatedOrders: listUpdatedOrders(ask),
    fetchOrders: fetchOrders(ask, hashing),
    startHistory: startHistory(ask),
    readBulk: readBulk(ask),
    readHistory: readHistory(fetch, hashing),
    findCustomers: findCustomers(ask),
    readCustomers: readCustomers(ask),
  };
}
