import { expect, it } from 'vitest';
import { openTestShop } from '../test-shop.ts';

it.each([
  `{ shop { ${'shop{'.repeat(5000)}id${'}'.repeat(5000)} } }`,
  `query($x: ${'['.repeat(30_000)}Int${']'.repeat(30_000)}) { shop { id } }`,
])(
  'a document nested too deeply is an error, not the end',
  async (document) => {
    const twin = await openTestShop();
    const { errors } = twin.ask(document);
    expect(errors).toMatchObject([{ message: 'The document is nested too deeply.' }]);
  },
  60_000,
);
