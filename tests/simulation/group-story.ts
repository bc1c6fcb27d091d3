/**
 * A story of several members as a text table: whose the news is, and everybody's books after it,
 * lots as pending/available/held points; lots and members without any are left out.
 *
 *   day | what we learn or do   | books afterwards
 *   1   | ann: A paid 100       | ann: A 0/100/0
 *   2   | ann into bea as M     | bea: A 0/100/0
 *   3   | bea: hold R 60        | bea: A 0/40/60
 *   4   | M was a mistake       | ann: A 0/100/0; bea: A 0/-60/60
 *
 * What can happen to a member is what ledger-story.ts has words for. Everything is posted row by
 * row as a difference, and what is shown is what was posted.
 */
import { foldGroup, type GroupMember } from '../../app/domain/identity/fold-group.ts';
import { admitMerge, groupOf, type Merge } from '../../app/domain/identity/merge.ts';
import type { ProgramVersion } from '../../app/domain/program/program.ts';
import { learn, type Story } from './ledger-story.ts';
import { MergedBooks } from './merged-books.ts';
import { day } from './order-words.ts';

const MERGE = /^(?<from>\w+) into (?<into>\w+) as (?<id>\w+)(?: on (?<on>[\d.]+))?$/;
const MISTAKE = /^(?<id>\w+) was a mistake$/;

export class GroupStory {
  readonly books: MergedBooks;
  readonly merges: Merge[] = [];
  readonly #stories = new Map<string, Story>();
  readonly #versions: readonly ProgramVersion[];

  constructor(versions: readonly ProgramVersion[]) {
    this.books = new MergedBooks(versions);
    this.#versions = versions;
  }

  /** Takes in one row; answers a refusal where there is one. */
  tell(event: string, on: number): string | null {
    const refusal = this.#learn(event, on);
    this.books.post(this.members(), this.merges, day(on));
    return refusal;
  }

  members(): GroupMember[] {
    return [...this.#stories].map(([memberId, { orders, decisions, uses }]) => {
      const facts = { orders: [...orders.values()], decisions, uses: [...uses.values()] };
      return { memberId, facts };
    });
  }

  /** `ann: A 0/40/60; bea: B 0/30/0`, by what was posted. */
  say(): string {
    const said = Object.entries(this.books.positions()).flatMap(([memberId, net]) => {
      const ids = new Set(Object.keys(net).map((key) => key.split(' ')[0] ?? ''));
      const lots = [...ids].sort().flatMap((id) => {
        const [pending = 0, available = 0, held = 0] = ['pending', 'available', 'held'].map(
          (account) => net[`${id} ${account}`],
        );
        const isEmpty = pending === 0 && available === 0 && held === 0;
        return isEmpty ? [] : [`${id.replace(/^\w+:/, '')} ${pending}/${available}/${held}`];
      });
      return lots.length === 0 ? [] : [`${memberId}: ${lots.join(', ')}`];
    });
    return said.length === 0 ? 'nothing' : said.join('; ');
  }

  #learn(event: string, on: number): string | null {
    if (event === '') return null;
    const merge = MERGE.exec(event)?.groups;
    if (merge) {
      const { id = '', from = '', into = '', on: at = on } = merge;
      const admission = admitMerge({ from, into }, this.merges);
      if (!admission.ok) return admission.reason;
      for (const memberId of [from, into]) this.#story(memberId);
      this.merges.push({ id, from, into, at: day(Number(at)) });
      return null;
    }
    const mistake = MISTAKE.exec(event)?.groups;
    if (mistake) {
      const place = this.merges.findIndex(({ id }) => id === mistake.id);
      if (place < 0) throw new Error(`Nothing was merged as ${mistake.id}.`);
      this.merges.splice(place, 1);
      return null;
    }
    const [memberId = '', news] = event.split(': ');
    if (news === undefined) throw new Error(`“${event}” is of nobody.`);
    const story = this.#story(memberId);
    const { members: ids } = groupOf(memberId, this.merges);
    const group = this.members().filter((one) => ids.includes(one.memberId));
    const { outcome } = foldGroup(group, this.merges, this.#versions, day(on));
    return learn(story, outcome, { event: news, on });
  }

  #story(memberId: string): Story {
    let story = this.#stories.get(memberId);
    if (!story) {
      story = {
        orders: new Map(),
        decisions: [],
        uses: new Map(),
        versions: [...this.#versions],
      };
      this.#stories.set(memberId, story);
    }
    return story;
  }
}

/** Tells the table row by row and returns it as it came out, to be compared with itself. */
export function tellOfGroup(table: string, versions: readonly ProgramVersion[]) {
  const story = new GroupStory(versions);
  const given: string[] = [];
  const told: string[] = [];
  for (const row of table.split('\n').filter((line) => line.includes('|'))) {
    const [on = '', event = '', expected = ''] = row.split('|').map((cell) => cell.trim());
    const refusal = story.tell(event, Number(on));
    given.push(`${on} | ${event} | ${expected}`);
    told.push(`${on} | ${event} | ${refusal ?? story.say()}`);
  }
  return { given: given.join('\n'), told: told.join('\n'), story };
}
