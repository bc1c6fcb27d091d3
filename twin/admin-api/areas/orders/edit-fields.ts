/** `CalculatedOrder`: an order as the edit being made would leave it. */
import type { OrderLine } from '../../../model/order.ts';
import {
  currentQuantity,
  currentSums,
  fulfillableQuantity,
  fulfilledQuantity,
  netPaymentMinor,
  sum,
} from '../../../model/order-sums.ts';
import { draftEdit } from '../../../trade/commit-edit.ts';
import type { Editing } from '../../../trade/edit-order.ts';
import type { Resolvers } from '../../engine/area.ts';
import { listConnection } from '../../engine/connection.ts';
import type { AdminContext } from '../../engine/context.ts';
import { toGid } from '../../engine/gid.ts';
import type { PageArgs } from '../../engine/page-size.ts';
import { type LineNode, lineItemFields, lineNode, taxLinesOf } from './line-fields.ts';
import { attributesOf, bag } from './money.ts';
import { sumTaxLines } from '../../../pricing/tax.ts';

export type EditNode = {
  readonly id: number;
  readonly editing: Editing;
  /** The order as it would be. */
  readonly order: Editing['order'];
};

export function editNode(editing: Editing, { world, shop }: AdminContext): EditNode {
  const { order } = draftEdit(world, shop.id, { editing, at: world.clock.now() });
  return { id: editing.session.id, editing, order };
}

export type CalculatedLine = LineNode & { readonly editing: Editing };

/** A line of an edit, by its number; undefined where the edit took it away again. */
export function calculatedLine(node: EditNode, lineId: number): CalculatedLine | undefined {
  const line = node.order.lines.find(({ id }) => id === lineId);
  return line === undefined ? undefined : toCalculated(node, line);
}

const toCalculated = ({ order, editing }: EditNode, line: OrderLine): CalculatedLine => ({
  ...lineNode(order, line),
  editing,
});

const isAdded = ({ editing }: EditNode, line: OrderLine) =>
  !editing.order.lines.some(({ id }) => id === line.id);

export const calculatedOrderFields: Resolvers = {
  originalOrder: ({ editing }: EditNode) => editing.order,
  committed: ({ editing }: EditNode) => editing.session.committedAt !== null,
  lineItems: (node: EditNode, args: PageArgs) =>
    listConnection(args, node.order.lines, (line) => toCalculated(node, line)),
  addedLineItems: (node: EditNode, args: PageArgs) =>
    listConnection(
      args,
      node.order.lines.filter((line) => isAdded(node, line)),
      (line) => toCalculated(node, line),
    ),
  shippingLines: () => [],
  notificationPreviewTitle: ({ order }: EditNode) => `Order ${order.name} was updated`,
  notificationPreviewHtml: () => null,
  subtotalLineItemsQuantity: ({ order }: EditNode) =>
    sum(order.lines, (line) => (line.isTip ? 0 : currentQuantity(order, line))),
  subtotalPriceSet: ({ order }: EditNode) => bag(order, currentSums(order).subtotalMinor),
  cartDiscountAmountSet: () => null,
  totalPriceSet: ({ order }: EditNode) => bag(order, currentSums(order).totalMinor),
  totalOutstandingSet: ({ order }: EditNode) =>
    bag(order, currentSums(order).totalMinor - netPaymentMinor(order)),
  taxLines: ({ order }: EditNode) =>
    taxLinesOf(order, sumTaxLines(order.lines.map(({ taxLines }) => taxLines))),
};

const stagedDiscountOf = ({ id, editing }: CalculatedLine) =>
  editing.session.discounts.find(({ lineId }) => lineId === id)?.discount ??
  editing.session.added.find((line) => line.id === id)?.discount ??
  null;

function netUnit({ line }: CalculatedLine): number {
  const off = sum(line.allocations, ({ amountMinor }) => amountMinor);
  return line.priceMinor - (line.quantity === 0 ? 0 : Math.round(off / line.quantity));
}

const current = ({ line, order }: CalculatedLine) => currentQuantity(order, line);

export const calculatedLineFields: Resolvers = {
  title: ({ line }: CalculatedLine) => line.title,
  variantTitle: ({ line }: CalculatedLine) => line.variantTitle,
  sku: ({ line }: CalculatedLine) => line.sku,
  quantity: current,
  editableQuantity: ({ line, order }: CalculatedLine) => fulfillableQuantity(order, line),
  editableQuantityBeforeChanges: ({ line, editing }: CalculatedLine) => {
    const before = editing.order.lines.find(({ id }) => id === line.id);
    return before === undefined ? 0 : fulfillableQuantity(editing.order, before);
  },
  restockable: ({ line }: CalculatedLine) => line.variantId !== null,
  restocking: ({ id, editing }: CalculatedLine) =>
    editing.session.quantities.some(({ lineId, restock }) => lineId === id && restock),
  customAttributes: ({ line }: CalculatedLine) => attributesOf(line.properties),
  originalUnitPriceSet: ({ line, order }: CalculatedLine) => bag(order, line.priceMinor),
  discountedUnitPriceSet: (node: CalculatedLine) => bag(node.order, netUnit(node)),
  editableSubtotalSet: (node: CalculatedLine) =>
    bag(node.order, netUnit(node) * fulfillableQuantity(node.order, node.line)),
  uneditableSubtotalSet: (node: CalculatedLine) =>
    bag(node.order, netUnit(node) * fulfilledQuantity(node.order, node.id)),
  hasStagedLineItemDiscount: (node: CalculatedLine) => stagedDiscountOf(node) !== null,
  discountAllocations: lineItemFields['discountAllocations'] as Resolvers[string],
  calculatedDiscountAllocations: (node: CalculatedLine) =>
    node.line.allocations.map(({ applicationIndex, amountMinor }) => {
      const application = node.order.discountApplications[applicationIndex];
      const { description = null } = application ?? {};
      const id = toGid('CalculatedManualDiscountApplication', stagedDiscountOf(node)?.id ?? 0);
      return {
        allocatedAmountSet: bag(node.order, amountMinor),
        discountApplication: { __typename: 'CalculatedManualDiscountApplication', id, description },
      };
    }),
  image: () => null,
  variant: lineItemFields['variant'] as Resolvers[string],
};
