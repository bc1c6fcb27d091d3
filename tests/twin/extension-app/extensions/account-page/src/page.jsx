import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';

export default async () => {
  render(<Page />, document.body);
};

function Page() {
  const [kind, setKind] = useState('letter');
  const [wantsNews, setWantsNews] = useState(false);
  const [visits, setVisits] = useState('none');

  async function count() {
    const before = (await shopify.storage.read('visits')) ?? 0;
    await shopify.storage.write('visits', before + 1);
    setVisits(before + 1);
    const pong = await (await fetch('/ping')).text();
    await shopify.toast.show(`${pong} for ${shopify.authenticatedAccount.customer.value?.id}`);
  }

  return (
    <s-page heading="Your card">
      <s-button slot="primary-action" onClick={count}>
        Count me
      </s-button>
      <s-choice-list
        label="Send it as"
        values={[kind]}
        onChange={(event) => setKind(event.currentTarget.values[0] ?? '')}
      >
        <s-choice value="letter">A letter</s-choice>
        <s-choice value="email">An email</s-choice>
      </s-choice-list>
      <s-checkbox
        label="News too"
        checked={wantsNews}
        onChange={(event) => setWantsNews(event.currentTarget.checked ?? false)}
      />
      <s-text>
        By {kind}, {wantsNews ? 'with' : 'without'} news, visits: {String(visits)}
      </s-text>
      <s-button onClick={() => navigation.navigate('extension:account-page/more')}>More</s-button>
      <s-text>Here: {navigation.currentEntry.url}</s-text>
    </s-page>
  );
}
