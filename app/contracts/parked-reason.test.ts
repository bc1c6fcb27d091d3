import { describe, expect, it } from 'vitest';
import { readReason, reasonText } from './parked-reason.ts';

describe('the reason a delivery is parked', () => {
  it.each([
    ['missing_order_id', null],
    ['unknown_topic', 'products/update'],
    ['invalid_field', 'refunds[0]: invalid_field: created_at: must be text'],
  ] as const)('%s (%s) is the same after it was stored', (code, detail) => {
    expect(readReason(reasonText({ code, detail }))).toEqual({ code, detail });
  });

  it.each(['a bug, since mended', 'constructor', ''])('%j is none of ours', (text) => {
    expect(readReason(text)).toBeNull();
  });
});
