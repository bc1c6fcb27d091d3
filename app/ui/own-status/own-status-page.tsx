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
import { DeadLettersCard } from './dead-letters-card.tsx';
import { LawsCard } from './laws-card.tsx';
import { PoolsCard } from './pools-card.tsx';
import { ReconcileCard } from './reconcile-card.tsx';
import { TroublesCard } from './troubles-card.tsx';

type Props = { readonly view: AdminStatusView; readonly reconciliation: ReconciliationView };

export function OwnStatusPage({ view, reconciliation }: Props) {
  useRefresh();
  const { page, pools, troubles } = view;
  const { shop, readAt } = page;
  if (!shop) return null;
  const laws = <LawsCard audit={view.audit} zone={shop.zone} />;
  const isSound = view.audit.broken.length === 0;
  return (
    <Page title="Status" subtitle="How Laurel is doing for your shop">
      <div className="laurel-sections">
        <Verdict shop={shop} readAt={readAt} brokenLaws={view.audit.broken.length} />
        <Tiles shop={shop} readAt={readAt} />
        {isSound ? null : laws}
        {shop.inbox.parked.count > 0 ? <ParkedCard shop={shop} action="/app/status" /> : null}
        {troubles.length > 0 ? <TroublesCard troubles={troubles} zone={shop.zone} /> : null}
        {view.deadLetters.givenUp > 0 ? (
          <DeadLettersCard deadLetters={view.deadLetters} zone={shop.zone} />
        ) : null}
        <ReconcileCard reconciliation={reconciliation} zone={shop.zone} />
        <PoolsCard pools={pools} />
        {isSound ? laws : null}
        <BooksCard shop={shop} />
        <Text as="p" tone="subdued" variant="bodySm">
          Read at {sayInstant(readAt, shop.zone)} ({shop.zone}), again every {REFRESH_SECONDS}{' '}
          seconds.
        </Text>
      </div>
    </Page>
  );
}

type Judged = {
  readonly shop: ShopStatus;
  readonly readAt: number;
  readonly brokenLaws: number;
};

function Verdict({ shop, readAt, brokenLaws }: Judged) {
  const { tone, title, lines } = judgeOwn({ shop, readAt, brokenLaws });
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

/** Nothing is well while a law is broken; what else is wrong is said beside it. */
function judgeOwn({ shop, readAt, brokenLaws }: Judged): ReturnType<typeof judgeStatus> {
  const verdict = judgeStatus(shop, readAt);
  if (brokenLaws === 0) return verdict;
  const isTrouble = verdict.tone === 'critical' || verdict.tone === 'warning';
  return {
    tone: 'critical',
    title: brokenLaws === 1 ? 'A law of the books is broken' : 'Laws of the books are broken',
    lines: isTrouble ? [verdict.title, ...verdict.lines] : [],
  };
}
