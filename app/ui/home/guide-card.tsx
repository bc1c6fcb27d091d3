/** The set-up guide: four steps, what is done, and the one thing to do next. */
import { Form, useNavigation } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import type { GuideView } from '../../contracts/admin-home.ts';
import { EMBED_HANDLE, type GuideStep, isGuideDone, type StepState } from './guide-steps.ts';

type Props = {
  readonly guide: GuideView;
  readonly steps: readonly GuideStep[];
  readonly domain: string;
  readonly apiKey: string;
};

export function GuideCard({ guide, steps, domain, apiKey }: Props) {
  const done = steps.filter(({ state }) => state === 'done').length;
  const next = steps.find(({ state }) => state === 'open' || state === 'failed')?.id ?? null;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {isGuideDone(steps) ? 'You are set up' : 'Set up your program'}
          </Text>
          {isGuideDone(steps) ? <PutAway /> : null}
        </InlineStack>
        <BlockStack gap="100">
          <Text as="p" tone="subdued">
            {done} of {steps.length} steps done
          </Text>
          <ProgressBar
            progress={(100 * done) / steps.length}
            size="small"
            tone="primary"
            ariaLabelledBy="guide-progress"
          />
          <Text as="span" id="guide-progress" visuallyHidden>
            Set-up progress
          </Text>
        </BlockStack>
        <ol className="laurel-list">
          {steps.map((step) => (
            <li key={step.id} className="laurel-entry laurel-wraps">
              <BlockStack gap="100">
                <InlineStack gap="200" blockAlign="center">
                  <Text as="h3" variant="headingSm">
                    {step.title}
                  </Text>
                  <StateBadge state={step.state} />
                </InlineStack>
                <Text as="p" tone="subdued">
                  {step.words}
                </Text>
              </BlockStack>
              <StepAction
                step={step}
                isNext={step.id === next}
                hasDraft={guide.hasDraft}
                editor={`https://${domain}/admin/themes/current/editor`}
                apiKey={apiKey}
              />
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

const BADGES: Readonly<
  Record<StepState, { tone: 'success' | 'info' | 'critical'; say: string } | null>
> = {
  done: { tone: 'success', say: 'Done' },
  'under-way': { tone: 'info', say: 'Under way' },
  failed: { tone: 'critical', say: 'Did not work' },
  open: null,
  unknown: null,
};

function StateBadge({ state }: { state: StepState }) {
  const badge = BADGES[state];
  return badge ? <Badge tone={badge.tone}>{badge.say}</Badge> : null;
}

type ActionProps = {
  readonly step: GuideStep;
  readonly isNext: boolean;
  readonly hasDraft: boolean;
  readonly editor: string;
  readonly apiKey: string;
};

/** The next step's button looks primary; the others wait their turn without being locked. */
function StepAction({ step, isNext, hasDraft, editor, apiKey }: ActionProps) {
  const busy = useNavigation().formData?.get('intent');
  const look = isNext ? { variant: 'primary' as const } : {};
  if (step.state !== 'open' && step.state !== 'failed') return null;
  switch (step.id) {
    case 'history':
      return (
        <Form method="post" action="/app?index">
          <input type="hidden" name="intent" value="import" />
          <Button submit loading={busy === 'import'} {...look}>
            {step.state === 'failed' ? 'Try again' : 'Bring them in'}
          </Button>
        </Form>
      );
    case 'program':
      if (hasDraft)
        return (
          <Button url="/app/program" {...look}>
            Open the draft
          </Button>
        );
      return (
        <Form method="post" action="/app/program">
          <input type="hidden" name="intent" value="start" />
          <input type="hidden" name="preset" value="points" />
          <Button submit loading={busy === 'start'} {...look}>
            Use the Points preset
          </Button>
        </Form>
      );
    case 'embed':
      return (
        <Button
          url={`${editor}?context=apps&activateAppId=${apiKey}/${EMBED_HANDLE}`}
          target="_top"
          {...look}
        >
          Open theme editor
        </Button>
      );
    case 'checkout':
      return (
        <Button
          url={editor.replace('themes/current/editor', 'settings/checkout')}
          target="_top"
          {...look}
        >
          Open checkout settings
        </Button>
      );
  }
}

function PutAway() {
  const busy = useNavigation().formData?.get('intent') === 'put-away';
  return (
    <Form method="post" action="/app?index">
      <input type="hidden" name="intent" value="put-away" />
      <Button submit variant="plain" loading={busy}>
        Dismiss
      </Button>
    </Form>
  );
}
