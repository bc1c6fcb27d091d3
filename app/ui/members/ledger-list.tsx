/**
 * Movements with their sentences. On Home, the latest in the books, each names its member; on a
 * member's page, in the order they happened, its line.
 */
import { Badge, InlineStack, Link, Text } from '@shopify/polaris';
import type { NamedMovement } from '../../contracts/admin-home.ts';
import type { LedgerLine } from '../../contracts/admin-members.ts';
import type { MovementView } from '../../contracts/status.ts';
import { sayChange, sayInstant, sayNumber, sayPosted } from '../status/say-status.ts';
import { sayFacts } from './say-facts.ts';
import { sayMember } from './member-name.ts';

type Line = MovementView &
  Partial<Pick<LedgerLine, 'firstSeq' | 'corrects' | 'version'>> &
  Partial<Pick<NamedMovement, 'name'>>;

type Props = {
  readonly lines: readonly Line[];
  readonly zone: string;
  /** What to say when there are none. */
  readonly empty: string;
  /** Whether each line leads to its member. */
  readonly isLinked?: boolean;
};

export function LedgerList({ lines, zone, empty, isLinked = false }: Props) {
  if (lines.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {empty}
      </Text>
    );
  }
  return (
    <ul className="laurel-list">
      {lines.map((line) => (
        <li key={`${line.memberId}:${line.seq}`} className="laurel-entry">
          <div>
            <Text as="p">{line.sentence}</Text>
            <InlineStack gap="200" blockAlign="center">
              <Text as="p" variant="bodySm" tone="subdued">
                {isLinked ? sayPosted(line, zone) : sayInstant(line.at, zone)}
                {isLinked ? ' · ' : ` · ${sayFacts(line)}`}
                {isLinked ? (
                  <Link url={`/app/members/${line.memberId}`}>
                    {sayMember({ ...line, name: line.name ?? null })}
                  </Link>
                ) : null}
              </Text>
              {line.reversed ? <Badge>Correction</Badge> : null}
            </InlineStack>
          </div>
          <Change line={line} />
        </li>
      ))}
    </ul>
  );
}

function Change({ line: { change, points } }: { line: Line }) {
  // Red is for errors: what was spent or taken back is none.
  const tone = change > 0 ? 'laurel-gained' : change === 0 ? 'laurel-moved' : '';
  return (
    <span className={`laurel-change ${tone}`}>
      {change === 0 ? sayNumber(points) : sayChange(change)}
    </span>
  );
}
