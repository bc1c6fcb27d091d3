/** Customers who join with the e-mail a guest bought with, and members who turn out to be one. */
import { instant } from '../../app/domain/kernel/instant.ts';
import type { Dice } from './dice.ts';
import type { Shop } from './member-life.ts';
import { GRID_MS, MAILS } from './order-life.ts';
import type { Happening } from './shop-life.ts';

/** Mostly told at once; now and then late, or again. */
export function claim(dice: Dice, { startAt, stretch, members }: Shop): Happening[] {
  return Array.from({ length: 1 + dice.roll(4) }, (_, place) => {
    const at = instant(startAt + dice.roll(160) * GRID_MS * stretch);
    const memberId = dice.pick(members);
    const id = `C${place + 1}`;
    const delays = [dice.oneIn(3) ? dice.roll(120) * GRID_MS : 0];
    if (dice.oneIn(6)) delays.push(dice.roll(120) * GRID_MS);
    // Drawn each time, that seeds stay the lives they are; told again it is the same claim.
    const [emailKey = MAILS[0]] = delays.map(() => MAILS[dice.oneIn(4) ? 1 : 0]);
    const claimed = { id, memberId, emailKey, at };
    return delays.map((delayMs): Happening => {
      return { at: at + delayMs, what: 'claim', claim: claimed };
    });
  }).flat();
}

/** Merges, most of them withdrawn some time, and often made again. */
export function unite(dice: Dice, { startAt, stretch, members }: Shop): Happening[] {
  const happenings: Happening[] = [];
  const moment = (from: number) => from + dice.roll(110) * GRID_MS * stretch;
  for (let number = 1 + dice.roll(4); number > 0; number -= 1) {
    const at = moment(startAt + 50 * GRID_MS * stretch);
    const id = `M${number}`;
    const [from, into] = [dice.pick(members), dice.pick(members)];
    happenings.push({ at, what: 'merge', from, into, id });
    if (dice.oneIn(3)) continue;
    const parted = moment(at);
    happenings.push({ at: parted, what: 'unmerge', id });
    if (dice.oneIn(2)) {
      happenings.push({ at: moment(parted), what: 'merge', from, into, id: `${id}-again` });
    }
  }
  return happenings;
}
