/** Members whose points the store does not show, because Shopify would not take them. */
import { Form, useNavigation } from '@remix-run/react';
import { BlockStack, Button, Card, Link, Text } from '@shopify/polaris';
import type { DeadLetterEntry, DeadLettersView } from '../../contracts/admin-status.ts';
import { sayCount, sayInstant, sayNumber } from '../status/say-status.ts';
import { sayLetterReason } from './say-letter-reason.ts';

type Props = { readonly deadLetters: DeadLettersView; readonly zone: string };

export function DeadLettersCard({ deadLetters, zone }: Props) {
  const { letters, givenUp, retrying } = deadLetters;
  const isSending = useNavigation().formData?.get('intent') === 'tell-all-again';
  const more = givenUp - letters.length;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Points your store does not show
        </Text>
        <Text as="p" tone="subdued">
          These members’ points are right in Laurel, and rewards work. Shopify did not take what
          your store shows of them; Laurel gave up trying and waits for you.
          {retrying > 0 ? ` Still being tried: ${sayCount(retrying, 'more member')}.` : ''}
        </Text>
        <ul className="laurel-list">
          {letters.map((letter) => (
            <Letter key={letter.memberId} letter={letter} zone={zone} />
          ))}
        </ul>
        {more > 0 ? (
          <Text as="p" variant="bodySm" tone="subdued">
            And {sayNumber(more)} more.
          </Text>
        ) : null}
        {givenUp > 1 ? (
          <Form method="post" action="/app/status">
            <input type="hidden" name="intent" value="tell-all-again" />
            <Button submit loading={isSending}>
              Retry all
            </Button>
          </Form>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function Letter({ letter, zone }: { letter: DeadLetterEntry; zone: string }) {
  const { memberId, reason, attempts, since } = letter;
  const isSending = useNavigation().formData?.get('memberId') === String(memberId);
  return (
    <li className="laurel-entry">
      <div>
        <Text as="p">
          <Link url={`/app/members/${memberId}`}>Member {memberId}</Link>
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {sayLetterReason(reason)} Since {sayInstant(since, zone)}, tried{' '}
          {attempts === 1 ? 'once' : sayCount(attempts, 'time')}.
        </Text>
      </div>
      <Form method="post" action="/app/status">
        <input type="hidden" name="intent" value="tell-again" />
        <input type="hidden" name="memberId" value={memberId} />
        <Button submit loading={isSending} accessibilityLabel={`Retry member ${memberId}`}>
          Retry
        </Button>
      </Form>
    </li>
  );
}
