/** The sums over all members, and whether the three ways of knowing a balance agree. */
import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import type { BooksView, ShopStatus } from '../../contracts/status.ts';
import { flowRows, stockRows } from './books-rows.ts';
import { sayCount, sayInstant, sayNumber } from './say-status.ts';

export function BooksCard({ shop }: { shop: ShopStatus }) {
  const { books, zone } = shop;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Books
          </Text>
          {books ? <Balanced books={books} /> : null}
        </InlineStack>
        {books ? <Sums books={books} /> : null}
        <Text as="p" variant="bodySm" tone="subdued">
          {books ? sayCheck(books, zone) : TOO_LONG}
        </Text>
      </BlockStack>
    </Card>
  );
}

const TOO_LONG =
  'There is more in these books than can be summed while you wait. ' +
  'The next attempt is made in a few minutes.';

function Balanced({ books }: { books: BooksView }) {
  if (books.unbalancedMembers === 0) return <Badge tone="success">Balanced</Badge>;
  return <Badge tone="critical">Not balanced</Badge>;
}

function sayCheck(books: BooksView, zone: string): string {
  const at = `Summed at ${sayInstant(books.summedAt, zone)}.`;
  if (books.unbalancedMembers > 0) {
    const whom = sayCount(books.unbalancedMembers, 'member');
    const all = sayNumber(books.members);
    return `Balance, history and points by order disagree for ${whom} of ${all}. ${at}`;
  }
  const whom = books.members === 1 ? 'the one member' : `all ${sayNumber(books.members)} members`;
  return `Balance, history and points by order say the same, for ${whom}. ${at}`;
}

function Sums({ books }: { books: BooksView }) {
  return (
    <>
      <dl className="laurel-sums">
        {flowRows(books).map(([name, value]) => (
          <Sum key={name} name={name} value={value} />
        ))}
      </dl>
      <Text as="p" variant="bodySm" tone="subdued">
        {sayTotal(books)}
      </Text>
      <dl className="laurel-sums">
        {stockRows(books).map(([name, value]) => (
          <Sum key={name} name={name} value={value} />
        ))}
      </dl>
    </>
  );
}

function sayTotal(books: BooksView): string {
  const total = books.pending + books.available + books.held;
  const whom =
    books.members === 1 ? 'The one member has' : `All ${sayNumber(books.members)} members have`;
  return `${books.members === 0 ? 'Members have' : whom} ${sayCount(total, 'point')} of these:`;
}

/** One figure with its name; the card of a member uses it too. */
export function Sum({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{sayNumber(value)}</dd>
    </div>
  );
}
