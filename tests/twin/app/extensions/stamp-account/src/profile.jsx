import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { askApp } from './ask-app.js';

export default async () => {
  render(<Profile />, document.body);
};

function Profile() {
  const [card, setCard] = useState(null);

  useEffect(() => {
    void askApp('/api/account/stamps').then(setCard);
  }, []);

  return (
    <s-section heading="Loyal Stamp">
      <s-text>{card ? `${card.stamps} of ${card.goal} stamps` : 'Looking …'}</s-text>
      <s-link href="extension:stamp-page/">Open my card</s-link>
    </s-section>
  );
}
