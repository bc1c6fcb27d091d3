/** One member: what they have, until when it waits, why, and what staff may do about it. */
import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  InlineGrid,
  InlineStack,
  Page,
  Text,
} from '@shopify/polaris';
import { useState } from 'react';
import type { ChainView, MemberPage as MemberView } from '../../contracts/admin-members.ts';
import { Figure } from '../figure.tsx';
import { sayCount } from '../status/say-status.ts';
import { AdjustModal, type AdjustAnswer } from './adjust-modal.tsx';
import { balanceFigures } from './balance-figures.ts';
import { LedgerList } from './ledger-list.tsx';
import { LotsCard } from './lots-card.tsx';
import { sayMember } from './member-name.ts';
import { MergeNote } from './merge-note.tsx';
import { RedemptionsCard } from './redemptions-card.tsx';

export function MemberPage({ member }: { member: MemberView }) {
  const [isAdjusting, setAdjusting] = useState(false);
  const { customerId } = member;
  // Nothing moves any more for who was erased, nor for who was merged into another.
  const isOver = member.isSealed || member.mergedInto !== null;
  const title = sayMember(member);
  return (
    <Page
      title={title}
      titleMetadata={<Badges member={member} />}
      subtitle={member.email ?? (member.name === null ? '' : `Customer ${customerId}`)}
      backAction={{ content: 'Members', url: '/app/members' }}
      {...(isOver
        ? {}
        : { primaryAction: { content: 'Adjust points', onAction: () => setAdjusting(true) } })}
      secondaryActions={
        customerId === null
          ? []
          : [
              {
                content: 'View customer',
                url: `shopify:admin/customers/${customerId}`,
                target: '_top' as const,
              },
            ]
      }
    >
      <div className="laurel-sections">
        <MergeNote member={member} />
        <Note member={member} />
        <Balance member={member} />
        <LotsCard member={member} />
        <RedemptionsCard member={member} />
        <Ledger member={member} />
      </div>
      {isOver ? null : (
        <AdjustModal member={member} isOpen={isAdjusting} onClose={() => setAdjusting(false)} />
      )}
    </Page>
  );
}

export type { AdjustAnswer };

function Badges({ member: { tierName, refold } }: { member: MemberView }) {
  return (
    <InlineStack gap="200">
      {tierName === null ? null : <Badge>{tierName}</Badge>}
      {refold ? <Badge tone="info">Being counted again</Badge> : null}
    </InlineStack>
  );
}

/** One banner at a time: what must be known first. */
function Note({ member: { isSealed, available } }: { member: MemberView }) {
  if (isSealed) {
    return (
      <Banner tone="info" title="This person was erased on request">
        <Text as="p">
          Only sums are left, so that your books still add up. Nothing is counted for them any more.
        </Text>
      </Banner>
    );
  }
  if (available < 0) {
    return (
      <Banner tone="warning" title="The balance is below zero">
        <Text as="p">
          Points were taken back after they had been spent. What is earned next fills it up first.
        </Text>
      </Banner>
    );
  }
  return null;
}

function Balance({ member }: { member: MemberView }) {
  return (
    <InlineGrid columns={3} gap={{ xs: '200', md: '400' }}>
      {balanceFigures(member).map(({ name, value, words }) => (
        <Figure key={name} name={name} value={value}>
          {words}
        </Figure>
      ))}
    </InlineGrid>
  );
}

function Ledger({ member }: { member: MemberView }) {
  const newest = member.ledger[0];
  const isFirst = !newest || newest.seq === member.movements;
  const address = `/app/members/${member.memberId}`;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Every change, explained
          </Text>
          {member.movements === 0 ? null : <Chain chain={member.chain} />}
        </InlineStack>
        {member.movements === 0 ? null : (
          <Text as="p" variant="bodySm" tone="subdued">
            {sayCount(member.movements, 'line')}, newest first. {sayChain(member.chain)}
          </Text>
        )}
        <LedgerList
          lines={member.ledger}
          zone={member.zone}
          empty="No points have moved for this member."
        />
        {isFirst && member.olderBefore === null ? null : (
          <InlineStack gap="200">
            {isFirst ? null : <Button url={address}>Newest</Button>}
            {member.olderBefore === null ? null : (
              <Button url={`${address}?before=${member.olderBefore}`}>Older</Button>
            )}
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Chain({ chain }: { chain: ChainView }) {
  if (chain.state === 'verified') return <Badge tone="success">Verified</Badge>;
  if (chain.state === 'broken') return <Badge tone="critical">Altered</Badge>;
  return <Badge>Not checked</Badge>;
}

function sayChain(chain: ChainView): string {
  if (chain.state === 'verified') return 'No line was changed after it was written.';
  if (chain.state === 'broken') {
    return `Line ${chain.seq} is not what was written. Keep the database as it is, ask for help.`;
  }
  return chain.why === 'erased'
    ? 'The words were erased on request; the numbers stay.'
    : 'There are too many lines to check them while you wait.';
}
