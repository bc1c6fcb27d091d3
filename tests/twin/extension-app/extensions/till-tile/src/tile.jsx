import '@shopify/ui-extensions/preact';
import { render } from 'preact';

export default async () => {
  render(<Tile />, document.body);
};

function Tile() {
  const { customer, grandTotal } = shopify.cart.current.value;
  return (
    <s-tile
      heading="Visiting card"
      subheading={customer ? `Customer ${customer.id}, ${grandTotal}` : 'Nobody yet'}
      disabled={!customer}
      onClick={() => shopify.action.presentModal()}
    />
  );
}
