/**
 * Giving or taking points by hand. Each opening of the form carries a key of its own, so that
 * pressing twice, or a reply that got lost, changes the books once.
 */
import { useFetcher } from '@remix-run/react';
import { BlockStack, ChoiceList, Modal, Text, TextField } from '@shopify/polaris';
import { useEffect, useRef, useState } from 'react';
import { type MemberPage, REASON_MAX } from '../../contracts/admin-members.ts';
import type { FieldProblem } from '../../contracts/program.ts';
import { sayDone } from '../embedded/use-app-bridge.ts';
import { sayCount } from '../status/say-status.ts';
import { sayMember } from './member-name.ts';

/** What the page's action answers: done, or what to put right, by field. */
export type AdjustAnswer =
  { readonly ok: true } | { readonly ok: false; readonly problems: readonly FieldProblem[] };

type Props = {
  readonly member: MemberPage;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

export function AdjustModal({ member, isOpen, onClose }: Props) {
  const [opened, setOpened] = useState(0);
  useEffect(() => {
    if (isOpen) setOpened((times) => times + 1);
  }, [isOpen]);
  // A form opened again is another form: empty, and with another key.
  return <AdjustForm key={opened} {...{ member, isOpen, onClose }} />;
}

function AdjustForm({ member, isOpen, onClose }: Props) {
  const form = useAdjustForm(member.formKey, onClose);
  return (
    <Modal
      open={isOpen}
      onClose={onClose}
      title={`Adjust points of ${sayMember(member)}`}
      primaryAction={{
        content: form.typed.direction === 'take' ? 'Take points' : 'Give points',
        onAction: form.send,
        loading: form.isSending,
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <Fields form={form} available={member.available} />
      </Modal.Section>
    </Modal>
  );
}

type Typed = { readonly direction: string; readonly points: string; readonly reason: string };
type AdjustFormState = ReturnType<typeof useAdjustForm>;

function useAdjustForm(formKey: string, onDone: () => void) {
  const fetcher = useFetcher<AdjustAnswer>();
  const [key] = useState(formKey);
  const [typed, setTyped] = useState<Typed>({ direction: 'give', points: '', reason: '' });
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const isTold = useRef(false);
  useEffect(() => {
    if (answer?.ok !== true || isTold.current) return;
    isTold.current = true;
    sayDone('Points adjusted');
    onDone();
  }, [answer, onDone]);
  return {
    typed,
    edit: (changes: Partial<Typed>) => setTyped((before) => ({ ...before, ...changes })),
    problemOf: (field: string): string | null => {
      const found = answer?.ok === false && answer.problems.find((one) => one.field === field);
      return found ? found.problem : null;
    },
    isSending: fetcher.state !== 'idle',
    send: () => void fetcher.submit({ ...typed, key }, { method: 'post' }),
  };
}

function Fields({ form, available }: { form: AdjustFormState; available: number }) {
  const { typed, edit, problemOf } = form;
  const whole = problemOf('form') ?? problemOf('key');
  return (
    <BlockStack gap="400">
      {whole === null ? null : (
        <Text as="p" tone="critical">
          {whole}
        </Text>
      )}
      <ChoiceList
        title="What to do"
        choices={[
          { label: 'Give points, spendable at once', value: 'give' },
          { label: 'Take points', value: 'take' },
        ]}
        selected={[typed.direction]}
        onChange={([direction = 'give']) => edit({ direction })}
      />
      <TextField
        label="Points"
        value={typed.points}
        onChange={(points) => edit({ points })}
        autoComplete="off"
        inputMode="numeric"
        suffix="points"
        helpText={`They can spend ${sayCount(available, 'point')} now.`}
        error={problemOf('points') ?? false}
      />
      <TextField
        label="Reason"
        value={typed.reason}
        onChange={(reason) => edit({ reason })}
        autoComplete="off"
        maxLength={REASON_MAX}
        multiline={2}
        helpText="The member reads it beside the points, word for word."
        error={problemOf('reason') ?? false}
      />
    </BlockStack>
  );
}
