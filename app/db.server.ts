/**
 * Prisma's client, for plain reads and writes off the hot path: publishing and listing program
 * versions. Everything that must be fast is hand-written SQL in adapters/postgres.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import prisma, { type PrismaClient as Prisma } from '@prisma/client';

// The generated client is CommonJS, whose names Node cannot import one by one.
const { PrismaClient } = prisma;

/** Opens a client with a small pool of its own; close it with `$disconnect()`. */
export function openPrisma(url: string): Prisma {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: 2, application_name: 'laurel-prisma' }),
  });
}
