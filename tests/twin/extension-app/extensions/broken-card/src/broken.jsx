import '@shopify/ui-extensions/preact';

export default async () => {
  throw new Error('This card is broken on purpose');
};
