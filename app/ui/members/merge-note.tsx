/** Who has whose points since customers were merged, and the way to part them again. */
import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, Button, InlineStack, Link, Modal, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import type { MemberPage } from '../../contracts/admin-members.ts';
import { sayDone } from '../embedded/use-app-bridge.ts';
import type { AdjustAnswer } from './adjust-modal.tsx';
import { sayMember } from './member-name.ts';

export function MergeNote({ member }: { member: MemberPage }) {
  const { mergedInto, mergedHere, isSealed } = member;
  if (mergedInto !== null) {
    return (
      <Banner tone="info" title="Merged into another customer">
        <BlockStack gap="200">
          <Text as="p">
            Points, rewards and tier are with{' '}
            <Link url={addressOf(mergedInto)}>the customer they were merged into</Link>. What
            happened before the merge stays readable here.
          </Text>
          {isSealed ? null : <Unmerge member={member} />}
        </BlockStack>
      </Banner>
    );
  }
  if (mergedHere.length === 0) return null;
  return (
    <Banner tone="info" title="Other customers were merged into this one">
      <BlockStack gap="100">
        <Text as="p">
          What they earned and took is counted here, and their own pages say what was.
        </Text>
        <InlineStack gap="200">
          {mergedHere.map((memberId) => (
            <Link key={memberId} url={addressOf(memberId)}>{`Member ${memberId}`}</Link>
          ))}
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}

function Unmerge({ member }: { member: MemberPage }) {
  const [isAsking, setAsking] = useState(false);
  const fetcher = useFetcher<AdjustAnswer>();
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  useEffect(() => {
    if (answer?.ok !== true) return;
    sayDone('The merge was withdrawn');
    setAsking(false);
  }, [answer]);
  return (
    <InlineStack>
      <Button onClick={() => setAsking(true)}>Undo the merge</Button>
      <Modal
        open={isAsking}
        onClose={() => setAsking(false)}
        title={`Part ${sayMember(member)} again?`}
        primaryAction={{
          content: 'Undo the merge',
          destructive: true,
          onAction: () => void fetcher.submit({ intent: 'unmerge' }, { method: 'post' }),
          loading: fetcher.state !== 'idle',
        }}
        secondaryActions={[{ content: 'Cancel', onAction: () => setAsking(false) }]}
      >
        <Modal.Section>
          <BlockStack gap="200">
            {answer?.ok === false ? (
              <Text as="p" tone="critical">
                {answer.problems[0]?.problem}
              </Text>
            ) : null}
            <Text as="p">
              Each gets back what their own orders earned. A reward taken since the merge stays with
              whoever took it; what it cost beyond their own points they owe.
            </Text>
            <Text as="p">Shopify is told nothing: there the two stay one customer.</Text>
          </BlockStack>
        </Modal.Section>
      </Modal>
    </InlineStack>
  );
}

function addressOf(memberId: number): string {
  return `/app/members/${memberId}`;
}
