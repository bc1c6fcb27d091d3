/** What Shopify says of variables declared, used or typed wrongly. Sources: see `rejections.ts`. */
import {
  type ASTNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { Finding, Shaped } from './rejections.ts';

/** A variable that nobody uses, that nobody declared, or of another type than its place. */
export function rejectedVariable(
  finding: Finding,
  path: readonly string[],
  document: DocumentNode,
): Shaped {
  const operation = operationOf(document, finding);
  const name = operation?.name?.value ?? `anonymous ${operation?.operation ?? 'query'}`;
  const variableName = nameOf(finding.error.nodes ?? []);
  if (finding.rule === 'NoUnusedVariablesRule') {
    return {
      message: `Variable $${variableName} is declared by ${name} but not used`,
      code: 'variableNotUsed',
      details: { variableName },
      at: operation,
    };
  }
  if (finding.rule === 'NoUndefinedVariablesRule') {
    return {
      message: `Variable $${variableName} is used by ${name} but not declared`,
      code: 'variableNotDefined',
      details: { variableName },
    };
  }
  return mismatch(finding, path, document, variableName);
}

function mismatch(
  { error }: Finding,
  path: readonly string[],
  document: DocumentNode,
  variableName: string,
): Shaped {
  const types = /of type "([^"]+)" used in position expecting type "([^"]+)"/.exec(error.message);
  const [, typeName = '', expected = ''] = types ?? [];
  const used = error.nodes?.[1];
  const argumentName = argumentOf(document, used) ?? path.at(-1) ?? '';
  return {
    message:
      `Type mismatch on variable $${variableName} and argument ${argumentName} ` +
      `(${typeName} / ${expected})`,
    code: 'variableMismatch',
    details: { variableName, typeName, argumentName, errorMessage: 'Type mismatch' },
    at: used,
  };
}

function nameOf(nodes: readonly ASTNode[]): string {
  for (const node of nodes) {
    if (node.kind === Kind.VARIABLE) return node.name.value;
    if (node.kind === Kind.VARIABLE_DEFINITION) return node.variable.name.value;
  }
  return '';
}

function operationOf(
  document: DocumentNode,
  { error }: Finding,
): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const at = error.nodes?.at(-1)?.loc?.start ?? 0;
  return operations.findLast((one) => (one.loc?.start ?? 0) <= at) ?? operations[0];
}

function argumentOf(document: DocumentNode, target: ASTNode | undefined): string | undefined {
  let found: string | undefined;
  const names: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD)
        names.push(node.name.value);
      if (node === target) found = names.at(-1);
    },
    leave(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) names.pop();
    },
  });
  return found;
}
