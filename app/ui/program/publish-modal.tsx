/** The last look before a version is published: what changes, and since when it counts. */
import { useFetcher } from '@remix-run/react';
import { BlockStack, List, Modal, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { PublishDraftOutcome, PublishRefusal } from '../../contracts/admin-program.ts';
import { sayDone } from '../embedded/use-app-bridge.ts';
import type { SinceChoice } from './say-history.ts';
import { useAnswer } from './use-program-editor.ts';

const REFUSALS: Readonly<Record<PublishRefusal, string>> = {
  other_revision:
    'Somebody saved or published meanwhile. Close this and look at the page again: nothing was ' +
    'published.',
  nothing_changed: 'This is what is in force already: nothing was published.',
  unknown_version: 'That version is not there: nothing was published.',
  bad_definition: 'The draft is not complete: nothing was published.',
};

type Props = {
  readonly title: string;
  readonly differences: readonly string[];
  /** What the form sends: which draft, or which old version. */
  readonly sends: Readonly<Record<string, string | number>>;
  /** A first version may count orders of before it was published; null for a later one. */
  readonly since?: readonly SinceChoice[] | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

export function PublishModal(props: Props) {
  const { title, differences, sends, since: choices = null, isOpen, onClose } = props;
  const fetcher = useFetcher<PublishDraftOutcome>();
  const [since, setSince] = useState(choices?.at(-1)?.value ?? '0');
  const [refused, setRefused] = useState<string | null>(null);
  const close = () => {
    setRefused(null);
    onClose();
  };
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      setRefused(REFUSALS[answer.reason]);
      return;
    }
    sayDone(`Version ${answer.version} is published`);
    close();
  });
  const publish = () => {
    const body = { ...sends, since: choices ? since : '0' };
    void fetcher.submit(body, { method: 'post', action: '/app/program' });
  };
  return (
    <Modal
      open={isOpen}
      onClose={close}
      title={title}
      primaryAction={{ content: 'Publish', onAction: publish, loading: fetcher.state !== 'idle' }}
      secondaryActions={[{ content: 'Cancel', onAction: close }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {refused === null ? null : (
            <Text as="p" tone="critical">
              {refused}
            </Text>
          )}
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              What changes
            </Text>
            <List>
              {differences.map((difference) => (
                <List.Item key={difference}>{difference}</List.Item>
              ))}
            </List>
          </BlockStack>
          {choices ? (
            <Select
              label="Which orders earn points"
              options={[...choices]}
              value={since}
              onChange={setSince}
              helpText="Members see points of past orders at once. Later versions look ahead only."
            />
          ) : (
            <Text as="p" tone="subdued">
              Orders placed from now on are counted this way. Earlier orders keep their version.
            </Text>
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
