/** Whether our orders are Shopify's: the last comparison, the next, and a button for one now. */
import { Form, useNavigation } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import type { ReconciliationView } from '../../contracts/intake-context.ts';
import { sayCount, sayInstant, sayNumber } from '../status/say-status.ts';

type Props = { readonly reconciliation: ReconciliationView; readonly zone: string };

export function ReconcileCard({ reconciliation, zone }: Props) {
  const { underWay, problem, nextAt } = reconciliation;
  const isSending = useNavigation().formData?.get('intent') === 'reconcile';
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Compared with Shopify
          </Text>
          {underWay ? <Badge tone="info">Under way</Badge> : null}
        </InlineStack>
        <Text as="p">{sayLast(reconciliation.last, zone)}</Text>
        {problem === null ? null : (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        )}
        {nextAt === null || underWay ? null : (
          <Text as="p" variant="bodySm" tone="subdued">
            The next comparison is at {sayInstant(nextAt, zone)}.
          </Text>
        )}
        <Form method="post" action="/app/status">
          <input type="hidden" name="intent" value="reconcile" />
          <Button submit disabled={underWay} loading={isSending}>
            Compare with Shopify now
          </Button>
        </Form>
      </BlockStack>
    </Card>
  );
}

function sayLast(last: ReconciliationView['last'], zone: string): string {
  if (last === null) {
    return 'Shopify may lose a message about an order. A comparison finds what we missed.';
  }
  const { finishedAt, lookedAt, missing, outdated, repaired } = last;
  const changed = sayCount(lookedAt, 'changed order');
  const looked = `${sayInstant(finishedAt, zone)}: ${changed} looked at`;
  if (missing + outdated === 0) return `${looked}, and all were as we knew them.`;
  return (
    `${looked}; ${sayNumber(missing)} had never reached us and ${sayNumber(outdated)} had ` +
    `changed. ${sayCount(repaired, 'order')} put right.`
  );
}
