import type { Rule } from '../rule.ts';
import { linksResolve, pathsExist } from './documents.ts';
import { intentions, noAny, noSilencing } from './honest-code.ts';
import { noTimedAssertions, nothingSkipped } from './honest-tests.ts';
import { importDirections } from './import-directions.ts';
import { libraryHomes } from './library-homes.ts';
import { fileNames, glossaryWords } from './names.ts';
import { exactVersions, wholeLock } from './packages.ts';
import { noMachine, noRegistry } from './places.ts';
import { roomsExplained } from './rooms-explained.ts';
import { roomsOfTwinStack } from './rooms-of-twin.ts';
import { configuration, oneCompare } from './secrets.ts';
import { oneApiVersion, preactExtensions, taggedDocuments } from './shopify-platform.ts';
import { columns, fileSizes, functionSizes } from './sizes.ts';
import { noBuiltSql } from './sql.ts';
import { staleReads } from './stale-reads.ts';
import { statementsNameProgram } from './statements-name-program.ts';
import { pureDomain, worldSuffix } from './world.ts';

/** Every rule of the house. A new one is a rule object and a line here. */
export const RULES: readonly Rule[] = [
  importDirections,
  roomsOfTwinStack,
  libraryHomes,
  worldSuffix,
  pureDomain,
  fileNames,
  glossaryWords,
  fileSizes,
  functionSizes,
  columns,
  intentions,
  noSilencing,
  noAny,
  nothingSkipped,
  noTimedAssertions,
  oneCompare,
  configuration,
  noBuiltSql,
  statementsNameProgram,
  staleReads,
  exactVersions,
  wholeLock,
  oneApiVersion,
  taggedDocuments,
  preactExtensions,
  roomsExplained,
  linksResolve,
  pathsExist,
  noMachine,
  noRegistry,
];
