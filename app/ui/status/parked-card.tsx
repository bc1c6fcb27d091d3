/** Deliveries nobody could read: what they are, why not, and a button to try again. */
import { Form, useNavigation } from '@remix-run/react';
import { BlockStack, Button, Card, Text } from '@shopify/polaris';
import type { ParkedDelivery, ShopStatus } from '../../contracts/status.ts';
import { sayBounded, sayCount, sayInstant, sayReason } from './say-status.ts';

/** `action` is where the page's own form goes; it says nothing of whose the delivery is. */
export function ParkedCard({ shop, action = '/status' }: { shop: ShopStatus; action?: string }) {
  const { parked, parkedNewest } = shop.inbox;
  const more = parked.count > parkedNewest.length;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Messages that could not be read
        </Text>
        <Text as="p" tone="subdued">
          Shopify sent them and Laurel could not read them. They are kept, encrypted, and hold
          nobody else up: try them again after an update of Laurel.
          {more ? ` The newest ${parkedNewest.length} of ${sayBounded(parked)}.` : ''}
        </Text>
        <ul className="laurel-list">
          {parkedNewest.map((delivery) => (
            <Parked key={delivery.inboxId} {...{ delivery, shop, action }} />
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

type ParkedProps = { delivery: ParkedDelivery; shop: ShopStatus; action: string };

function Parked({ delivery, shop, action }: ParkedProps) {
  const { meaning, detail } = sayReason(delivery.reason);
  const busy = useNavigation().formData?.get('inboxId') === String(delivery.inboxId);
  const received = sayInstant(delivery.receivedAt, shop.zone);
  const tries = delivery.attempts > 0 ? `, tried again ${sayCount(delivery.attempts, 'time')}` : '';
  return (
    <li className="laurel-entry">
      <div>
        <Text as="p">
          {meaning}
          {detail ? ': ' : ''}
          {detail ? <code>{detail}</code> : null}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {delivery.topic} · received {received}
          {tries}
        </Text>
      </div>
      <Form method="post" action={action}>
        <input type="hidden" name="intent" value="retry" />
        <input type="hidden" name="programId" value={shop.programId} />
        <input type="hidden" name="inboxId" value={delivery.inboxId} />
        <input type="hidden" name="shop" value={shop.domain} />
        <Button
          submit
          loading={busy}
          accessibilityLabel={`Retry ${delivery.topic} received ${received}`}
        >
          Retry
        </Button>
      </Form>
    </li>
  );
}
