/** Metaobjects and their definitions: an app's own kinds of records. */
import { defineKind, instant, text, word } from '../../../store/kind.ts';

export type MetaobjectField = { readonly key: string; readonly value: string };

export type Metaobject = {
  readonly id: number;
  readonly type: string;
  readonly handle: string;
  readonly fields: readonly MetaobjectField[];
  readonly appId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type FieldDefinition = {
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  readonly required: boolean;
  readonly validations: readonly { readonly name: string; readonly value: string }[];
};

export type MetaobjectDefinition = {
  readonly id: number;
  readonly type: string;
  readonly name: string;
  readonly description: string | null;
  readonly displayNameKey: string | null;
  readonly fieldDefinitions: readonly FieldDefinition[];
  readonly access: {
    readonly admin: string;
    readonly storefront: string;
    readonly customerAccount: string;
  };
  readonly appId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export const metaobjects = defineKind<Metaobject>('Metaobject', {
  type: text((one) => one.type),
  handle: text((one) => one.handle),
  place: text((one) => `${one.type}/${one.handle}`),
  updated_at: instant((one) => one.updatedAt),
  default: word((one) => one.fields.map(({ value }) => value)),
});

export const metaobjectDefinitions = defineKind<MetaobjectDefinition>('MetaobjectDefinition', {
  type: text((one) => one.type),
});
