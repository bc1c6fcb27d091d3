import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';

export default async () => {
  render(<Settings />, document.body);
};

function Settings() {
  const kept = shopify.data.metafields.find(({ key }) => key === 'percent')?.value ?? '0';
  const [percent, setPercent] = useState(kept);
  const [said, setSaid] = useState(`Kept: ${kept}`);

  async function save() {
    const answer = await shopify.applyMetafieldChange({
      type: 'updateMetafield',
      namespace: 'card',
      key: 'percent',
      value: percent,
      valueType: 'number_integer',
    });
    setSaid(answer.type === 'success' ? `Saved: ${percent}` : answer.message);
  }

  return (
    <s-function-settings
      onSubmit={(event) => event.waitUntil(save())}
      onReset={() => setPercent(kept)}
    >
      <s-heading>Rules of the card</s-heading>
      <s-number-field
        label="Percent"
        value={percent}
        onInput={(event) => setPercent(event.currentTarget.value)}
      />
      <s-text>{said}</s-text>
    </s-function-settings>
  );
}
