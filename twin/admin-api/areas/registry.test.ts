import { isObjectType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { fetchSchemas } from '../../schema/fetch-schemas.ts';
import { loadSchema } from '../../schema/load-schema.ts';
import { assembleAreas } from '../engine/area.ts';
import { ADMIN_REGISTRY } from './registry.ts';

beforeAll(() => fetchSchemas(), 60_000);

describe('the areas', () => {
  it('answer only what the schema has', () => {
    const schema = loadSchema('admin_2026-07');
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const anywhere = new Set(types.flatMap((type) => Object.keys(type.getFields())));
    const roots = ['QueryRoot', 'Mutation'];
    const unknown = ADMIN_REGISTRY.names().filter((name) => {
      const [typeName = '', fieldName = ''] = name.split('.');
      const type = schema.getType(typeName);
      if (!isObjectType(type)) return true;
      // Types of one kind may share a set of resolvers larger than each of them needs.
      if (!roots.includes(typeName)) return !anywhere.has(fieldName);
      return type.getFields()[fieldName] === undefined;
    });
    expect(unknown).toEqual([]);
  });

  it('answer nothing twice', () => {
    const area = { queries: { shop: () => null } };
    expect(() => assembleAreas({ one: area, two: area })).toThrow(
      'The area two answers QueryRoot.shop, which another one answers.',
    );
  });
});
