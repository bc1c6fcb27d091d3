/**
 * What an event says beside kind and id, read with care: it comes from every room of the twin.
 * README.md lists what each topic needs. A reader throws with the topic and the name of what is
 * missing, so that a forgotten field shows at once and not as `undefined` in a body.
 */
import type { WorldEvent } from '../../world/world.ts';

/** A reader of the event's `extra`. */
export function readExtra({ topic, extra = {} }: WorldEvent) {
  function miss(name: string, kind: string): never {
    throw new Error(`The event ${topic} needs extra.${name}, ${kind}.`);
  }
  const optional = <T>(name: string): T | null => (extra[name] ?? null) as T | null;
  return {
    has: (name: string): boolean => extra[name] !== undefined && extra[name] !== null,
    number(name: string): number {
      const value = extra[name];
      return typeof value === 'number' ? value : miss(name, 'a number');
    },
    text(name: string): string {
      const value = extra[name];
      return typeof value === 'string' ? value : miss(name, 'text');
    },
    texts(name: string): readonly string[] {
      const value = extra[name];
      return Array.isArray(value) ? value.map(String) : miss(name, 'a list of texts');
    },
    numbers(name: string): readonly number[] {
      const value = extra[name];
      return Array.isArray(value) ? value.map(Number) : miss(name, 'a list of numbers');
    },
    /** A record or a part of one, as the room that told the event has it. */
    record: <T extends object>(name: string): T => optional<T>(name) ?? miss(name, 'a record'),
    optional,
  };
}
