/** Starts the run's one PostgreSQL server and tells the test files where it is. */
import type { TestProject } from 'vitest/node';
import { startTestServer, type TestServer } from './cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, stop } = await startTestServer();
  project.provide('testServer', server);
  return stop;
}
