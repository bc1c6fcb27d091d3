/** The status page of one shop, from the one-line verdict down to single movements. */
import { Form, Link } from '@remix-run/react';
import {
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Page,
  Select,
  Text,
} from '@shopify/polaris';
import { useState } from 'react';
import type { RetryOutcome } from '../../contracts/load-context.ts';
import type { ShopStatus, StatusPage as StatusPageData } from '../../contracts/status.ts';
import { REFRESH_SECONDS, useRefresh } from '../refresh.ts';
import { BooksCard } from './books-card.tsx';
import { MemberCard } from './member-card.tsx';
import { MovementList } from './movement-list.tsx';
import { ParkedCard } from './parked-card.tsx';
import { sayDay, sayInstant } from './say-status.ts';
import { Tiles } from './tiles.tsx';
import { judgeStatus } from './verdict.ts';

type Props = { page: StatusPageData; retried: RetryOutcome | null };

export function StatusPage({ page, retried }: Props) {
  useRefresh();
  const { shop } = page;
  return (
    <Page title="Status" {...(shop ? { subtitle: saySubtitle(shop, page.readAt) } : {})}>
      <div className="laurel-sections">
        <ReadAt page={page} />
        {page.shops.length > 1 ? <ShopChoice page={page} /> : null}
        {retried ? <Retried outcome={retried} /> : null}
        {shop ? <ShopSections shop={shop} readAt={page.readAt} /> : <NoShop page={page} />}
      </div>
    </Page>
  );
}

function ShopSections({ shop, readAt }: { shop: ShopStatus; readAt: number }) {
  const verdict = judgeStatus(shop, readAt);
  return (
    <>
      <Banner tone={verdict.tone} title={verdict.title}>
        {verdict.lines.length === 0 ? null : (
          <BlockStack gap="100">
            {verdict.lines.map((line) => (
              <Text as="p" key={line}>
                {line}
              </Text>
            ))}
          </BlockStack>
        )}
      </Banner>
      <Tiles shop={shop} readAt={readAt} />
      {shop.inbox.parked.count > 0 ? <ParkedCard shop={shop} /> : null}
      <BooksCard shop={shop} />
      <MemberCard shop={shop} />
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Newest movements
          </Text>
          <MovementList
            movements={shop.newest}
            zone={shop.zone}
            shop={shop.domain}
            empty="No points have moved yet. They do as soon as a paid order comes in."
          />
        </BlockStack>
      </Card>
    </>
  );
}

function saySubtitle({ domain, version, zone }: ShopStatus, readAt: number): string {
  if (!version) return `${domain} · no program published`;
  const { preset, currency, effectiveAt } = version;
  const force = effectiveAt <= readAt ? 'in force since' : 'takes effect on';
  const since = `version ${version.version}, ${force} ${sayDay(effectiveAt, zone)}`;
  return `${domain} · preset “${preset}” in ${currency}, ${since}`;
}

/** A plain link, so that the page can be refreshed without any script of ours. */
function ReadAt({ page }: { page: StatusPageData }) {
  const zone = page.shop?.zone ?? 'UTC';
  const address = page.shop ? shopAddress(page.shop.domain) : '/status';
  return (
    <Text as="p" tone="subdued" variant="bodySm">
      Read at {sayInstant(page.readAt, zone)} ({zone}), again every {REFRESH_SECONDS} seconds.{' '}
      <Link to={address}>Refresh</Link>
    </Text>
  );
}

/** The page of one shop. */
function shopAddress(domain: string): string {
  return `/status?shop=${encodeURIComponent(domain)}`;
}

function ShopChoice({ page }: { page: StatusPageData }) {
  const [chosen, setChosen] = useState(page.shop?.domain ?? page.shops[0] ?? '');
  return (
    <Form method="get" action="/status">
      <InlineStack gap="200" blockAlign="end">
        <Select
          label="Shop"
          labelInline
          name="shop"
          options={[...page.shops]}
          value={chosen}
          onChange={setChosen}
        />
        <Button submit>Show</Button>
      </InlineStack>
    </Form>
  );
}

const RETRIED: Readonly<
  Record<RetryOutcome, { title: string; tone: 'success' | 'warning' | 'info' }>
> = {
  waiting: { title: 'The message could be read and is being worked in', tone: 'success' },
  still_parked: { title: 'The message still cannot be read, and stays here', tone: 'warning' },
  not_parked: { title: 'That message is not waiting here any more', tone: 'info' },
};

function Retried({ outcome }: { outcome: RetryOutcome }) {
  return <Banner {...RETRIED[outcome]} />;
}

function NoShop({ page }: { page: StatusPageData }) {
  if (page.shops.length > 0) {
    return (
      <Card>
        <Text as="p">Choose a shop to see how it is doing.</Text>
      </Card>
    );
  }
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Nothing has been received yet
        </Text>
        <Text as="p">
          A shop appears here with its first signed webhook. Install the app in one, or send a file
          of trade as webhooks with <code>npm run deliver</code>.
        </Text>
      </BlockStack>
    </Card>
  );
}
