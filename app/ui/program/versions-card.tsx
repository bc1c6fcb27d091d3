/** Every version there was, what each changed, and the way back to one. */
import { Badge, BlockStack, Button, Card, InlineStack, List, Text } from '@shopify/polaris';
import { useState } from 'react';
import type { ProgramView } from '../../contracts/admin-program.ts';
import type { PublishedVersion } from '../../contracts/program.ts';
import { ownersDefinition } from '../../domain/program/budget.ts';
import { sayDifferences } from '../../domain/program/say-differences.ts';
import { sayInstant } from '../status/say-status.ts';
import { PublishModal } from './publish-modal.tsx';

export function VersionsCard({ view }: { view: ProgramView }) {
  const { versions } = view;
  const [asked, setAsked] = useState<PublishedVersion | null>(null);
  const newest = versions[0];
  if (!newest) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Versions
        </Text>
        <ul className="laurel-list">
          {versions.map((version, place) => (
            <li key={version.version} className="laurel-entry laurel-wraps">
              <Version view={view} version={version} before={versions[place + 1] ?? null} />
              {isSame(version, newest) ? null : (
                <Button
                  onClick={() => setAsked(version)}
                  accessibilityLabel={`Publish again version ${version.version}`}
                >
                  Publish again
                </Button>
              )}
            </li>
          ))}
        </ul>
      </BlockStack>
      {asked ? (
        <PublishModal
          title={`Publish version ${asked.version} again`}
          definition={asked.definition}
          differences={sayDifferences(ownersDefinition(newest), ownersDefinition(asked))}
          sends={{ intent: 'again', version: asked.version, newest: newest.version }}
          isOpen
          onClose={() => setAsked(null)}
        />
      ) : null}
    </Card>
  );
}

function sayByBudget({ definition }: PublishedVersion): string {
  return definition.paused ? 'Paused by the month’s budget' : 'Begun again with a new month';
}

function isSame(a: PublishedVersion, b: PublishedVersion): boolean {
  return sayDifferences(ownersDefinition(a), ownersDefinition(b)).length === 0;
}

type VersionProps = {
  readonly view: ProgramView;
  readonly version: PublishedVersion;
  readonly before: PublishedVersion | null;
};

function Version({ view: { versions, zone }, version, before }: VersionProps) {
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          Version {version.version}
        </Text>
        {version === versions[0] ? <Badge tone="success">In force</Badge> : null}
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {version.byBudget ? `${sayByBudget(version)}, ` : 'Published '}
        {sayInstant(version.publishedAt, zone)}
        {version.effectiveAt < version.publishedAt
          ? `, for orders since ${sayInstant(version.effectiveAt, zone)}`
          : ''}
      </Text>
      <List>
        {sayDifferences(before?.definition ?? null, version.definition).map((difference) => (
          <List.Item key={difference}>{difference}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
