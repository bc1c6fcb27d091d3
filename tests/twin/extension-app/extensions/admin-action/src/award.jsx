import '@shopify/ui-extensions/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';

export default async () => {
  render(<Award />, document.body);
};

function Award() {
  const [note, setNote] = useState('');
  const [error, setError] = useState('');
  const ids = shopify.data.selected.map(({ id }) => id);

  async function give() {
    for (const id of ids) {
      const { data } = await shopify.query(
        `mutation Tag($id: ID!, $tags: [String!]!) {
          tagsAdd(id: $id, tags: $tags) { userErrors { message } } }`,
        { variables: { id, tags: [note || 'card'] } },
      );
      const [refused] = data?.tagsAdd.userErrors ?? [];
      if (refused) return setError(refused.message);
    }
    await shopify.storage.set('last', note);
    shopify.toast.show(shopify.i18n.translate('given'));
    shopify.close();
  }

  return (
    <s-admin-action heading="Award a visiting card">
      <s-stack gap="base">
        <s-text>{shopify.i18n.translate('who', { count: ids.length })}</s-text>
        <s-text-field
          label="Tag"
          value={note}
          error={error}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </s-stack>
      <s-button slot="primary-action" variant="primary" onClick={give}>
        Give
      </s-button>
      <s-button slot="secondary-actions" onClick={() => shopify.close()}>
        Not now
      </s-button>
    </s-admin-action>
  );
}
