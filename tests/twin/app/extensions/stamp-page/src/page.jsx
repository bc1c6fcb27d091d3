import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { askApp } from './ask-app.js';

export default async () => {
  render(<Card />, document.body);
};

function Card() {
  const [card, setCard] = useState(null);
  const [said, setSaid] = useState('');
  const look = () => askApp('/api/account/stamps').then(setCard);

  useEffect(() => {
    void look();
  }, []);

  async function claim() {
    const gift = await askApp('/api/account/gift', { method: 'POST' });
    setSaid(gift.ok ? `Your code: ${gift.code}` : gift.message);
    await shopify.toast.show(gift.ok ? 'A gift for you' : 'Not yet');
    await look();
  }

  return (
    <s-page heading="My stamp card" subheading="One stamp for each paid order">
      <s-button slot="primary-action" variant="primary" onClick={claim}>
        Claim my gift
      </s-button>
      <s-section heading="Stamps">
        <s-stack gap="base">
          <s-text>{card ? `${card.stamps} of ${card.goal}` : 'Looking …'}</s-text>
          {card ? (
            <s-progress
              value={Math.min(1, card.stamps / card.goal)}
              accessibilityLabel="Stamps until the gift"
            />
          ) : null}
          <s-text>{said}</s-text>
        </s-stack>
      </s-section>
    </s-page>
  );
}
