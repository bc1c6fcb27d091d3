import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { askApp } from './ask-app.js';

export default async () => {
  render(<Thanks />, document.body);
};

function Thanks() {
  const [stamps, setStamps] = useState(null);
  const customer = shopify.buyerIdentity?.customer.value;
  const order = shopify.orderConfirmation.value.order.id;

  useEffect(() => {
    if (customer) void askApp('/api/checkout/stamps').then((told) => setStamps(told.stamps));
  }, [customer?.id]);

  return (
    <s-section heading={shopify.i18n.translate('title')}>
      <s-text>{shopify.i18n.translate('thanks')}</s-text>
      {stamps === null ? null : (
        <s-text>{shopify.i18n.translate('stamps', { count: stamps })}</s-text>
      )}
      <s-text color="subdued">{order.split('/').at(-1)}</s-text>
    </s-section>
  );
}
