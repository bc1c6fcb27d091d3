import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pointsPreset } from '../app/domain/program/presets/points.ts';
import { PRESETS } from '../app/domain/program/presets/registry.ts';
import { HEADER, tradeFile } from '../twin/trade-file/trade-fixture.ts';

const TRADE = `${HEADER}
100,85048,BALLS,2,2010-05-01 10:00:00,10.50,7,UK
101,85048,BALLS,1,2010-05-02 10:00:00,10.50,,UK
C102,85048,BALLS,-1,2010-05-03 10:00:00,10.5,7,UK
103,POST,POSTAGE,1,2010-05-04 10:00:00,5,7,UK
`;

function replay(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', 'scripts/replay.ts', ...args],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

// Each test starts a process, which a busy machine may keep waiting.
describe('npm run replay', { timeout: 60_000 }, () => {
  it('prints one line of JSON, the figures first and in their order', () => {
    const { status, stdout } = replay(tradeFile(TRADE), '--json');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const { elapsedMs, ...said } = JSON.parse(stdout) as Record<string, unknown>;
    expect(typeof elapsedMs).toBe('number');
    expect(JSON.stringify(said)).toBe(
      '{"lines":4,"orders":2,"guestOrders":1,"members":1,"eligibleMinor":2100,' +
        '"refundedMinor":1050,"returnedUnitsMatched":1,"returnedUnitsUnmatched":0,"awarded":21,' +
        '"clawedBack":11,"balance":10,"preset":"points","asOf":"2010-05-04T10:00:00.000Z",' +
        '"linesAfterAsOf":0,"ignored":{"notGoods":1,"noPrice":0,"wrongSign":0}}',
    );
  });

  it('ignores lines later than --as-of and says how many', () => {
    const { stdout } = replay(tradeFile(TRADE), '--json', '--as-of', '2010-05-02T10:00:00');
    expect(JSON.parse(stdout)).toMatchObject({ lines: 2, linesAfterAsOf: 2, balance: 21 });
  });

  it('prints a report for people without --json', () => {
    const { status, stdout } = replay(tradeFile(TRADE));
    expect(status).toBe(0);
    expect(stdout).toMatch(/points awarded +21\n/);
  });

  it('counts members by tier where there are tiers', () => {
    const { stdout } = replay(tradeFile(TRADE), '--json', '--preset', 'points-tiers');
    expect(stdout).toContain(
      '"awarded":21,"clawedBack":11,"balance":10,"tiers":{"bronze":1,"silver":0,"gold":0},',
    );
  });

  it('reports points, cost, tiers, months and what moved most', () => {
    const { stdout } = replay(tradeFile(TRADE), '--preset', 'points-tiers');
    expect(stdout).toMatch(/points expired \(breakage\) +0 +0\.0 %\n/);
    expect(stdout).toMatch(/if all of it is spent on “£5 off” +£0\.10\n +of what was sold +1\.0 %/);
    expect(stdout).toMatch(/Bronze +1 +100\.0 %\n/);
    expect(stdout).toMatch(/2010-05 +10 +£0\.10\n/);
    expect(stdout).toMatch(/21 points for order #100: £21\.00 counts/);
    expect(stdout).toMatch(/11 points taken back from order #100/);
  });

  it('plays every preset', () => {
    for (const preset of Object.keys(PRESETS)) {
      const { status, stdout } = replay(tradeFile(TRADE), '--json', '--preset', preset);
      expect([preset, status]).toEqual([preset, 0]);
      expect(JSON.parse(stdout)).toMatchObject({ preset, orders: 2, members: 1 });
    }
  });

  it('takes the rewards that are taken by themselves, as soon as their points are there', () => {
    // £230 give 1,150 points: twice £5 of credit after a fortnight, and 150 are left. What came
    // back of it on the 20th, £40, takes 200 of them: 50 are owed.
    const trade = `${HEADER}
100,85048,BALLS,23,2010-05-01 10:00:00,10.00,7,UK
C101,85048,BALLS,-4,2010-05-20 10:00:00,10.00,7,UK
102,85048,BALLS,1,2010-05-21 10:00:00,10.00,,UK
`;
    const run = (...args: string[]) => replay(tradeFile(trade), '--preset', 'cashback', ...args);
    expect(JSON.parse(run('--json').stdout)).toMatchObject({
      ...{ awarded: 1150, clawedBack: 200, balance: -50, rewardsTaken: 2, rewardsMinor: 1000 },
    });
    expect(JSON.parse(run('--json', '--as-of', '2010-05-15T09:59:59').stdout)).toMatchObject({
      ...{ awarded: 1150, balance: 1150, rewardsTaken: 0, rewardsMinor: 0 },
    });
    const { stdout } = run();
    expect(stdout).toMatch(/rewards handed out by themselves +2\n +worth +£10\n +of what was sold/);
  });

  it('counts what tiers take off orders by themselves', () => {
    // Nothing off the first order, 6 % off the second of £10; of the third, at 9 %, half came back.
    const trade = `${HEADER}
100,85048,BALLS,1,2010-05-01 10:00:00,10.00,7,UK
101,85048,BALLS,1,2010-05-02 10:00:00,10.00,7,UK
102,85049,BOWLS,4,2010-05-03 10:00:00,10.00,7,UK
C103,85049,BOWLS,-2,2010-05-04 10:00:00,10.00,7,UK
`;
    const run = (...args: string[]) => {
      return replay(tradeFile(trade), '--preset', 'discount-ladder', ...args).stdout;
    };
    expect(JSON.parse(run('--json'))).toMatchObject({ awarded: 0, perksMinor: 60 + 180 });
    expect(run()).toMatch(
      /what tiers take off orders\n +worth +£2\.40\n +of what was sold +6\.0 %/,
    );
    expect(run()).not.toContain('earn nothing\n');
  });

  it('folds by a program of one’s own, and names everything that is wrong with it', () => {
    const points = pointsPreset({ currency: 'GBP', zone: 'UTC' });
    const own = { ...points, preset: 'own', earning: { ...points.earning, points: 3 } };
    const program = (json: object) => tradeFile(JSON.stringify(json), 'program.json');
    const run = (json: object) => replay(tradeFile(TRADE), '--json', '--program', program(json));
    expect(JSON.parse(run(own).stdout)).toMatchObject({ preset: 'own', awarded: 63 });
    const bad = run({ ...own, zone: 'Mars/Olympus', caps: { ...own.caps, order: 2, member: 299 } });
    expect(bad).toMatchObject({ status: 2, stdout: '' });
    const costs = [0, 1].map((at) => `rewards[${at}].offer.cost`);
    for (const field of ['zone', 'caps.order', ...costs]) {
      expect(bad.stderr).toContain(`\n  ${field} `);
    }
    expect(run({ ...own, currency: 'EUR' }).stderr).toContain('currency must be GBP');
  });

  it.each([
    [['--preset', 'gold'], '"gold" is not known; there is: points'],
    [['--as-of', '2010-02-30'], '--as-of "2010-02-30"'],
    [['--fast'], '--fast'],
    [['more.csv'], 'more.csv'],
    [['--program', 'nowhere.json'], 'nowhere.json cannot be read'],
    [['--program', 'package.json', '--preset', 'stars'], 'not both'],
  ])('refuses %j with a sentence that names it, and prints nothing else', (args, message) => {
    const { status, stdout, stderr } = replay(tradeFile(TRADE), ...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  it('refuses a bad file, naming file, line and column, and prints nothing else', () => {
    const file = tradeFile(TRADE.replace('10.5,7', 'ten,7'));
    const { status, stdout, stderr } = replay(file, '--json');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(`replay: ${file}: line 4, column Price: "ten" is not a decimal number\n`);
  });
});
