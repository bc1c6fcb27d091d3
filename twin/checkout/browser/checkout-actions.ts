/** What an extension may ask of the checkout, as changes of its form. */
import type { Interceptors } from '../../extensions/surfaces/interceptors.ts';
import type { CheckoutActions } from '../../extensions/surfaces/types.ts';
import { buyerActions } from '../../placements/browser/buyer-actions.ts';
import type { PlacedExtension } from '../../placements/placed-extensions.ts';
import type { Answer } from './checkout.ts';

type Change = (body: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** Results in Shopify's shape: an error carries the words the buyer would have read. */
export function checkoutActions(
  extension: PlacedExtension,
  { change, interceptors }: { change: Change; interceptors: Interceptors },
): CheckoutActions {
  async function ask(body: Readonly<Record<string, unknown>>) {
    try {
      const { messages } = await change(body);
      const [message] = Object.values(messages);
      if (message === undefined) return { type: 'success' } as const;
      return { type: 'error', message } as const;
    } catch (error) {
      return {
        type: 'error',
        message: error instanceof Error ? error.message : String(error),
      } as const;
    }
  }
  const idOf = (gid: string) => Number(gid.split('/').at(-1));
  const namespaceOf = (namespace = '$app') =>
    namespace.replace(/^\$app\b/, `app--${extension.appId}`);
  return {
    ...buyerActions(extension),
    interceptors,
    applyDiscountCodeChange: ({ type, code }) =>
      ask({ change: type === 'addDiscountCode' ? 'addCode' : 'removeCode', code }),
    applyGiftCardChange: ({ type, code }) =>
      ask({ change: type === 'addGiftCard' ? 'addGiftCard' : 'removeGiftCard', code }),
    applyCartLinesChange: (asked) => {
      if (asked.type === 'addCartLine') {
        const { merchandiseId, quantity, attributes = [] } = asked;
        const properties = attributes.map(({ key, value }) => ({ key, value }));
        return ask({ change: 'addLine', variantId: idOf(merchandiseId), quantity, properties });
      }
      const lineId = idOf(asked.id);
      if (asked.type === 'removeCartLine') {
        // Quantity of one line taken off, all of it as a rule.
        return ask({ change: 'removeUnits', lineId, quantity: asked.quantity });
      }
      const { quantity, attributes } = asked;
      return ask({ change: 'line', lineId, quantity, properties: attributes });
    },
    applyMetafieldChange: (asked) => {
      if (asked.type === 'removeCartMetafield') {
        const { key, namespace } = asked;
        return ask({ change: 'removeMetafield', namespace: namespaceOf(namespace), key });
      }
      const { key, namespace, value, type } = asked.metafield;
      const metafield = { key, namespace: namespaceOf(namespace), value: String(value), type };
      return ask({ change: 'setMetafield', metafield });
    },
    applyAttributeChange: (asked) => {
      const value = asked.type === 'removeAttribute' ? '' : asked.value;
      return ask({ change: 'attributes', attributes: [{ key: asked.key, value }] });
    },
    applyNoteChange: (asked) =>
      ask({ change: 'note', note: asked.type === 'removeNote' ? '' : asked.note }),
    applyShippingAddressChange: async ({ address }) => {
      const result = await ask({ change: 'patchAddress', address });
      if (result.type === 'success') return { type: 'success', errors: null };
      return { type: 'error', errors: [{ message: result.message }] };
    },
  };
}
