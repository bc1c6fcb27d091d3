/** Movements with their sentences: on Home each names its member, on a member's page its line. */
import { Badge, InlineStack, Link, Text } from '@shopify/polaris';
import type { NamedMovement } from '../../contracts/admin-home.ts';
import type { LedgerLine } from '../../contracts/admin-members.ts';
import type { MovementView } from '../../contracts/status.ts';
import { sayChange, sayInstant, sayNumber } from '../status/say-status.ts';
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
                {sayInstant(line.at, zone)}
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

/** `line 12 · program version 1`, `line 7–9` of an event over several lots; what it puts right. */
function sayFacts({ seq, firstSeq = seq, version, corrects = [] }: Line): string {
  const facts = [`line ${sayLines(firstSeq, seq)}`];
  if (version !== null && version !== undefined) facts.push(`program version ${version}`);
  const [first] = corrects;
  if (first !== undefined) facts.push(`puts line ${sayLines(first, Math.max(...corrects))} right`);
  return facts.join(' · ');
}

function sayLines(first: number, last: number): string {
  return first === last ? `${last}` : `${first}–${last}`;
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
