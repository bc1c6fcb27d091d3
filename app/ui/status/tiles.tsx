/** The pulse in four tiles: what waits, what got done, how long it takes, when we last heard. */
import { InlineGrid } from '@shopify/polaris';
import type { ShopStatus } from '../../contracts/status.ts';
import { Figure } from '../figure.tsx';
import { sayAgo, sayBounded, sayDuration, sayInstant, sayNumber } from './say-status.ts';

export function Tiles({ shop, readAt }: { shop: ShopStatus; readAt: number }) {
  const { inbox, lag, zone } = shop;
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap={{ xs: '300', md: '400' }}>
      <Figure name="Waiting in the inbox" value={sayBounded(inbox.waiting)}>
        {inbox.oldestWaitingAt === null
          ? sayRefolds(shop)
          : `Oldest for ${sayDuration(readAt - inbox.oldestWaitingAt)}`}
      </Figure>
      <Figure name="Done in the last hour" value={sayBounded(inbox.doneLastHour)}>
        {`${sayBounded(shop.outboxWaiting)} waiting in the outbox`}
      </Figure>
      <Figure name="Webhook to points" value={lag ? sayDuration(lag.p50Ms) : '–'}>
        {lag ? sayLag(lag) : 'Nothing done yet'}
      </Figure>
      <Figure
        name="Last webhook"
        value={inbox.lastReceivedAt === null ? 'None' : sayAgo(inbox.lastReceivedAt, readAt)}
      >
        {inbox.lastReceivedAt === null
          ? 'Waiting for the first'
          : sayInstant(inbox.lastReceivedAt, zone)}
      </Figure>
    </InlineGrid>
  );
}

function sayLag({ p99Ms, deliveries }: NonNullable<ShopStatus['lag']>): string {
  return `Half are faster; 99% under ${sayDuration(p99Ms)} (last ${sayNumber(deliveries)})`;
}

function sayRefolds({ refolds }: ShopStatus): string {
  if (refolds.waiting.count === 0) return 'Nothing to do';
  return `${sayBounded(refolds.waiting)} to be counted again`;
}
