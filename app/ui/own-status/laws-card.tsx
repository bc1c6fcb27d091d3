/** The laws of the books: when they were last asked of them, and which are broken for whom. */
import { Badge, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import type { AuditView, BrokenLaw } from '../../contracts/admin-status.ts';
import { sayCount, sayInstant, sayNumber } from '../status/say-status.ts';

type Props = { readonly audit: AuditView; readonly zone: string };

export function LawsCard({ audit, zone }: Props) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Laws of the books
          </Text>
          <Verdict audit={audit} />
        </InlineStack>
        {audit.broken.length === 0 ? null : <Broken audit={audit} />}
        <Text as="p">{sayWhole(audit, zone)}</Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {saySince(audit, zone)}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Verdict({ audit: { broken, lookedAt } }: { audit: AuditView }) {
  if (broken.length > 0) return <Badge tone="critical">{`${broken.length} broken`}</Badge>;
  return lookedAt === null ? <Badge>Not looked at yet</Badge> : <Badge tone="success">Held</Badge>;
}

function Broken({ audit: { broken, more } }: { audit: AuditView }) {
  return (
    <>
      <Text as="p" tone="critical">
        This is a bug of Laurel, and nothing you did. Keep the database as it is, and tell whoever
        runs Laurel for you.
      </Text>
      <ul className="laurel-list">
        {broken.map((law) => (
          <li key={law.law} className="laurel-entry">
            <BrokenEntry law={law} />
          </li>
        ))}
      </ul>
      {more ? (
        <Text as="p" variant="bodySm" tone="subdued">
          There is more than is listed here.
        </Text>
      ) : null}
    </>
  );
}

function BrokenEntry({ law: { law, sentence, rows, memberIds } }: { law: BrokenLaw }) {
  return (
    <div>
      <Text as="p">{sentence}</Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {law} · {sayCount(rows, 'place')}
        {memberIds.length === 0 ? '' : ' · '}
        {memberIds.map((memberId, place) => (
          <span key={memberId}>
            {place === 0 ? '' : ', '}
            <Link url={`/app/members/${memberId}`}>{`Member ${memberId}`}</Link>
          </span>
        ))}
      </Text>
    </div>
  );
}

function sayWhole({ whole, laws, broken }: AuditView, zone: string): string {
  if (whole === null) return 'Laurel looks at everybody’s books once a day. It has not yet.';
  const held = broken.length === 0 ? `All ${laws} laws hold` : `${laws - broken.length} laws hold`;
  const whom = whole.members === 1 ? 'the one member' : `all ${sayNumber(whole.members)} members`;
  return `${held}, for ${whom} and every change of their points, as of ${sayInstant(
    whole.finishedAt,
    zone,
  )}.`;
}

function saySince({ lookedAt, underWay }: AuditView, zone: string): string {
  const last = lookedAt === null ? '' : `, last at ${sayInstant(lookedAt, zone)}`;
  const since = `What changes is looked at every ten minutes${last}.`;
  if (underWay === null) return since;
  return `${since} Everybody is being looked at now: ${sayCount(underWay, 'member')} so far.`;
}
