export default async () => {
  shopify.addEventListener('transactioncomplete', (event) => {
    void shopify.storage.set('last-sale', event.grandTotal.amount);
  });
};
