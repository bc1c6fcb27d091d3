/**
 * Work that falls due by the twin's clock: a retry, a job, the redaction two days after an
 * uninstall. Kept with the records, so that a restart forgets none; done at least once, hence every
 * handler must stand being called again.
 */
import { defineKind, instant, text } from '../store/kind.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

export type Task = {
  readonly id: number;
  readonly name: string;
  readonly shopId: number;
  readonly dueAt: number;
  readonly payload: unknown;
};

export type TaskHandler = (task: Task) => void | Promise<void>;

const tasks = defineKind<Task>('Task', {
  name: text((task) => task.name),
  due_at: instant((task) => task.dueAt),
});

const AT_ONCE = 50;

export type Tasks = ReturnType<typeof openTasks>;

/** The tasks kept in `store`. `complain` is told of a handler that threw; its task is gone then. */
export function openTasks(
  store: Store,
  clock: Clock,
  complain: (task: Task, error: unknown) => void,
) {
  const handlers = new Map<string, TaskHandler>();
  let running: Promise<number> | null = null;

  /** Begins and ends with the due tasks there are, and those these make due. Counts them. */
  async function runDueOnce(): Promise<number> {
    let done = 0;
    for (;;) {
      const { records } = store.page(tasks, 0, { sort: 'due_at', limit: AT_ONCE });
      const due = records.map(({ record }) => record).filter(({ dueAt }) => dueAt <= clock.now());
      if (due.length === 0) return done;
      for (const task of due) {
        await runOne(task);
        done += 1;
      }
    }
  }

  async function runOne(task: Task): Promise<void> {
    const handler = handlers.get(task.name);
    try {
      if (handler === undefined) throw new Error(`Nobody handles the task ${task.name}.`);
      await handler(task);
    } catch (error) {
      complain(task, error);
    }
    store.remove(tasks, 0, task.id);
  }

  return {
    /** Whoever does the tasks of a name. One for each. */
    handle(name: string, handler: TaskHandler): void {
      if (handlers.has(name)) throw new Error(`The task ${name} has a handler already.`);
      handlers.set(name, handler);
    },
    /** `dueAt` by the twin's clock. */
    plan(name: string, options: { shopId: number; dueAt: number; payload: unknown }): Task {
      return store.put(tasks, 0, { id: store.nextId(), name, ...options });
    },
    /** Runs what is due; one run at a time, a second caller joins the first. */
    async runDue(): Promise<number> {
      running ??= runDueOnce().finally(() => (running = null));
      return running;
    },
    waiting: () => store.count(tasks, 0),
  };
}
