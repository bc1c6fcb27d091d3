/**
 * Customers changed, set and merged over the real schema. Words, codes and shapes are those of
 * recorded answers of Shopify in airhorns/shopify-draft-proxy,
 * `fixtures/conformance/…/customers/*.json` (read 2026-11); each case names its file.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { handleTradeTasks } from '../../../trade/tasks.ts';
import { openTestShop, type TestShop } from '../../test-shop.ts';

const CREATE = `mutation ($input: CustomerInput!) {
  customerCreate(input: $input) { customer { id } userErrors { field message } }
}`;

let shop: TestShop;

beforeEach(async () => {
  shop = await openTestShop();
  handleTradeTasks(shop.world);
});

function create(input: object) {
  return shop.get(CREATE, { input }).customerCreate as never as {
    customer: Record<string, never> & { id: string };
    userErrors: { field: string[] | null; message: string }[];
  };
}

describe('consent', () => {
  const UPDATE = `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) {
    customerEmailMarketingConsentUpdate(input: $input) {
      customer { defaultEmailAddress { marketingState marketingOptInLevel marketingUpdatedAt } }
      userErrors { field message code }
    }
  }`;
  const ask = (customerId: string, emailMarketingConsent: object) =>
    shop.get(UPDATE, { input: { customerId, emailMarketingConsent } })
      .customerEmailMarketingConsentUpdate;

  // customer-email-marketing-consent-update-parity.json
  it('is given as of when the app says', () => {
    const { customer } = create({ email: 'a@example.com' });
    const consentUpdatedAt = '2026-04-25T01:00:00Z';
    const said = { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' };
    expect(ask(customer.id, { ...said, consentUpdatedAt })).toMatchObject({
      customer: {
        defaultEmailAddress: { ...said, marketingUpdatedAt: consentUpdatedAt },
      },
      userErrors: [],
    });
    expect(shop.topics).toContain('customers_email_marketing_consent/update');
  });

  // customer-email-marketing-consent-update-parity.json
  it.each([
    [
      { marketingState: 'SUBSCRIBED' },
      'marketingOptInLevel',
      'Marketing opt in level must exist',
      'MISSING_ARGUMENT',
    ],
    [
      { marketingState: 'PENDING', marketingOptInLevel: 'SINGLE_OPT_IN' },
      'marketingOptInLevel',
      'Marketing opt in level must be confirmed opt-in for pending consent state',
      'INVALID',
    ],
    [
      {
        marketingState: 'SUBSCRIBED',
        marketingOptInLevel: 'SINGLE_OPT_IN',
        consentUpdatedAt: '2999-01-01T00:00:00Z',
      },
      'consentUpdatedAt',
      'Consent updated at must not be in the future',
      'INVALID',
    ],
  ])('is refused: %j', (consent, name, message, code) => {
    const { customer } = create({ email: 'a@example.com' });
    const field = ['input', 'emailMarketingConsent', name];
    expect(ask(customer.id, consent)).toMatchObject({ userErrors: [{ field, message, code }] });
  });

  it('of nobody is refused, and a state that is Shopify’s to find out is an error', () => {
    const consent = { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'SINGLE_OPT_IN' };
    expect(ask('gid://shopify/Customer/999', consent)).toMatchObject({
      userErrors: [
        { field: ['input', 'customerId'], message: 'Customer not found', code: 'INVALID' },
      ],
    });
    const { customer } = create({ email: 'a@example.com' });
    const { errors } = shop.ask(UPDATE, {
      input: {
        customerId: customer.id,
        emailMarketingConsent: { ...consent, marketingState: 'NOT_SUBSCRIBED' },
      },
    });
    expect(errors).toMatchObject([
      {
        message: 'Cannot specify NOT_SUBSCRIBED as a marketing state input',
        extensions: { code: 'INVALID' },
      },
    ]);
  });
});

describe('customerSet', () => {
  const SET = `mutation ($input: CustomerSetInput!, $identifier: CustomerSetIdentifiers) {
    customerSet(input: $input, identifier: $identifier) {
      customer { id firstName } userErrors { field message code }
    }
  }`;

  // customer-set-parity.json, customer-set-email-upsert-when-id-absent.json
  it('makes by an e-mail whom there is not, and changes whom there is', () => {
    const set = (firstName: string) =>
      shop.get(SET, {
        identifier: { email: 'up@example.com' },
        input: { email: 'up@example.com', firstName },
      }).customerSet as never as { customer: { id: string; firstName: string } };
    const first = set('One');
    const second = set('Two');
    expect(second.customer).toEqual({ id: first.customer.id, firstName: 'Two' });
  });

  // customer-set-parity.json (validation), customer-set-unknown-id-errors.json
  it.each([
    [
      { id: 'gid://shopify/Customer/9' },
      { firstName: 'Ghost' },
      'Resource matching the identifier was not found.',
      'NOT_FOUND',
    ],
    [
      { email: 'a@example.com' },
      { firstName: 'A' },
      'The input field corresponding to the identifier is required.',
      'MISSING_FIELD_REQUIRED',
    ],
    [
      { email: 'a@example.com' },
      { email: 'b@example.com' },
      'The identifier value does not match the value of the corresponding field in the input.',
      'INPUT_MISMATCH',
    ],
  ])('refuses %j', (identifier, input, message, code) => {
    expect(shop.get(SET, { identifier, input }).customerSet).toEqual({
      customer: null,
      userErrors: [{ field: ['input'], message, code }],
    });
  });
});

describe('two customers', () => {
  const MERGE = `mutation ($one: ID!, $two: ID!, $override: CustomerMergeOverrideFields) {
    customerMerge(customerOneId: $one, customerTwoId: $two, overrideFields: $override) {
      resultingCustomerId job { id done } userErrors { field message code }
    }
  }`;

  // customer-merge-parity.json (2026-04)
  it('become one as the preview says, by a job', async () => {
    const one = create({
      email: 'one@example.com',
      firstName: 'Merge',
      lastName: 'One',
      note: 'n1',
    });
    const two = create({
      email: 'two@example.com',
      firstName: 'Merge',
      lastName: 'Two',
      note: 'n2',
    });
    const override = { customerIdOfEmailToKeep: two.customer.id };
    const variables = { one: one.customer.id, two: two.customer.id, override };
    const { customerMergePreview } = shop.get(
      `query ($one: ID!, $two: ID!, $override: CustomerMergeOverrideFields) {
        customerMergePreview(customerOneId: $one, customerTwoId: $two, overrideFields: $override) {
          resultingCustomerId
          defaultFields { displayName note email { emailAddress } orderCount }
          alternateFields { email { emailAddress } lastName }
          customerMergeErrors { message }
        }
      }`,
      variables,
    );
    expect(customerMergePreview).toEqual({
      resultingCustomerId: two.customer.id,
      defaultFields: {
        displayName: 'Merge Two',
        note: 'n2 n1',
        email: { emailAddress: 'two@example.com' },
        orderCount: '0',
      },
      alternateFields: { email: { emailAddress: 'one@example.com' }, lastName: 'One' },
      customerMergeErrors: null,
    });
    const merged = shop.get(MERGE, variables).customerMerge as never as {
      job: { id: string };
      resultingCustomerId: string;
    };
    expect(merged).toMatchObject({ job: { done: false }, userErrors: [] });
    const status = () =>
      shop.get(
        `query ($jobId: ID!) {
          customerMergeJobStatus(jobId: $jobId) { status resultingCustomerId }
        }`,
        { jobId: merged.job.id },
      ).customerMergeJobStatus;
    expect(status()).toMatchObject({ status: 'IN_PROGRESS' });
    await shop.world.tasks.runDue();
    expect(status()).toEqual({ status: 'COMPLETED', resultingCustomerId: two.customer.id });
    const gone = shop.get('query ($id: ID!) { customer(id: $id) { id } }', { id: one.customer.id });
    expect(gone.customer).toBeNull();
  });

  // customer-merge-attached-resources-parity.json
  it('must be two, and must be there', () => {
    const { customer } = create({ email: 'one@example.com' });
    const merge = (two: string) => shop.get(MERGE, { one: customer.id, two }).customerMerge;
    expect(merge(customer.id)).toMatchObject({
      userErrors: [
        { field: null, message: 'Customers IDs should not match', code: 'INVALID_CUSTOMER_ID' },
      ],
    });
    expect(merge('gid://shopify/Customer/9')).toMatchObject({
      userErrors: [
        {
          field: ['customerTwoId'],
          message: 'Customer does not exist with ID 9',
          code: 'INVALID_CUSTOMER_ID',
        },
      ],
    });
  });
});
