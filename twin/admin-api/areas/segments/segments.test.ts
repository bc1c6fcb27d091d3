/**
 * Segments over the real schema; words of recorded answers in airhorns/shopify-draft-proxy,
 * `fixtures/conformance/…/segments/*.json` (read 2026-11); each case names its file.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { openSegments } from '../../../segments/open-segments.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';

let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
  openSegments(shop.world);
});

const CREATE = `mutation ($name: String!, $query: String!) {
  segmentCreate(name: $name, query: $query) {
    segment { id name query creationDate lastEditDate } userErrors { field message }
  }
}`;

const create = (name: string, query: string) =>
  shop.get(CREATE, { name, query }).segmentCreate as never as { segment: { id: string } };

function customer(input: object): string {
  const made = shop.get(
    'mutation ($input: CustomerInput!) { customerCreate(input: $input) { customer { id } } }',
    { input },
  );
  return made.customerCreate?.customer?.id as never;
}

function members(where: Readonly<Record<string, string>>): string[] {
  const found = shop.get(
    `query ($query: String, $segmentId: ID, $queryId: ID) {
      customerSegmentMembers(first: 1000, query: $query, segmentId: $segmentId, queryId: $queryId) {
        totalCount edges { node { displayName } }
      }
    }`,
    where,
  ).customerSegmentMembers as never as { edges: { node: { displayName: string } }[] };
  return found.edges.map(({ node }) => node.displayName);
}

describe('a segment', () => {
  // segment-query-whitespace-preservation.json, segment-authoritative-prerequisites.json
  it('keeps its query as written, and a name of its own', () => {
    const query = '   number_of_orders = 0   ';
    const at = '2026-11-01T12:00:00Z';
    expect(create('VIP', query)).toMatchObject({
      segment: { name: 'VIP', query, creationDate: at, lastEditDate: at },
      userErrors: [],
    });
    expect(create('VIP', query)).toMatchObject({ segment: { name: 'VIP (2)' } });
    expect(shop.topics).toEqual(['segments/create', 'segments/create']);
  });

  // segment-create-update-query-grammar.json, segment-create-name-failure-short-circuits-….json
  it.each([
    [
      'A',
      'not a valid segment query ???',
      [
        ['query', "Query Line 1 Column 6: 'valid' is unexpected."],
        ['query', "Query Line 1 Column 4: 'a' filter cannot be found."],
      ],
    ],
    ['', 'nonsense', [['name', "Name can't be blank"]]],
    ['A', '', [['query', "Query can't be blank"]]],
    ['x'.repeat(256), 'a', [['name', 'Name is too long (maximum is 255 characters)']]],
  ])('named %j of %j is refused', (name, query, errors) => {
    expect(create(name, query)).toEqual({
      segment: null,
      userErrors: errors.map(([field, message]) => ({ field: [field], message })),
    });
  });

  it('of what the twin keeps nothing of fails by the filter’s name', () => {
    const { errors } = shop.ask(CREATE, { name: 'A', query: "rfm_group = 'CHAMPIONS'" });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_IMPLEMENTED' });
    expect(errors?.[0]?.message).toContain('rfm_group');
  });

  // segments-user-errors-shape.json, segments-baseline.json
  it('that is not there is no segment', () => {
    const id = 'gid://shopify/Segment/999999999999';
    const { data, errors } = shop.ask('query ($id: ID!) { segment(id: $id) { id } }', { id });
    expect(data).toEqual({ segment: null });
    expect(errors?.[0]).toMatchObject({ message: 'Segment does not exist' });
    const change = shop.get(
      `mutation ($id: ID!) {
        segmentUpdate(id: $id, name: "x") { segment { id } userErrors { field message } }
        segmentDelete(id: $id) { deletedSegmentId userErrors { field message } }
      }`,
      { id },
    );
    const userErrors = [{ field: ['id'], message: 'Segment does not exist' }];
    expect(change).toEqual({
      segmentUpdate: { segment: null, userErrors },
      segmentDelete: { deletedSegmentId: null, userErrors },
    });
  });

  // segments-baseline.json (segmentFilters)
  it('is made of filters that are listed', () => {
    const { segmentFilters } = shop.get(
      `{ segmentFilters(first: 2) {
        edges { node { __typename queryName localizedName multiValue } }
      } }`,
    );
    expect(segmentFilters?.edges).toEqual([
      {
        node: {
          __typename: 'SegmentAssociationFilter',
          queryName: 'customer_tags',
          localizedName: 'Customer tags',
          multiValue: true,
        },
      },
      {
        node: {
          __typename: 'SegmentEventFilter',
          queryName: 'orders_placed',
          localizedName: 'Orders placed',
          multiValue: false,
        },
      },
    ]);
  });
});

describe('the members of a segment', () => {
  // Meaning of the filters: segment query language reference, shopify.dev (read 2026-11).
  it.each([
    ["customer_tags CONTAINS 'VIP'", ['Ada']],
    ["customer_tags NOT CONTAINS 'vip'", ['Berta', 'Carl']],
    [
      "customer_countries CONTAINS 'CA' OR email_subscription_status = 'SUBSCRIBED'",
      ['Berta', 'Carl'],
    ],
    ["NOT (customer_countries CONTAINS 'CA') AND customer_tags IS NULL", ['Berta']],
    ['customer_added_date = today', ['Ada', 'Berta', 'Carl']],
    ['customer_added_date < -30d', []],
    ['last_order_date IS NULL AND number_of_orders BETWEEN 0 AND 2', ['Ada', 'Berta', 'Carl']],
    ['amount_spent >= 0.01', []],
    ["customer_email_domain = 'shop.example'", ['Berta']],
    ["metafields.app--1.tier = 'gold'", ['Ada']],
    ["metafields.app--1.tier != 'gold'", ['Berta', 'Carl']],
    ['orders_placed NOT MATCHES ()', ['Ada', 'Berta', 'Carl']],
    ['store_credit_accounts MATCHES (balance > 5)', ['Carl']],
  ])('are those of whom it is true: %s', (query, names) => {
    const ada = customer({ firstName: 'Ada', tags: ['vip'] });
    customer({
      firstName: 'Berta',
      email: 'b@shop.example',
      emailMarketingConsent: { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' },
    });
    const carl = customer({ firstName: 'Carl', addresses: [{ countryCode: 'CA' }] });
    shop.get(
      `mutation ($ada: ID!, $carl: ID!) {
        metafieldDefinitionCreate(definition: {
          namespace: "$app", key: "tier", name: "Tier", ownerType: CUSTOMER
          type: "single_line_text_field"
        }) { userErrors { message } }
        metafieldsSet(metafields: [{
          ownerId: $ada, namespace: "$app", key: "tier"
          type: "single_line_text_field", value: "gold"
        }]) { userErrors { message } }
        storeCreditAccountCredit(id: $carl, creditInput: {
          creditAmount: { amount: "6.00", currencyCode: EUR }
        }) { userErrors { message } }
      }`,
      { ada, carl },
    );
    const own = query.replace('app--1', `app--${shop.app.id}`);
    expect(members({ query: own })).toEqual(names);
    expect(members({ segmentId: create('S', own).segment.id })).toEqual(names);
  });

  // customer-segment-members-query-lifecycle.json, …-create-validation-and-shape.json
  it('are gathered by a query that is done a little later', async () => {
    customer({ firstName: 'Ada', tags: ['vip'] });
    const START = `mutation ($input: CustomerSegmentMembersQueryInput!) {
      customerSegmentMembersQueryCreate(input: $input) {
        customerSegmentMembersQuery { id currentCount done } userErrors { field message code }
      }
    }`;
    const start = (input: object) =>
      shop.get(START, { input }).customerSegmentMembersQueryCreate as never as {
        customerSegmentMembersQuery: { id: string };
      };
    const made = start({ query: "customer_tags CONTAINS 'vip'" });
    expect(made).toMatchObject({
      customerSegmentMembersQuery: { currentCount: 0, done: false },
      userErrors: [],
    });
    const { id } = made.customerSegmentMembersQuery;
    expect(members({ queryId: id })).toEqual([]);
    await shop.world.tasks.runDue();
    const { customerSegmentMembersQuery } = shop.get(
      'query ($id: ID!) { customerSegmentMembersQuery(id: $id) { currentCount done } }',
      { id },
    );
    expect(customerSegmentMembersQuery).toEqual({ currentCount: 1, done: true });
    expect(members({ queryId: id })).toEqual(['Ada']);
    expect(start({})).toMatchObject({
      userErrors: [{ field: ['input'], message: 'You must provide one of segment_id or query.' }],
    });
    expect(start({ query: 'not a valid segment query ???' })).toMatchObject({
      userErrors: [{ field: null, message: "Line 1 Column 6: 'valid' is unexpected." }],
    });
  });

  it('are told of when they join and leave, not when the segment is new', async () => {
    const id = customer({ firstName: 'Ada', tags: ['vip'] });
    const { segment } = create('VIP', "customer_tags CONTAINS 'vip'");
    await shop.world.tasks.runDue();
    expect(shop.topics.filter((topic) => topic.includes('segment') && topic.includes('.'))).toEqual(
      [],
    );
    const change = (name: string) =>
      shop.get(
        `mutation ($id: ID!) { ${name}(id: $id, tags: ["vip"]) { userErrors { message } } }`,
        {
          id,
        },
      );
    const isMember = () =>
      shop.get(
        `query ($id: ID!, $ids: [ID!]!) {
          customerSegmentMembership(customerId: $id, segmentIds: $ids) { memberships { isMember } }
        }`,
        { id, ids: [segment.id, 'gid://shopify/Segment/9'] },
      ).customerSegmentMembership;
    change('tagsRemove');
    expect(shop.topics.at(-1)).toBe('customer.left_segment');
    expect(isMember()).toEqual({ memberships: [{ isMember: false }] });
    change('tagsAdd');
    expect(shop.topics.at(-1)).toBe('customer.joined_segment');
    expect(isMember()).toEqual({ memberships: [{ isMember: true }] });
    const told = shop.topics.length;
    shop.get(
      `mutation ($id: ID!) {
        customerUpdate(input: { id: $id, note: "x" }) { userErrors { message } }
      }`,
      { id },
    );
    expect(shop.topics.slice(told)).toEqual(['customers/update']);
  });
});
