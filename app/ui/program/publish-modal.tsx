/** The last look before a version is published: what changes, and since when it counts. */
import { useFetcher } from '@remix-run/react';
import { BlockStack, List, Modal, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import type {
  KnownHistory,
  PublishDraftOutcome,
  PublishRefusal,
} from '../../contracts/admin-program.ts';
import type { FieldProblem } from '../../contracts/program.ts';
import type { ProgramDefinition } from '../../domain/program/program.ts';
import { sayDone } from '../embedded/use-app-bridge.ts';
import { sayChoice, sinceChoices } from './say-history.ts';
import { sayProblems } from './say-problem.ts';
import { useAnswer } from './use-program-editor.ts';

const REFUSALS: Readonly<Record<PublishRefusal, string>> = {
  other_revision:
    'Somebody saved or published meanwhile. Close this and look at the page again: nothing was ' +
    'published.',
  nothing_changed: 'This is what is in force already: nothing was published.',
  unknown_version: 'That version is not there: nothing was published.',
  bad_definition: 'The draft is not complete: nothing was published.',
  cannot_be_given: 'Some of this cannot be given out in a shop yet: nothing was published.',
};

type Refused = Extract<PublishDraftOutcome, { ok: false }>;

type Props = {
  readonly title: string;
  /** What would be published: problems name its things. */
  readonly definition: ProgramDefinition;
  readonly differences: readonly string[];
  /** What can be published and is worth a second thought. */
  readonly warnings?: readonly FieldProblem[];
  /** What the form sends: which draft, or which old version. */
  readonly sends: Readonly<Record<string, string | number>>;
  /** A first version may count orders of before it was published; null for a later one. */
  readonly history?: KnownHistory | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

export function PublishModal(props: Props) {
  const { title, definition, differences, warnings = [], sends, history = null } = props;
  const { isOpen, onClose } = props;
  const choices = history && sinceChoices(history);
  const fetcher = useFetcher<PublishDraftOutcome>();
  const [since, setSince] = useState(choices?.at(-1)?.value ?? '0');
  const [refused, setRefused] = useState<Refused | null>(null);
  const close = () => {
    setRefused(null);
    onClose();
  };
  useAnswer(fetcher, (answer) => {
    if (!answer.ok) {
      setRefused(answer);
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
            <BlockStack gap="200">
              <Text as="p" tone="critical">
                {REFUSALS[refused.reason]}
              </Text>
              <Listed
                title="What stands against it"
                items={'problems' in refused ? sayProblems(refused.problems, definition) : []}
              />
            </BlockStack>
          )}
          <Listed title="What changes" items={differences} />
          <Listed title="Worth a second thought" items={sayProblems(warnings, definition)} />
          {history && choices ? (
            <Select
              label="Which orders earn points"
              options={[...choices]}
              value={since}
              onChange={setSince}
              helpText={sayChoice(history)}
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

function Listed({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <List>
        {items.map((item) => (
          <List.Item key={item}>{item}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
