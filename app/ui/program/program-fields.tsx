/** The rules as fields: what earns, how long it waits, and the rewards. */
import {
  BlockStack,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from '@shopify/polaris';
import { freeRewardId, type RewardForm } from '../../contracts/program-form.ts';
import { sayBeyondForm } from './say-beyond-form.ts';
import type { ProgramEditor } from './use-program-editor.ts';

type Props = { readonly editor: ProgramEditor; readonly currency: string };

export function ProgramFields({ editor, currency }: Props) {
  return (
    <BlockStack gap="400">
      <EarningCard editor={editor} currency={currency} />
      <RewardsCard editor={editor} currency={currency} />
    </BlockStack>
  );
}

function EarningCard({ editor, currency }: Props) {
  const { form, edit, problemOf } = editor;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Earning
        </Text>
        <FormLayout>
          <FormLayout.Group condensed>
            <TextField
              label="Members earn"
              value={form.points}
              onChange={(points) => edit({ points }, 'earning.points')}
              inputMode="numeric"
              suffix="points"
              autoComplete="off"
              error={problemOf('earning.points') ?? false}
            />
            <TextField
              label="For every"
              value={form.per}
              onChange={(per) => edit({ per }, 'earning.perMinor')}
              inputMode="decimal"
              suffix={currency}
              autoComplete="off"
              error={problemOf('earning.perMinor') ?? false}
            />
          </FormLayout.Group>
          <TextField
            label="Points can be spent after"
            value={form.pendingDays}
            onChange={(pendingDays) => edit({ pendingDays }, 'pendingDays')}
            inputMode="numeric"
            suffix="days"
            autoComplete="off"
            helpText="At least as long as returns take. 0 lets points be spent at once."
            error={problemOf('pendingDays') ?? false}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

function RewardsCard({ editor, currency }: Props) {
  const { rewards } = editor.form;
  const beyond = sayBeyondForm(editor.readable);
  const set = (next: readonly RewardForm[]) => editor.edit({ rewards: next }, 'rewards');
  const add = () =>
    set([
      ...rewards,
      { id: freeRewardId(rewards), name: '', cost: '', kind: 'amount-off', amount: '' },
    ]);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Rewards
        </Text>
        {rewards.length === 0 ? (
          <Text as="p" tone="subdued">
            There is nothing to spend points on yet.
          </Text>
        ) : null}
        {rewards.map((reward, place) => (
          <RewardFields
            key={reward.id}
            {...{ editor, currency, reward, place }}
            beyond={beyond.get(reward.id) ?? []}
            onChange={(changes, field) =>
              editor.edit(
                {
                  rewards: rewards.map((each) =>
                    each.id === reward.id ? { ...each, ...changes } : each,
                  ),
                },
                `rewards[${place}].${field}`,
              )
            }
            onRemove={() => set(rewards.filter(({ id }) => id !== reward.id))}
          />
        ))}
        <InlineStack>
          <Button onClick={add}>Add reward</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const KINDS = [
  { label: 'Amount off', value: 'amount-off' },
  { label: 'Free shipping', value: 'free-shipping' },
];

type RewardProps = Props & {
  readonly reward: RewardForm;
  readonly place: number;
  /** What it says that has no field, in sentences. */
  readonly beyond: readonly string[];
  readonly onChange: (changes: Partial<RewardForm>, field: string) => void;
  readonly onRemove: () => void;
};

function RewardFields(props: RewardProps) {
  const { editor, currency, reward, place, beyond, onChange, onRemove } = props;
  const problem = (field: string) => editor.problemOf(`rewards[${place}].${field}`) ?? false;
  const isKept = reward.kind === 'kept';
  const called = reward.name.trim() || `reward ${place + 1}`;
  return (
    <div className="laurel-reward" role="group" aria-label={called}>
      <FormLayout>
        <TextField
          label="Name shoppers see"
          value={reward.name}
          onChange={(name) => onChange({ name }, 'name')}
          autoComplete="off"
          maxLength={80}
          error={problem('name')}
        />
        {isKept ? null : <OfferFields {...{ currency, reward, onChange, problem }} />}
        <BeyondForm
          {...{ isKept, sentences: beyond }}
          problem={isKept && (problem('offer.cost') || problem('offer.gives.amountMinor'))}
        />
        <InlineStack align="end">
          <Button
            variant="plain"
            tone="critical"
            onClick={onRemove}
            accessibilityLabel={`Remove ${called}`}
          >
            Remove
          </Button>
        </InlineStack>
      </FormLayout>
    </div>
  );
}

type BeyondProps = {
  /** Nothing but its name can be changed: what is wrong with it is said here too. */
  readonly isKept: boolean;
  readonly sentences: readonly string[];
  readonly problem: string | false;
};

function BeyondForm({ isKept, sentences, problem }: BeyondProps) {
  if (!isKept && sentences.length === 0) return null;
  return (
    <BlockStack gap="100">
      {sentences.map((sentence) => (
        <Text key={sentence} as="p">
          {sentence}
        </Text>
      ))}
      <Text as="p" tone="subdued">
        {isKept
          ? 'It says more than this page can change, and stays as it is.'
          : 'This page cannot change that. It is dropped if you change what the reward gives.'}
      </Text>
      {problem ? (
        <Text as="p" tone="critical">
          {problem}
        </Text>
      ) : null}
    </BlockStack>
  );
}

type OfferProps = Pick<RewardProps, 'currency' | 'reward' | 'onChange'> & {
  readonly problem: (field: string) => string | false;
};

function OfferFields({ currency, reward, onChange, problem }: OfferProps) {
  return (
    <>
      <FormLayout.Group condensed>
        <TextField
          label="Costs"
          value={reward.cost}
          onChange={(cost) => onChange({ cost }, 'offer.cost')}
          inputMode="numeric"
          suffix="points"
          autoComplete="off"
          error={problem('offer.cost')}
        />
        <Select
          label="Gives"
          options={KINDS}
          value={reward.kind}
          onChange={(kind) => onChange({ kind: kind as RewardForm['kind'] }, 'offer.gives')}
        />
      </FormLayout.Group>
      {reward.kind === 'amount-off' ? (
        <TextField
          label="Amount off"
          value={reward.amount}
          onChange={(amount) => onChange({ amount }, 'offer.gives')}
          inputMode="decimal"
          suffix={currency}
          autoComplete="off"
          error={problem('offer.gives.amountMinor')}
        />
      ) : null}
    </>
  );
}
