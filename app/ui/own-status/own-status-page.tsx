/** How Laurel is doing for this one shop: the verdict, what waits, codes, Shopify, the books. */
import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import type { AdminStatusView } from '../../contracts/admin-status.ts';
import type { ReconciliationView } from '../../contracts/intake-context.ts';
import type { ShopStatus } from '../../contracts/status.ts';
import { REFRESH_SECONDS, useRefresh } from '../refresh.ts';
import { BooksCard } from '../status/books-card.tsx';
import { ParkedCard } from '../status/parked-card.tsx';
import { sayInstant } from '../status/say-status.ts';
import { Tiles } from '../status/tiles.tsx';
import { judgeStatus } from '../status/verdict.ts';
import { PoolsCard } from './pools-card.tsx';
import { ReconcileCard } from './reconcile-card.tsx';
import { TroublesCard } from './troubles-card.tsx';

type Props = { readonly view: AdminStatusView; readonly reconciliation: ReconciliationView };

export function OwnStatusPage({ view, reconciliation }: Props) {
  useRefresh();
  const { page, pools, troubles } = view;
  const { shop, readAt } = page;
  if (!shop) return null;
  return (
    <Page title="Status" subtitle="How Laurel is doing for your shop">
      <div className="laurel-sections">
        <Verdict shop={shop} readAt={readAt} />
        <Tiles shop={shop} readAt={readAt} />
        {shop.inbox.parked.count > 0 ? <ParkedCard shop={shop} action="/app/status" /> : null}
        {troubles.length > 0 ? <TroublesCard troubles={troubles} zone={shop.zone} /> : null}
        <ReconcileCard reconciliation={reconciliation} zone={shop.zone} />
        <PoolsCard pools={pools} />
        <BooksCard shop={shop} />
        <Text as="p" tone="subdued" variant="bodySm">
          Read at {sayInstant(readAt, shop.zone)} ({shop.zone}), again every {REFRESH_SECONDS}{' '}
          seconds.
        </Text>
      </div>
    </Page>
  );
}

function Verdict({ shop, readAt }: { shop: ShopStatus; readAt: number }) {
  const { tone, title, lines } = judgeStatus(shop, readAt);
  return (
    <Banner tone={tone} title={title}>
      {lines.length === 0 ? null : (
        <BlockStack gap="100">
          {lines.map((line) => (
            <Text as="p" key={line}>
              {line}
            </Text>
          ))}
        </BlockStack>
      )}
    </Banner>
  );
}
