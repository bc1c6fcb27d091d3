/** The rewards a member took, and what became of each. */
import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import type { MemberPage, RedemptionView } from '../../contracts/admin-members.ts';
import { sayInstant, sayNumber } from '../status/say-status.ts';

export function RedemptionsCard({ member }: { member: MemberPage }) {
  const { redemptions, zone, isSealed } = member;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Rewards taken
        </Text>
        {redemptions.length === 0 ? (
          <Text as="p" tone="subdued">
            None so far.
          </Text>
        ) : (
          <ul className="laurel-list">
            {redemptions.map((redemption) => (
              <Row key={redemption.redemptionId} {...{ redemption, zone, isSealed }} />
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

type RowProps = {
  readonly redemption: RedemptionView;
  readonly zone: string;
  /** Erased: the code is forgotten, or about to be. */
  readonly isSealed: boolean;
};

function Row({ redemption, zone, isSealed }: RowProps) {
  const { rewardName, code, cost, charged, madeAt } = redemption;
  return (
    <li className="laurel-entry">
      <div>
        <InlineStack gap="200" blockAlign="center">
          <Text as="p">{rewardName}</Text>
          <State redemption={redemption} />
        </InlineStack>
        <Text as="p" variant="bodySm" tone="subdued">
          {isSealed ? null : (
            <>
              <code>{code}</code> ·{' '}
            </>
          )}
          taken {sayInstant(madeAt, zone)} · {sayWhen(redemption, zone)}
          {charged > 0 ? ` · ${sayNumber(charged)} points charged beyond the reward` : ''}
        </Text>
      </div>
      <span className="laurel-change laurel-moved">{sayNumber(cost)}</span>
    </li>
  );
}

const STATES = {
  open: { say: 'Not used yet', tone: 'info' },
  bound: { say: 'On an order', tone: 'info' },
  settled: { say: 'Used', tone: 'success' },
  released: { say: 'Points came back', tone: 'enabled' },
  unissued: { say: 'Used without being given out', tone: 'warning' },
} as const;

function State({ redemption: { status, isReleasing } }: { redemption: RedemptionView }) {
  if (isReleasing) return <Badge tone="info">Points on their way back</Badge>;
  const { say, tone } = STATES[status];
  return <Badge tone={tone}>{say}</Badge>;
}

function sayWhen(
  { status, orderName, lapsesAt, endedAt, isReleasing }: RedemptionView,
  zone: string,
) {
  if (isReleasing) return 'its points come back when Shopify has forgotten the code';
  if (status === 'open') return `lapses ${sayInstant(lapsesAt, zone)}`;
  if (orderName !== null) return `order ${orderName}`;
  return endedAt === null ? 'no end yet' : `ended ${sayInstant(endedAt, zone)}`;
}
