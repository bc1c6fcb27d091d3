import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export default async () => {
  render(<Block />, document.body);
};

function Block() {
  const [name, setName] = useState('…');
  const [greeting, setGreeting] = useState('');
  const id = shopify.data.selected[0]?.id;

  useEffect(() => {
    void shopify
      .query('query Name($id: ID!) { customer(id: $id) { displayName } }', { variables: { id } })
      .then(({ data }) => setName(data?.customer.displayName ?? 'nobody'));
  }, [id]);

  async function pick() {
    const picker = await shopify.picker({ heading: 'Which?', items: [{ id: 'a', heading: 'A' }] });
    setGreeting(`Picked ${(await picker.selected)?.join(', ')}`);
  }

  async function askApp() {
    setGreeting(await (await fetch('/ping')).text());
  }

  return (
    <s-admin-block heading="Visiting card">
      <s-text>Card of {name}</s-text>
      <s-button onClick={pick}>Pick</s-button>
      <s-button onClick={askApp}>Ask the app</s-button>
      <s-text>{greeting}</s-text>
    </s-admin-block>
  );
}
