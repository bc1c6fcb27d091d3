import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { askApp } from './ask-app.js';

export default async () => {
  render(<Stamps />, document.body);
};

function Stamps() {
  const [code, setCode] = useState('');
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { translate } = shopify.i18n;
  const customer = shopify.buyerIdentity?.customer.value;
  const canApply = shopify.instructions.value.discounts.canUpdateDiscountCodes;
  const entry = shopify.appMetafields.value.find(
    ({ target, metafield }) => target.type === 'customer' && metafield.key === 'stamps',
  );
  const stamps = Number(entry?.metafield.value ?? 0);

  async function apply(wanted) {
    const result = await shopify.applyDiscountCodeChange({ type: 'addDiscountCode', code: wanted });
    setSaid(
      result.type === 'success' ? translate('applied', { code: wanted }) : String(result.message),
    );
  }

  async function useGift() {
    setBusy(true);
    const gift = await askApp('/api/checkout/gift', { method: 'POST' });
    if (gift.ok) await apply(gift.code);
    else setSaid(gift.message);
    setBusy(false);
  }

  return (
    <s-section heading={shopify.settings.value.title ?? translate('title')}>
      <s-stack gap="base">
        <s-text>{customer ? translate('stamps', { count: stamps }) : translate('guest')}</s-text>
        {customer ? (
          <s-button onClick={useGift} loading={isBusy} disabled={!canApply}>
            {translate('gift')}
          </s-button>
        ) : null}
        <s-text-field
          label={translate('code')}
          value={code}
          onInput={(event) => setCode(event.currentTarget.value ?? '')}
        />
        <s-button onClick={() => apply(code)} disabled={!canApply || code === ''}>
          {translate('apply')}
        </s-button>
        {said ? <s-banner>{said}</s-banner> : null}
      </s-stack>
    </s-section>
  );
}
