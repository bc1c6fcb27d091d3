import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export default async () => {
  render(<Block />, document.body);
};

function Block() {
  const [card, setCard] = useState(null);
  const [name, setName] = useState('');
  const id = shopify.data.selected[0]?.id;

  useEffect(() => {
    void fetch(`/api/admin/stamps?customer=${encodeURIComponent(id)}`)
      .then((response) => response.json())
      .then(setCard);
    void shopify
      .query('query Name($id: ID!) { customer(id: $id) { displayName } }', { variables: { id } })
      .then(({ data }) => setName(data?.customer.displayName ?? ''));
  }, [id]);

  return (
    <s-admin-block heading="Loyal Stamp">
      <s-text>{card ? `${name} has ${card.stamps} of ${card.goal} stamps` : 'Looking …'}</s-text>
    </s-admin-block>
  );
}
