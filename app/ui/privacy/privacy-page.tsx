/** Shoppers who asked what is known of them, and the file to send each. */
import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import type { DataRequestView, MemberExport } from '../../contracts/privacy-context.ts';
import { sayCount, sayDay } from '../status/say-status.ts';

type Props = { readonly requests: readonly DataRequestView[]; readonly zone: string };

export function PrivacyPage({ requests, zone }: Props) {
  return (
    <Page
      title="Data requests"
      subtitle="Shoppers who asked, through Shopify, what you know of them"
      backAction={{ content: 'Home', url: '/app' }}
    >
      <div className="laurel-sections">
        <Card>
          {requests.length === 0 ? (
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                Nobody has asked
              </Text>
              <Text as="p" tone="subdued">
                When a shopper does, Shopify tells Laurel, and the request shows here.
              </Text>
            </BlockStack>
          ) : (
            <BlockStack gap="300">
              <Text as="p" tone="subdued">
                Download what Laurel keeps of a shopper, send it to them, then mark the request as
                answered.
              </Text>
              <ul className="laurel-list">
                {requests.map((request) => (
                  <Row key={request.requestId} request={request} zone={zone} />
                ))}
              </ul>
            </BlockStack>
          )}
        </Card>
      </div>
    </Page>
  );
}

function Row({ request, zone }: { request: DataRequestView; zone: string }) {
  const { customerId, orders, receivedAt, dueAt, answeredAt } = request;
  const who = customerId === null ? 'A guest' : `Customer ${customerId}`;
  return (
    <li className="laurel-entry laurel-wraps">
      <div>
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingSm">
            {who}
          </Text>
          {answeredAt === null ? null : <Badge tone="success">Answered</Badge>}
        </InlineStack>
        <Text as="p" variant="bodySm" tone="subdued">
          Asked {sayDay(receivedAt, zone)} · {sayCount(orders, 'order')} named ·{' '}
          {answeredAt === null
            ? `answer by ${sayDay(dueAt, zone)}`
            : `answered ${sayDay(answeredAt, zone)}`}
        </Text>
      </div>
      <InlineStack gap="200">
        {customerId === null ? null : <Download customerId={customerId} />}
        {answeredAt === null ? <Answered requestId={request.requestId} who={who} /> : null}
      </InlineStack>
    </li>
  );
}

/** Fetched with the session token, which a plain link would not carry, then saved as a file. */
function Download({ customerId }: { customerId: string }) {
  const fetcher = useFetcher<{ file: MemberExport }>();
  const { data: loaded, state } = fetcher;
  useEffect(() => {
    if (!loaded) return;
    const address = URL.createObjectURL(
      new Blob([JSON.stringify(loaded.file, null, 2)], { type: 'application/json' }),
    );
    const link = document.createElement('a');
    link.href = address;
    link.download = `customer-${customerId}.json`;
    link.click();
    URL.revokeObjectURL(address);
  }, [loaded, customerId]);
  return (
    <Button
      loading={state !== 'idle'}
      onClick={() => fetcher.load(`/app/privacy/export/${customerId}`)}
      accessibilityLabel={`Download what is known of customer ${customerId}`}
    >
      Download
    </Button>
  );
}

function Answered({ requestId, who }: { requestId: string; who: string }) {
  const fetcher = useFetcher();
  const body = { intent: 'answered', requestId };
  return (
    <Button
      loading={fetcher.state !== 'idle'}
      onClick={() => fetcher.submit(body, { method: 'post', action: '/app/privacy' })}
      accessibilityLabel={`Mark as answered: ${who}`}
    >
      Mark as answered
    </Button>
  );
}
