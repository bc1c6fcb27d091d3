/** Bugs in what activities earn: how often, and under which caps. */
import type { Mutant } from './mutant.ts';

const ROOM = 'app/domain/ledger/cap-room.ts';
const ACTIVITY = 'app/domain/earning/activity-limits.ts';
const ACTIVITY_TEST = 'app/domain/earning/activity-limits.test.ts';
const CAPS_TEST = 'app/domain/fold-caps.test.ts';

export const ACTIVITIES: readonly Mutant[] = [
  {
    name: 'the cap of one order bounds activities',
    breaks: 'Caps `day`, `month`, `member` apply to activities, `order` does not.',
    file: ROOM,
    find: "['order', ofOrder ? caps.order : null],",
    put: "['order', caps.order],",
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title: 'caps > of an order are none of activities',
    },
  },
  {
    name: 'activities do not fill the room of caps',
    breaks: 'Caps bound what a member has earned by orders and activities.',
    file: 'app/domain/ledger/apply-activity.ts',
    find: '  noteEarned(working, periods, given);\n',
    put: '',
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title: 'caps > are filled by activities as by orders',
    },
  },
  {
    name: 'a day of an activity’s limit is 24 hours back',
    breaks: 'An activity’s limit is per calendar day of the shop.',
    file: ACTIVITY,
    find: 'periodKey(period, then, zone) === periodKey(period, at, zone);',
    put: `(period === 'day'
      ? at - then < 86_400_000
      : periodKey(period, then, zone) === periodKey(period, at, zone));`,
    killedBy: {
      project: 'unit',
      file: ACTIVITY_TEST,
      title: 'so many times > twice a day of twenty-three hours',
    },
  },
  {
    name: 'a birthday earns again in the next calendar year, however soon',
    breaks: '`yearly` earns from 330 days after the last on.',
    file: ACTIVITY,
    find: `at >= addDays(last, YEARLY_DAYS, zone) &&
`,
    put: '',
    killedBy: {
      project: 'unit',
      file: ACTIVITY_TEST,
      title: 'once a year > a changed birthday',
    },
  },
  {
    name: 'what earned nothing uses up an activity’s limit',
    breaks: 'What counts are the times that earned, not those that did not.',
    file: 'app/domain/ledger/apply-activity.ts',
    find: `  if (given === 0) return;
  earlier.push(at);
  progress.activityAt = written(progress.activityAt).set(rule.id, earlier);
`,
    put: `  earlier.push(at);
  progress.activityAt = written(progress.activityAt).set(rule.id, earlier);
  if (given === 0) return;
`,
    killedBy: {
      project: 'unit',
      file: CAPS_TEST,
      title: 'caps > an activity that they leave nothing may earn another day',
    },
  },
];
