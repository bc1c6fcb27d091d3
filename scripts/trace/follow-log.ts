/**
 * One delivery through the log: the batch that took it in, and what was folded and told of its
 * member afterwards, as far as the lines go. Fields are those of `app/services/say-happenings.ts`.
 */

export type LogStory = {
  readonly batch: string | null;
  readonly orderKey: number | null;
  readonly memberId: number | null;
  /** What the log said of it, oldest first: when, and in words. */
  readonly lines: readonly { readonly at: number; readonly words: string }[];
};

type Line = Readonly<Record<string, unknown>> & { readonly time: number };

/** Reads JSON lines, of any processes and in any order; what is no line of ours is passed over. */
export function followLog(text: string, deliveryId: string): LogStory {
  const lines = text
    .split('\n')
    .flatMap(readLine)
    .sort((a, b) => a.time - b.time);
  const taken = lines.find((line) => doneOf(line, deliveryId) !== null);
  const done = taken ? doneOf(taken, deliveryId) : null;
  const said = lines
    .filter((line) => line['deliveryId'] === deliveryId)
    .map((line) => ({ at: line.time, words: String(line['msg']) }));
  if (!taken || !done) return { batch: null, orderKey: null, memberId: null, lines: said };
  const [, orderKey, memberId] = done;
  const batch = String(taken['batch']);
  const after = lines.filter(
    ({ time, programId }) => time >= taken.time && programId === taken['programId'],
  );
  return {
    ...{ batch, orderKey, memberId },
    lines: [
      ...said,
      { at: taken.time, words: `Batch ${batch} took it in.` },
      ...(memberId === null ? [] : after.flatMap((line) => ofMember(line, memberId))),
    ],
  };
}

function ofMember(line: Line, memberId: number): { at: number; words: string }[] {
  const at = line.time;
  if (line['memberId'] === memberId && line['msg'] === 'Folded again.') {
    const [movements, seq] = [String(line['movements']), String(line['seq'])];
    return [{ at, words: `Folded again: ${movements} movements, the newest is ${seq}.` }];
  }
  const members = Array.isArray(line['members']) ? (line['members'] as unknown[]) : [];
  const told = members.find((one) => Array.isArray(one) && one[0] === memberId);
  if (!Array.isArray(told)) return [];
  const [operation, lane, outcome] = ['operation', 'lane', 'outcome'].map((name) =>
    String(line[name]),
  );
  const upTo = String(told[1]);
  return [{ at, words: `Shopify ${operation} (${lane}): ${outcome}, up to movement ${upTo}.` }];
}

type Done = readonly [string, number | null, number | null];

function doneOf(line: Line, deliveryId: string): Done | null {
  const { deliveries } = line;
  if (!Array.isArray(deliveries)) return null;
  return (deliveries as Done[]).find(([id]) => id === deliveryId) ?? null;
}

function readLine(text: string): Line[] {
  if (!text.startsWith('{')) return [];
  try {
    const line = JSON.parse(text) as Line;
    return typeof line.time === 'number' ? [line] : [];
  } catch {
    return [];
  }
}
