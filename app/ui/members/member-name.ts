/** What a member is called on a page: Shopify's name where it gave one, their id otherwise. */
type Nameable = {
  readonly memberId: number;
  readonly customerId: string | null;
  readonly name: string | null;
};

export function sayMember({ memberId, customerId, name }: Nameable): string {
  if (name !== null) return name;
  return customerId === null ? `Erased member ${memberId}` : `Customer ${customerId}`;
}
