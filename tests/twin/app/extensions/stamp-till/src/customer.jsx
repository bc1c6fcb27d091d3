import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export default async () => {
  render(<Customer />, document.body);
};

function Customer() {
  const [card, setCard] = useState(null);

  useEffect(() => {
    void fetch(`/api/pos/stamps?customer=${shopify.customer.id}`)
      .then((response) => response.json())
      .then(setCard);
  }, []);

  return (
    <s-pos-block heading="Loyal Stamp">
      <s-text>{card ? `${card.stamps} of ${card.goal} stamps` : 'Looking …'}</s-text>
    </s-pos-block>
  );
}
