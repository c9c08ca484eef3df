import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultsOf } from './checks.ts';
import { editWorkflow, keyFor, type Operation } from './edit.ts';
import { singleStep, type Workflow, workflow as schema } from './model.ts';
import { findStep, stepsOf } from './rules.ts';

const after = (workflow: Workflow, ...operations: readonly Operation[]): Workflow =>
  operations.reduce((one, operation) => {
    const outcome = editWorkflow(one, operation);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    return outcome.value;
  }, workflow);
const add = (id: string, place: Extract<Operation, { kind: 'add' }>['place']): Operation => ({ kind: 'add', name: { id }, place });
const keys = (workflow: Workflow) =>
  workflow.stages.map(({ branches }) => branches.map((steps) => steps.map((step) => step.key).join('>')).join('|')).join(' ');

describe('drawing a workflow', () => {
  test('from the one step to a parallel one that passes the checks, by what a person presses', () => {
    const drawn = after(
      singleStep(3),
      add('Penetapan', { kind: 'after', stage: 0 }),
      add('Pemeriksaan lapangan', { kind: 'after', stage: 0 }),
      add('Telaah teknis', { kind: 'beside', stage: 1 }),
      add('Laporan', { kind: 'in', stage: 1, branch: 0 }),
    );
    expect(keys(drawn)).toBe('periksa pemeriksaan-lapangan>laporan|telaah-teknis penetapan');
    expect(faultsOf(drawn, { workingDays: 6, fields: [] })).toEqual([]);
    expect(findStep(drawn, 'periksa')?.step.outcomes).toEqual([{ kind: 'next' }, { kind: 'applicant' }, { kind: 'refuse' }]);
  });

  test('takes away with a step all that named it, and what it leaves empty', () => {
    const drawn = after(singleStep(3), add('Akhir', { kind: 'after', stage: 0 }));
    const akhir = findStep(drawn, 'akhir')!.step;
    const named = after(drawn, { kind: 'write', step: { ...akhir, outcomes: [{ kind: 'grant' }, { kind: 'back', to: 'periksa' }], otherThan: ['periksa'] } });
    const rest = after(named, { kind: 'remove', key: 'periksa' });
    expect(keys(rest)).toBe('akhir');
    expect(findStep(rest, 'akhir')?.step).toMatchObject({ outcomes: [{ kind: 'grant' }], otherThan: [] });
  });

  test('moves a step within its branch and a stage as a whole, and drops ways back that would lead forward', () => {
    const drawn = after(singleStep(3), add('Dua', { kind: 'after', stage: 0 }));
    const named = after(drawn, { kind: 'write', step: { ...findStep(drawn, 'dua')!.step, outcomes: [{ kind: 'grant' }, { kind: 'back', to: 'periksa' }] } });
    const swapped = after(named, { kind: 'move', key: 'dua', by: -1 });
    expect(keys(swapped)).toBe('dua periksa');
    expect(findStep(swapped, 'dua')?.step.outcomes).toEqual([{ kind: 'grant' }]);
    expect(editWorkflow(swapped, { kind: 'move', key: 'dua', by: -1 })).toMatchObject({ ok: false, refusal: { code: 'no-such-place' } });
  });

  test('gives each step a key of its own, whatever it is called', () => {
    const drawn = after(singleStep(3), add('Ukur Ulang!', { kind: 'after', stage: 0 }), add('ukur ulang', { kind: 'after', stage: 0 }));
    expect(keys(drawn)).toBe('periksa ukur-ulang-2 ukur-ulang');
    for (const name of ['', '123', 'Periksa', '日本', 'É'.repeat(200)]) expect(keyFor(drawn, name)).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
  });

  test('whatever is pressed, in whatever order, stays a workflow: keys once each, nothing empty', () => {
    const operation = fc.oneof(
      fc.record({
        kind: fc.constant('add' as const),
        name: fc.record({ id: fc.string({ minLength: 1 }) }),
        place: fc.oneof(
          fc.record({ kind: fc.constant('after' as const), stage: fc.integer({ min: -2, max: 4 }) }),
          fc.record({ kind: fc.constant('beside' as const), stage: fc.integer({ min: -1, max: 4 }) }),
          fc.record({ kind: fc.constant('in' as const), stage: fc.integer({ min: -1, max: 4 }), branch: fc.integer({ min: 0, max: 2 }) }),
        ),
      }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat(8) }),
      fc.record({ kind: fc.constant('move' as const), at: fc.nat(8), by: fc.constantFrom(-1 as const, 1 as const) }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 12 }), (pressed) => {
        let one = singleStep(3);
        for (const each of pressed) {
          const key = 'at' in each ? (stepsOf(one)[each.at]?.step.key ?? 'x') : '';
          const outcome = editWorkflow(one, each.kind === 'add' ? each : each.kind === 'move' ? { kind: 'move', key, by: each.by } : { kind: 'remove', key });
          if (outcome.ok) one = outcome.value;
          expect(schema.safeParse(one).success || one.stages.length > 30).toBe(true);
          expect(faultsOf(one, { workingDays: 365, fields: [] }).map(({ code }) => code)).not.toContain('key-twice');
          expect(one.stages.every(({ branches }) => branches.length > 0 && branches.every((steps) => steps.length > 0))).toBe(true);
        }
      }),
      { seed: 20261128 },
    );
  });
});
