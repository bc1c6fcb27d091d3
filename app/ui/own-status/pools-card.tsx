/** Codes that are ready to be given out, reward by reward. */
import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import type { PoolEntry } from '../../contracts/admin-status.ts';
import { sayCount, sayNumber } from '../status/say-status.ts';
import { sayTrouble } from './say-trouble.ts';

export function PoolsCard({ pools }: { pools: readonly PoolEntry[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Discount codes ready
        </Text>
        {pools.length === 0 ? (
          <Text as="p" tone="subdued">
            None yet. They are made at Shopify once a program with rewards is published.
          </Text>
        ) : (
          <ul className="laurel-list">
            {pools.map((pool) => (
              <li key={pool.discountKey} className="laurel-entry">
                <div>
                  <InlineStack gap="200" blockAlign="center">
                    <Text as="p">{pool.rewardName}</Text>
                    <State pool={pool} />
                  </InlineStack>
                  <Text as="p" variant="bodySm" tone="subdued">
                    {sayCount(pool.inUse, 'code')} in shoppers’ hands
                    {pool.reason === null ? '' : ` · ${sayTrouble(pool.reason)}`}
                  </Text>
                </div>
                <span className="laurel-change">{sayNumber(pool.ready)}</span>
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function State({ pool: { status, ready, reason } }: { pool: PoolEntry }) {
  if (reason !== null) return <Badge tone="warning">Waiting for Shopify</Badge>;
  if (status === 'making') return <Badge tone="info">Being made</Badge>;
  if (status === 'draining') return <Badge>Replaced</Badge>;
  return ready === 0 ? <Badge tone="warning">None ready</Badge> : null;
}
