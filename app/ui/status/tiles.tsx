/** The pulse in four tiles: what waits, what got done, how long it takes, when we last heard. */
import { InlineGrid } from '@shopify/polaris';
import type { ShopStatus } from '../../contracts/status.ts';
import { Figure } from '../figure.tsx';
import { sayAgo, sayBounded, sayDuration, sayInstant, sayNumber } from './say-status.ts';

export function Tiles({ shop, readAt }: { shop: ShopStatus; readAt: number }) {
  const { inbox, lag, zone } = shop;
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap={{ xs: '300', md: '400' }}>
      <Figure name="Messages waiting" value={sayBounded(inbox.waiting)}>
        {inbox.oldestWaitingAt === null
          ? sayRefolds(shop)
          : `Oldest for ${sayDuration(readAt - inbox.oldestWaitingAt)}`}
      </Figure>
      <Figure name="Done in the last hour" value={sayBounded(inbox.doneLastHour)}>
        {saySending(shop)}
      </Figure>
      <Figure name="From message to points" value={lag ? sayDuration(lag.p50Ms) : '–'}>
        {lag ? sayLag(lag) : 'Nothing done yet'}
      </Figure>
      <Figure
        name="Last message"
        value={inbox.lastReceivedAt === null ? 'None' : sayAgo(inbox.lastReceivedAt, readAt)}
      >
        {inbox.lastReceivedAt === null
          ? 'Shopify has not told us anything yet'
          : sayInstant(inbox.lastReceivedAt, zone)}
      </Figure>
    </InlineGrid>
  );
}

function sayLag({ p99Ms, deliveries }: NonNullable<ShopStatus['lag']>): string {
  return `Half are faster; 99% under ${sayDuration(p99Ms)} (last ${sayNumber(deliveries)})`;
}

/** What the store's pages are yet to be told of. */
function saySending({ outboxWaiting }: ShopStatus): string {
  if (outboxWaiting.count === 0) return 'The store shows all of it';
  return `${sayBounded(outboxWaiting)} yet to be shown in the store`;
}

function sayRefolds({ refolds }: ShopStatus): string {
  const { count, atLeast } = refolds.waiting;
  if (count === 0) return 'Nothing to do';
  const whom = count === 1 && !atLeast ? 'member' : 'members';
  return `${sayBounded(refolds.waiting)} ${whom} to be counted again`;
}
