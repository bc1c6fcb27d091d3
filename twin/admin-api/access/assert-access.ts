/** May this token read this field? Asked before every field is resolved. */
import { getNamedType, type GraphQLField, isObjectType, type GraphQLNamedType } from 'graphql';
import type { FieldAccess, TypeAccess } from '../../schema/annotate.ts';
import type { Registry } from '../engine/area.ts';
import type { AdminContext, Approvals } from '../engine/context.ts';
import { accessDenied, notApproved } from '../engine/errors.ts';
import { isGranted, parseRequiredAccess, type ScopeRule } from './required-access.ts';
import { isCustomerData } from './customer-data.ts';

type Rule = {
  readonly scopes: ScopeRule;
  readonly sentence: string;
  /** The type of customer data it leads to, if any. */
  readonly customerType: string | null;
  readonly content: keyof Approvals | null;
};

const known = new WeakMap<GraphQLField<unknown, unknown>, Rule>();

/** Throws ACCESS_DENIED where a scope or an approval for protected customer data is missing. */
export function assertAccess(
  field: GraphQLField<unknown, unknown>,
  typeName: string,
  context: AdminContext,
  registry: Registry,
): void {
  const rule = known.get(field) ?? learn(field);
  const own = registry.scopesOf(typeName, field.name);
  const scopes = own === undefined ? rule.scopes : own.length === 0 ? [] : [own];
  if (scopes.length > 0 && !isGranted(scopes, context.scopes)) {
    throw accessDenied(field.name, own === undefined ? rule.sentence : sentenceOf(own));
  }
  const { approvals } = context;
  if (rule.customerType !== null && !approvals.customerData) {
    throw notApproved(`access the ${rule.customerType} object`);
  }
  if (rule.content !== null && !(approvals.customerData && approvals[rule.content])) {
    throw notApproved(`use the ${field.name} field`);
  }
}

/** Throws as well, for what an interface or a union turned out to be. */
export function assertTypeAccess(
  type: GraphQLNamedType,
  fieldName: string,
  context: AdminContext,
): void {
  const sentence = (type.extensions as TypeAccess).requiredAccess;
  if (sentence !== undefined && !isGranted(parseRequiredAccess(sentence), context.scopes)) {
    throw accessDenied(fieldName, sentence);
  }
  if (isCustomerData(type.name) && !context.approvals.customerData) {
    throw notApproved(`access the ${type.name} object`);
  }
}

function learn(field: GraphQLField<unknown, unknown>): Rule {
  const access = field.extensions as FieldAccess;
  const type = nodeType(getNamedType(field.type));
  const sentence = access.requiredAccess ?? (type.extensions as TypeAccess).requiredAccess ?? '';
  const rule = {
    scopes: parseRequiredAccess(sentence),
    sentence,
    customerType: isCustomerData(type.name) ? type.name : null,
    content: access.protectedContent ?? null,
  };
  known.set(field, rule);
  return rule;
}

/** A connection is protected as its nodes are. */
function nodeType(type: GraphQLNamedType): GraphQLNamedType {
  if (!isObjectType(type) || !type.name.endsWith('Connection')) return type;
  const nodes = type.getFields().nodes;
  return nodes === undefined ? type : getNamedType(nodes.type);
}

function sentenceOf(scopes: readonly string[]): string {
  return `${scopes.map((scope) => `\`${scope}\` access scope`).join(' or ')}.`;
}
