// https://shopify.dev/docs/api/functions/2026-07/discount (read 2026-11-23)
const PERCENT = 5;

export function cartLinesDiscountsGenerateRun({ cart, discount }) {
  const customer = cart.buyerIdentity?.customer;
  const isRegular = customer?.hasAnyTag === true;
  if (!isRegular || cart.lines.length === 0) return { operations: [] };
  if (!discount.discountClasses.includes('ORDER')) return { operations: [] };
  const stamps = Number(customer.stamps?.value ?? 0);
  return {
    operations: [
      {
        orderDiscountsAdd: {
          candidates: [
            {
              message: stamps > 0 ? `Regular with ${stamps} stamps` : 'Regular',
              targets: [{ orderSubtotal: { excludedCartLineIds: [] } }],
              value: { percentage: { value: PERCENT } },
            },
          ],
          selectionStrategy: 'FIRST',
        },
      },
    ],
  };
}
