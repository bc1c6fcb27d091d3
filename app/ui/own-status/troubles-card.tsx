/** Work for Shopify that failed, why, and when it is tried again. */
import { BlockStack, Card, Text } from '@shopify/polaris';
import type { WorkTrouble } from '../../contracts/admin-status.ts';
import { sayCount, sayInstant } from '../status/say-status.ts';
import { sayTrouble } from './say-trouble.ts';

const WORK: Readonly<Record<WorkTrouble['kind'], string>> = {
  pool: 'Making discount codes',
  renew: 'Keeping discounts alive',
  'program-card': 'Telling your store about the program',
  history: 'Bringing in past orders',
  reconcile: 'Comparing with Shopify',
  budget: 'Keeping the month’s budget',
  audit: 'Checking the books',
};

type Props = { readonly troubles: readonly WorkTrouble[]; readonly zone: string };

export function TroublesCard({ troubles, zone }: Props) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Waiting for Shopify
        </Text>
        <ul className="laurel-list">
          {troubles.map(({ kind, failures, reason, nextAt }) => (
            <li key={kind} className="laurel-entry">
              <div>
                <Text as="p">{WORK[kind]}</Text>
                <Text as="p" variant="bodySm" tone="subdued">
                  Did not work {sayCount(failures, 'time')}
                  {nextAt === null ? '' : `, again at ${sayInstant(nextAt, zone)}`}
                  {reason === null ? '' : ` · ${sayTrouble(reason)}`}
                </Text>
              </div>
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
