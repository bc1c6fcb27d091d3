import '@shopify/ui-extensions/preact';
import { render } from 'preact';

export default async () => {
  render(<Tile />, document.body);
};

function Tile() {
  const { customer } = shopify.cart.current.value;
  return (
    <s-tile
      heading="Stamps"
      subheading={customer ? 'Use a gift' : 'Add a customer first'}
      disabled={!customer}
      onClick={() => shopify.action.presentModal()}
    />
  );
}
