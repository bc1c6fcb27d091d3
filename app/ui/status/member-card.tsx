/** Looking up one member by the id their customer has at Shopify: balance and explained ledger. */
import { Form } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import type { MemberView, ShopStatus } from '../../contracts/status.ts';
import { Sum } from './books-card.tsx';
import { MovementList } from './movement-list.tsx';
import { sayCount, sayInstant } from './say-status.ts';

export function MemberCard({ shop }: { shop: ShopStatus }) {
  const { member } = shop;
  return (
    <div id="member">
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            Look up a member
          </Text>
          <LookUp key={member.asked} domain={shop.domain} asked={member.asked ?? ''} />
          {member.asked === null ? null : member.found ? (
            <Found member={member.found} shop={shop} />
          ) : (
            <Text as="p">
              No member of this shop has the customer id {member.asked}. Members appear with their
              first order.
            </Text>
          )}
        </BlockStack>
      </Card>
    </div>
  );
}

function LookUp({ domain, asked }: { domain: string; asked: string }) {
  const [typed, setTyped] = useState(asked);
  return (
    <Form method="get" action="/status">
      <input type="hidden" name="shop" value={domain} />
      <TextField
        label="Customer id at Shopify"
        name="customer"
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        inputMode="numeric"
        maxLength={64}
        connectedRight={<Button submit>Look up</Button>}
      />
    </Form>
  );
}

function Found({ member, shop }: { member: MemberView; shop: ShopStatus }) {
  return (
    <BlockStack gap="400">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          Customer {member.customerId}
        </Text>
        {member.refold ? <Badge tone="info">Being counted again</Badge> : null}
      </InlineStack>
      <dl className="laurel-sums">
        <Sum name="Available" value={member.available} />
        <Sum name="Pending" value={member.pending} />
        <Sum name="Held for rewards" value={member.held} />
      </dl>
      <Text as="p" variant="bodySm" tone="subdued">
        {sayHistory(member, shop.zone)}
      </Text>
      <MovementList
        movements={member.ledger}
        zone={shop.zone}
        empty="No points have moved for this member."
      />
      <Pages member={member} domain={shop.domain} />
    </BlockStack>
  );
}

function sayHistory(member: MemberView, zone: string): string {
  const moved = `${sayCount(member.movements, 'movement')}, newest first.`;
  if (member.nextDueAt === null) return moved;
  return `${moved} The next points can be spent from ${sayInstant(member.nextDueAt, zone)}.`;
}

function Pages({ member, domain }: { member: MemberView; domain: string }) {
  const newest = member.ledger[0];
  const isFirst = !newest || newest.seq === member.movements;
  const address = (before: number | null) => {
    const query = new URLSearchParams({ shop: domain, customer: member.customerId });
    if (before !== null) query.set('before', String(before));
    return `/status?${query}#member`;
  };
  if (isFirst && member.olderBefore === null) return null;
  return (
    <InlineStack gap="200">
      {isFirst ? null : <Button url={address(null)}>Newest</Button>}
      {member.olderBefore === null ? null : (
        <Button url={address(member.olderBefore)}>Older</Button>
      )}
    </InlineStack>
  );
}
