import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';

export default async () => {
  await shopify.buyerJourney.intercept(({ canBlockProgress }) => {
    const isLong = (shopify.note.value ?? '').length > 20;
    if (!canBlockProgress || !isLong) return { behavior: 'allow' };
    return { behavior: 'block', reason: 'long note', errors: [{ message: 'Say it shorter.' }] };
  });
  render(<Card />, document.body);
};

function Card() {
  const [code, setCode] = useState('');
  const [answer, setAnswer] = useState('');
  const total = shopify.cost.totalAmount.value;

  async function apply() {
    const result = await shopify.applyDiscountCodeChange({ type: 'addDiscountCode', code });
    setAnswer(result.type === 'success' ? 'Applied' : result.message);
  }

  async function showToken() {
    setAnswer(await shopify.sessionToken.get());
  }

  async function callHome() {
    try {
      const response = await fetch('/ping');
      setAnswer(await response.text());
    } catch (error) {
      setAnswer(error.message);
    }
  }

  return (
    <s-section heading={shopify.i18n.translate('greeting', { name: 'Ada' })}>
      <s-text id="total">
        {shopify.i18n.formatCurrency(total.amount, { currency: total.currencyCode })}
      </s-text>
      <s-text>Codes: {shopify.discountCodes.value.map((each) => each.code).join(', ')}</s-text>
      <s-text-field
        label="Code"
        value={code}
        onInput={(event) => setCode(event.currentTarget.value ?? '')}
      />
      <s-text>Typed: {code}</s-text>
      <s-stack direction="inline" gap="small">
        <s-button variant="primary" onClick={apply}>
          Apply code
        </s-button>
        <s-button onClick={showToken}>Show token</s-button>
        <s-button onClick={callHome}>Call home</s-button>
        <s-button commandFor="rules">Rules</s-button>
        <s-button
          onClick={() => {
            throw new Error('A click too many');
          }}
        >
          Fail
        </s-button>
      </s-stack>
      <s-text>{answer}</s-text>
      <s-modal id="rules" heading="Rules">
        <s-text>Be kind.</s-text>
      </s-modal>
      <s-carousel>Still readable</s-carousel>
    </s-section>
  );
}
