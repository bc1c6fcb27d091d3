/** Members by their newest activity, and the search for one of them. */
import { Form, useNavigation } from '@remix-run/react';
import {
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Link,
  Page,
  Text,
  TextField,
} from '@shopify/polaris';
import { useState } from 'react';
import type { MembersView, NamedMember } from '../../contracts/admin-members.ts';
import { sayCount, sayDay, sayNumber } from '../status/say-status.ts';
import { sayMember } from './member-name.ts';

export function MembersPage({ view }: { view: MembersView }) {
  return (
    <Page title="Members" subtitle="Every shopper with an account who bought something">
      <div className="laurel-sections">
        <Trouble trouble={view.trouble} isSearch={view.words !== ''} />
        <Card>
          <BlockStack gap="400">
            <Search key={view.words} words={view.words} />
            <Rows view={view} />
            <Pages view={view} />
          </BlockStack>
        </Card>
      </div>
    </Page>
  );
}

const TROUBLES = {
  shopify_silent: {
    title: 'Shopify did not answer',
    list: 'Names are missing until it does. Everything else is up to date.',
    search: 'Names cannot be searched just now. An order number or a customer id still works.',
  },
  not_allowed: {
    title: 'Shopify does not share names with Laurel yet',
    list: 'Members show by their customer id. Search by order number or customer id.',
    search: 'Search by order number, such as #1001, or by customer id.',
  },
} as const;

function Trouble({ trouble, isSearch }: { trouble: MembersView['trouble']; isSearch: boolean }) {
  if (trouble === null) return null;
  const { title, list, search } = TROUBLES[trouble];
  return (
    <Banner tone="warning" title={title}>
      <Text as="p">{isSearch ? search : list}</Text>
    </Banner>
  );
}

function Search({ words }: { words: string }) {
  const [typed, setTyped] = useState(words);
  const isBusy = useNavigation().location?.search.includes('q=') ?? false;
  return (
    <Form method="get" action="/app/members" role="search">
      <TextField
        label="Find a member"
        name="q"
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        maxLength={100}
        placeholder="Name, e-mail, #1001"
        helpText="A name or e-mail, an order number such as #1001, or a customer id."
        connectedRight={
          <Button submit loading={isBusy}>
            Search
          </Button>
        }
      />
    </Form>
  );
}

function Rows({ view }: { view: MembersView }) {
  const { members, strangers, words, zone } = view;
  if (members.length === 0 && strangers.length === 0) return <Nobody view={view} />;
  return (
    <BlockStack gap="300">
      {words === '' ? null : (
        <Text as="p" tone="subdued">
          {sayCount(members.length, 'member')} found for “{words}”.{' '}
          <Link url="/app/members">Show all</Link>
        </Text>
      )}
      {members.length === 0 ? null : (
        <BlockStack gap="100">
          <Text as="p" variant="bodySm" tone="subdued" alignment="end">
            Points to spend
          </Text>
          <ul className="laurel-list">
            {members.map((member) => (
              <Row key={member.memberId} member={member} zone={zone} />
            ))}
          </ul>
        </BlockStack>
      )}
      {strangers.length === 0 ? null : (
        <Text as="p" tone="subdued">
          Also at Shopify, without an order that counts yet:{' '}
          {strangers.map(({ customerId, name }) => name || `customer ${customerId}`).join(', ')}.
        </Text>
      )}
    </BlockStack>
  );
}

function Row({ member, zone }: { member: NamedMember; zone: string }) {
  const { pending, held, lastAt, email } = member;
  const more = [
    ...(email === null ? [] : [email]),
    ...(pending > 0 ? [`${sayNumber(pending)} waiting`] : []),
    ...(held > 0 ? [`${sayNumber(held)} reserved`] : []),
    lastAt === null ? 'no points yet' : `last change ${sayDay(lastAt, zone)}`,
  ];
  return (
    <li className="laurel-entry">
      <div>
        <Text as="p" fontWeight="semibold">
          <Link url={`/app/members/${member.memberId}`}>{sayMember(member)}</Link>
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {more.join(' · ')}
        </Text>
      </div>
      <span className="laurel-change">
        {sayNumber(member.available)}
        <Text as="span" visuallyHidden>
          {' '}
          points to spend
        </Text>
      </span>
    </li>
  );
}

function Nobody({ view: { words, note, trouble } }: { view: MembersView }) {
  if (words === '') {
    return (
      <BlockStack gap="100">
        <Text as="h2" variant="headingMd">
          No members yet
        </Text>
        <Text as="p" tone="subdued">
          A shopper becomes a member with their first order. Past orders count once you brought them
          in on the home page.
        </Text>
      </BlockStack>
    );
  }
  const isUndone = note === null && trouble !== null;
  return (
    <Text as="p" tone="subdued">
      {isUndone ? 'The search could not be done.' : sayNote(note, words)}{' '}
      <Link url="/app/members">Show all members</Link>
    </Text>
  );
}

function sayNote(note: MembersView['note'], words: string): string {
  switch (note) {
    case 'guest_order':
      return `Order ${words} was placed by a guest, who has no account and so no points.`;
    case 'too_long':
      return `There are too many orders to look through for ${words}. Search by customer instead.`;
    case null:
      return `Nobody was found for “${words}”.`;
  }
}

function Pages({ view: { isFirst, next } }: { view: MembersView }) {
  if (isFirst && next === null) return null;
  return (
    <InlineStack gap="200">
      {isFirst ? null : <Button url="/app/members">First page</Button>}
      {next === null ? null : <Button url={`/app/members?after=${next}`}>Next page</Button>}
    </InlineStack>
  );
}
