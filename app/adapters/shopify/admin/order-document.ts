/**
 * What is asked of an order, wherever it is asked: the same fields in a single order, in a page of
 * its lines and in the history of them all. `app/contracts/admin-order.ts` reads them.
 */

export const ORDER_HEAD = /* GraphQL */ `
  fragment OrderHead on Order {
    id
    name
    createdAt
    updatedAt
    cancelledAt
    currencyCode
    displayFinancialStatus
    taxesIncluded
    test
    email
    customer {
      id
      tags
    }
    sourceName
    purchasingEntity {
      __typename
    }
    displayFulfillmentStatus
    fulfillments(first: 100) {
      status
      createdAt
    }
    discountCodes
    transactions(first: 50) {
      id
      kind
      status
      gateway
      amountSet {
        shopMoney {
          amount
          currencyCode
        }
      }
    }
    totalTipReceivedSet {
      shopMoney {
        amount
      }
    }
  }
`;

const ALLOCATION = /* GraphQL */ `
  fragment Allocation on DiscountAllocation {
    allocatedAmountSet {
      shopMoney {
        amount
      }
    }
    discountApplication {
      index
      ... on DiscountCodeApplication {
        code
      }
    }
  }
`;

export const ORDER_LINE = /* GraphQL */ `
  fragment OrderLine on LineItem {
    id
    title
    quantity
    currentQuantity
    isGiftCard
    requiresShipping
    taxable
    sku
    vendor
    product {
      id
    }
    originalUnitPriceSet {
      shopMoney {
        amount
      }
    }
    discountAllocations {
      ...Allocation
    }
    taxLines {
      priceSet {
        shopMoney {
          amount
        }
      }
    }
  }
  ${ALLOCATION}
`;

export const SHIPPING_LINE = /* GraphQL */ `
  fragment PricedShipping on ShippingLine {
    isRemoved
    originalPriceSet {
      shopMoney {
        amount
      }
    }
    discountAllocations {
      ...Allocation
    }
    taxLines {
      priceSet {
        shopMoney {
          amount
        }
      }
    }
  }
`;

export const REFUND_LINE = /* GraphQL */ `
  fragment RefundLine on RefundLineItem {
    quantity
    lineItem {
      id
    }
  }
`;
