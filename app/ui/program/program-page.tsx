/** The program: its draft beside what shoppers will see, what it would cost, and its versions. */
import { Form, useNavigation } from '@remix-run/react';
import { SaveBar } from '@shopify/app-bridge-react';
import {
  Badge,
  Banner,
  BlockStack,
  Button,
  Card,
  Layout,
  List,
  Page,
  Text,
} from '@shopify/polaris';
import { useState } from 'react';
import type { DraftView, ProgramView } from '../../contracts/admin-program.ts';
import { checkProgram } from '../../domain/program/check-program.ts';
import { ownersDefinition } from '../../domain/program/budget.ts';
import { sayDifferences } from '../../domain/program/say-differences.ts';
import { sayInstant } from '../status/say-status.ts';
import { BudgetBanner } from './budget-banner.tsx';
import { ProgramFields } from './program-fields.tsx';
import { PublishModal } from './publish-modal.tsx';
import { sayProblems } from './say-problem.ts';
import { ShopperPreview } from './shopper-preview.tsx';
import { type ProgramEditor, useProgramEditor } from './use-program-editor.ts';
import { VersionsCard } from './versions-card.tsx';
import { WhatIfCard } from './what-if-card.tsx';

export function ProgramPage({ view }: { view: ProgramView }) {
  const isFresh = view.draft.revision === 0 && view.versions.length === 0;
  return isFresh ? <ChoosePreset /> : <EditProgram view={view} />;
}

function EditProgram({ view }: { view: ProgramView }) {
  const editor = useProgramEditor(view.draft);
  const [isPublishing, setPublishing] = useState(false);
  const newest = view.versions[0] ?? null;
  const before = newest && ownersDefinition(newest);
  const differences = sayDifferences(before, view.draft.definition);
  const isPublishable = !editor.isDirty && !editor.isSaving && differences.length > 0;
  return (
    <Page
      title="Program"
      titleMetadata={<State {...{ view, editor }} hasChanges={differences.length > 0} />}
      primaryAction={{
        content: 'Publish',
        disabled: !isPublishable,
        onAction: () => setPublishing(true),
      }}
    >
      <Save editor={editor} />
      <div className="laurel-sections">
        <BudgetBanner budget={view.budget} zone={view.zone} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {editor.theirs ? <Theirs {...{ view, editor }} theirs={editor.theirs} /> : null}
              <Elsewhere problems={sayProblems(editor.problemsElsewhere, editor.readable)} />
              <ProgramFields editor={editor} currency={view.currency} />
              <WhatIfCard
                editor={editor}
                currency={view.currency}
                isInForce={!editor.isDirty && differences.length === 0}
              />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <ShopperPreview
              definition={editor.readable}
              shopName={view.shopName}
              isCurrent={editor.isReadable}
            />
          </Layout.Section>
          <Layout.Section variant="fullWidth">
            <VersionsCard view={view} />
          </Layout.Section>
        </Layout>
      </div>
      <PublishModal
        title={`Publish version ${(newest?.version ?? 0) + 1}`}
        definition={view.draft.definition}
        differences={differences}
        warnings={checkProgram(view.draft.definition).warnings}
        sends={{ intent: 'publish', revision: editor.revision }}
        history={newest === null ? view.history : null}
        isOpen={isPublishing}
        onClose={() => setPublishing(false)}
      />
    </Page>
  );
}

function Save({ editor }: { editor: ProgramEditor }) {
  const busy = editor.isSaving ? { loading: '' } : {};
  return (
    <SaveBar id="program-save-bar" open={editor.isDirty}>
      <button variant="primary" onClick={editor.save} {...busy}>
        Save draft
      </button>
      <button onClick={editor.discard}>Discard</button>
    </SaveBar>
  );
}

type StateProps = {
  readonly view: ProgramView;
  readonly editor: ProgramEditor;
  readonly hasChanges: boolean;
};

function State({ view: { versions }, editor, hasChanges }: StateProps) {
  if (editor.isDirty) return <Badge tone="attention">Unsaved changes</Badge>;
  if (hasChanges) return <Badge tone="info">Draft, not published</Badge>;
  return <Badge tone="success">{`Version ${versions[0]?.version ?? 0} in force`}</Badge>;
}

type TheirsProps = {
  readonly view: ProgramView;
  readonly editor: ProgramEditor;
  readonly theirs: DraftView;
};

function Theirs({ view: { zone, staffId }, editor, theirs }: TheirsProps) {
  const { savedAt, savedBy } = theirs;
  const whose =
    savedBy === staffId ? 'You, in another window,' : `A colleague (staff member ${savedBy})`;
  const when = savedAt === null ? '' : ` at ${sayInstant(savedAt, zone)}`;
  return (
    <Banner
      tone="warning"
      title="This draft was saved while you were editing it"
      action={{ content: 'Load what was saved', onAction: editor.loadTheirs }}
    >
      <Text as="p">
        {savedBy === null ? 'Somebody' : whose} saved it
        {when}. Nothing is lost: that is kept, and yours is still in the form below, not saved yet.
        To go on, note down what you changed, load what was saved, make your changes in it and save.
      </Text>
    </Banner>
  );
}

/** Rules this page does not show may stand against what was typed. */
function Elsewhere({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <Banner tone="critical" title="This contradicts rules that are not on this page">
      <List>
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

function ChoosePreset() {
  const busy = useNavigation().formData?.get('intent') === 'start';
  return (
    <Page title="Program">
      <div className="laurel-sections">
        <Card>
          <BlockStack gap="300" inlineAlign="start">
            <Text as="h2" variant="headingMd">
              Start with Points
            </Text>
            <Text as="p">
              Shoppers earn a point for each unit of your currency, spend points after 14 days, and
              turn them into money off or free shipping. You can change everything before and after
              you publish.
            </Text>
            <Form method="post" action="/app/program">
              <input type="hidden" name="intent" value="start" />
              <input type="hidden" name="preset" value="points" />
              <Button submit variant="primary" loading={busy}>
                Use the Points preset
              </Button>
            </Form>
          </BlockStack>
        </Card>
      </div>
    </Page>
  );
}
