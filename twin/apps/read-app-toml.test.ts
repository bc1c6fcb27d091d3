/** Against the CLI's own configuration schema (package @shopify/cli 4.8.2, read 2026-11-23). */
import { describe, expect, it } from 'vitest';
import { APP_TOML } from './apps-fixture.ts';
import { inventClientId, readAppToml } from './read-app-toml.ts';

const MINIMUM = 'name = "A"\napplication_url = "https://a.example"\nembedded = true\n';
const read = (text: string) => readAppToml(text, 'shopify.app.toml');

describe('a file of shopify.app.toml', () => {
  it('is read whole', () => {
    const { configuration, warnings } = read(APP_TOML);
    expect(warnings).toEqual([]);
    expect(configuration).toMatchObject({
      clientId: 'a61950a2cbd5f32876b0b55587ec7a27',
      applicationUrl: 'https://club.example.com',
      requiredScopes: ['read_products', 'write_customers'],
      optionalScopes: ['write_discounts'],
      webhookApiVersion: '2026-07',
      appProxy: { url: 'https://club.example.com/proxy', prefix: 'apps', subpath: 'club' },
    });
    expect(configuration.subscriptions.flatMap(({ topics }) => topics)).toEqual([
      'app/uninstalled',
      'orders/paid',
      'customers/redact',
      'customers/data_request',
      'shop/redact',
    ]);
    expect(configuration.metafields).toEqual([
      {
        ownerType: 'CUSTOMER',
        key: 'points',
        name: 'Points',
        description: null,
        type: 'number_integer',
        access: { admin: 'MERCHANT_READ', storefront: null, customerAccount: 'READ' },
        capabilities: {},
        validations: [],
      },
    ]);
  });

  it('joins relative addresses to the tunnel that stands in for the application', () => {
    const { configuration } = readAppToml(APP_TOML, 'shopify.app.toml', 'http://localhost:3102');
    expect(configuration.subscriptions[0]?.uri).toBe('http://localhost:3102/webhooks');
    expect(configuration.appProxy?.url).toBe('http://localhost:3102/proxy');
  });

  it('gets a client id made of its name when none was linked, the same each time', () => {
    expect(read(MINIMUM).configuration.clientId).toBe(inventClientId('A'));
    expect(inventClientId('A')).toMatch(/^[0-9a-f]{32}$/);
    expect(inventClientId('B')).not.toBe(inventClientId('A'));
  });

  it('is warned about keys nobody knows, and used all the same', () => {
    const text = `${MINIMUM}flavour = "mint"\n[access_scopes]\nscopes = ""\nscoops = "2"\n`;
    expect(read(text).warnings).toEqual([
      'shopify.app.toml:4: Unknown key flavour is ignored.',
      'shopify.app.toml:7: Unknown key access_scopes.scoops is ignored.',
    ]);
  });

  it('is told by name of a declaration that has no effect here', () => {
    const { configuration, warnings } = read(
      `${MINIMUM}[metaobjects.app.level]\nname = "Level"\n` +
        '[metaobjects.app.level.fields.colour]\ntype = "single_line_text_field"\n',
    );
    expect(configuration.metaobjects).toMatchObject([
      { type: 'level', fields: [{ key: 'colour' }] },
    ]);
    expect(warnings).toEqual([
      'shopify.app.toml:4: The twin keeps no metaobjects: level has no effect.',
    ]);
  });

  it.each([
    ['a missing name', 'application_url = "https://a.example"\nembedded = true\n', '1: name'],
    ['an address that is none', MINIMUM.replace('https://a', 'a'), '2: application_url: Invalid'],
    ['a word for a flag', MINIMUM.replace('true', '"yes"'), '3: embedded: Value must be Boolean'],
    [
      'a webhook address of no known form',
      `${MINIMUM}[webhooks]\napi_version = "2026-07"\n[[webhooks.subscriptions]]\n` +
        'topics = ["a/b"]\nuri = "/w"\n[[webhooks.subscriptions]]\ntopics = ["a/b"]\nuri = "w"\n',
      '11: webhooks.subscriptions[1].uri: URI format',
    ],
    [
      'a compliance topic that is none',
      `${MINIMUM}[webhooks]\napi_version = "2026-07"\n[[webhooks.subscriptions]]\n` +
        'compliance_topics = ["orders/paid"]\nuri = "/w"\n',
      '7: webhooks.subscriptions[0].compliance_topics[0]: Value must be',
    ],
    [
      'a metafield without a type',
      `${MINIMUM}[customer.metafields.app.points]\nname = "Points"\n`,
      '4: customer.metafields.app.points.type: Value must be a string',
    ],
    ['broken syntax', `${MINIMUM}[webhooks\n`, '4: '],
    [
      'the legacy install flow',
      `${MINIMUM}[access_scopes]\nuse_legacy_install_flow = true\n`,
      '5: access_scopes.use_legacy_install_flow: the authorization code grant',
    ],
  ])('is refused for %s, by line and name', (_what, text, said) => {
    expect(() => read(text)).toThrow(`shopify.app.toml:${said}`);
  });
});
