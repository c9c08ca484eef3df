import { describe, expect, it } from 'vitest';
import { commitmentEntry, commitmentOf } from '#platform/commitment';
import { newId } from '#platform/ids';
import { isOpening, subjectsOf } from './rules.ts';

describe('whom an entry concerns', () => {
  it('is read from the ids that it names', () => {
    const [applicationId, personId] = [newId(), newId()];
    expect(subjectsOf({ applicationId, personId, unitId: newId(), outcome: 'granted' })).toEqual([
      { subjectKind: 'application', subjectId: applicationId },
      { subjectKind: 'person', subjectId: personId },
    ]);
  });

  it('is nobody where it names none, or no id', () => {
    for (const payload of [undefined, null, 'x', [], {}, { personId: 'x' }, { personId: 3 }]) expect(subjectsOf(payload)).toEqual([]);
  });
});

describe('an opening', () => {
  const [salt, record] = [new Uint8Array(32).fill(1), { note: 'a' }];
  const entry = commitmentEntry('test.noted', 1, commitmentOf(record, salt));
  it('opens its own entry and no other', () => {
    expect(isOpening(entry, { kind: 'test.noted', version: 1, record }, salt)).toBe(true);
    expect(isOpening(entry, { kind: 'test.noted', version: 1, record: { note: 'b' } }, salt)).toBe(false);
    expect(isOpening(entry, { kind: 'test.noted', version: 1, record }, new Uint8Array(32))).toBe(false);
    expect(isOpening(entry, { kind: 'test.other', version: 1, record }, salt)).toBe(false);
  });
});
