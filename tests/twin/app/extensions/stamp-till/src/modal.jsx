import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export default async () => {
  render(<Modal />, document.body);
};

/** A relative address is the app's own, and the till signs the request. */
async function askApp(path, init) {
  const response = await fetch(path, init);
  return response.json();
}

function Modal() {
  const [card, setCard] = useState(null);
  const [said, setSaid] = useState('');
  const id = shopify.cart.current.value.customer?.id;

  useEffect(() => {
    if (id) void askApp(`/api/pos/stamps?customer=${id}`).then(setCard);
  }, [id]);

  async function useGift() {
    const gift = await askApp(`/api/pos/gift?customer=${id}`, { method: 'POST' });
    if (!gift.ok) {
      setSaid(gift.message);
      return;
    }
    await shopify.cart.addCartCodeDiscount(gift.code);
    shopify.toast.show(`${gift.code} is in the cart`);
    setSaid(`${gift.code} is in the cart.`);
  }

  return (
    <s-page heading="Stamps">
      <s-scroll-box>
        <s-box padding="base">
          <s-text>{card ? `${card.stamps} of ${card.goal} stamps` : 'Looking …'}</s-text>
          <s-button variant="primary" onClick={useGift} disabled={!id}>
            Use the gift
          </s-button>
          <s-text>{said}</s-text>
        </s-box>
      </s-scroll-box>
    </s-page>
  );
}
