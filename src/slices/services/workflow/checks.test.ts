import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskedField, type FaultCode, faultsOf, situationsOf, staffingFaults } from './checks.ts';
import { singleStep, type StepOutcome, type Workflow, type WorkStep, workflow as schema } from './model.ts';
import { courseOf, entering, mustDiffer, stepsOf } from './rules.ts';

const fields: readonly AskedField[] = [{ key: 'jenis', options: ['a', 'b'], required: false }];
const given = { workingDays: 1000, fields };

function step(key: string, outcomes: readonly (string | StepOutcome)[], more: Partial<WorkStep> = {}): WorkStep {
  return {
    key,
    name: { id: key },
    role: 'officer',
    days: 1,
    checksRequirements: false,
    checklist: [],
    otherThan: [],
    outcomes: outcomes.map((one) =>
      typeof one === 'string' ? (one.startsWith('back:') ? { kind: 'back', to: one.slice(5) } : ({ kind: one } as StepOutcome)) : one,
    ),
    ...more,
  };
}
const sequence = (...steps: readonly WorkStep[]): Workflow => ({ stages: steps.map((one) => ({ branches: [[one]] })) });
const codes = (workflow: Workflow): readonly FaultCode[] => faultsOf(workflow, given).map(({ code }) => code);

/** All that can happen to a case, by the engine's own rules, state by state. */
function bruteForce(workflow: Workflow): { readonly isSound: boolean; readonly reached: ReadonlySet<string> } {
  const reached = new Set<string>();
  let isSound = true;
  for (const answers of situationsOf(workflow, fields)) {
    const name = (live: readonly string[]) => live.toSorted().join(' ');
    const start = entering(workflow, answers, 0).map((one) => one.key);
    if (start.length === 0) isSound = false;
    const states = new Map<string, readonly string[]>([[name(start), start]]);
    const leads = new Map<string, Set<string>>();
    for (const [state, live] of states) {
      const to = new Set<string>();
      leads.set(state, to);
      for (const key of live) {
        reached.add(key);
        const { outcomes } = stepsOf(workflow).find((one) => one.step.key === key)!.step;
        if (outcomes.length === 0) isSound = false;
        for (const outcome of outcomes) {
          const course = courseOf(workflow, { answers, key, outcome, live });
          const rest = live.filter((one) => one !== key);
          const after =
            course.kind === 'on'
              ? [...rest.filter((one) => !course.cancels.includes(one)), ...course.opens.map((one) => one.key)]
              : course.kind === 'waits'
                ? rest
                : live;
          if (course.kind === 'stuck' || (course.kind === 'ends' && course.as === 'granted' && rest.length > 0)) isSound = false;
          const next = course.kind === 'ends' ? 'end' : name(after);
          to.add(next);
          if (course.kind !== 'ends' && !states.has(next)) states.set(next, after);
        }
      }
    }
    const ending = new Set(['end']);
    for (let before = -1; before !== ending.size; ) {
      before = ending.size;
      for (const [state, to] of leads) if ([...to].some((one) => ending.has(one))) ending.add(state);
    }
    if (start.length > 0 && [...states.keys()].some((state) => !ending.has(state))) isSound = false;
  }
  return { isSound: isSound && stepsOf(workflow).every((one) => reached.has(one.step.key)), reached };
}

const shapes = fc
  .array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((sizes) => sizes.map((branches, at) => (at === sizes.length - 1 && branches.length > 2 ? branches.slice(0, 1) : branches)));

/** Any workflow whose references are right; nothing says that it can end. */
const anyWorkflow: fc.Arbitrary<Workflow> = shapes.chain((sizes) => {
  const places = sizes.flatMap((branches, stage) => branches.flatMap((length, branch) => Array.from({ length }, (_none, at) => ({ stage, branch, at }))));
  const key = (place: (typeof places)[number]) => `l${places.indexOf(place)}`;
  return fc
    .tuple(
      ...places.map((place) => {
        const backs = places.filter((one) => (one.stage === place.stage ? one.branch === place.branch && one.at < place.at : one.stage < place.stage));
        const isLast = place.stage === sizes.length - 1;
        const leading: fc.Arbitrary<readonly StepOutcome[]> = fc.constant([
          { kind: isLast && place.at === sizes[place.stage]![place.branch]! - 1 ? 'grant' : 'next' },
        ]);
        const others = fc.uniqueArray(
          fc.oneof(
            { weight: 2, arbitrary: fc.constantFrom<StepOutcome>({ kind: 'applicant' }, { kind: 'refuse' }) },
            { weight: 1, arbitrary: fc.constantFrom<StepOutcome>({ kind: 'next' }, { kind: 'grant' }) },
            ...(backs.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...backs).map((one): StepOutcome => ({ kind: 'back', to: key(one) })) }] : []),
          ),
          { maxLength: 2, selector: (one) => JSON.stringify(one) },
        );
        // Most steps lead somewhere; of nine one does not, and some do more than they should.
        const outcomes = fc
          .tuple(
            fc.oneof({ weight: 8, arbitrary: leading }, { weight: 1, arbitrary: fc.constant<readonly StepOutcome[]>([]) }),
            fc.oneof({ weight: 2, arbitrary: fc.constant<StepOutcome[]>([]) }, { weight: 1, arbitrary: others }),
          )
          .map((both) => both.flat());
        // Conditions on few: a step that is sent back to must be there.
        const when = fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom<string[]>(['a'], ['b'], ['a', 'b']) });
        return fc.tuple(outcomes, when).map(([some, is]) => step(key(place), some, is ? { when: { field: 'jenis', is } } : {}));
      }),
    )
    .map((steps) => ({
      stages: sizes.map((branches, stage) => ({
        branches: branches.map((length, branch) =>
          Array.from({ length }, (_none, at) => steps[places.findIndex((one) => one.stage === stage && one.branch === branch && one.at === at)]!),
        ),
      })),
    }));
});

const numRuns = 3000;
const seed = 20261128;

describe('a workflow that passes', () => {
  test('the single step of a service without one, and a parallel one with everything in it', () => {
    expect(faultsOf(singleStep(5), { workingDays: 5, fields: [] })).toEqual([]);
    const whole: Workflow = {
      stages: [
        { branches: [[step('berkas', ['next', 'applicant', 'refuse'])]] },
        {
          branches: [
            [step('lapangan', ['next']), step('laporan', ['next', 'back:lapangan'])],
            [step('telaah', ['next', 'back:berkas', 'applicant'])],
            [step('amdal', ['next'], { when: { field: 'jenis', is: ['b'] } })],
          ],
        },
        { branches: [[step('penetapan', ['grant', 'refuse', 'back:telaah'], { role: 'unit-head', otherThan: ['berkas', 'telaah'] })]] },
      ],
    };
    expect(schema.parse(whole)).toEqual(whole);
    expect(faultsOf(whole, given)).toEqual([]);
  });

  test('is exactly one that, tried state by state, always can end and leaves no step out', () => {
    let sound = 0;
    fc.assert(
      fc.property(anyWorkflow, (workflow) => {
        const faults = faultsOf(workflow, given);
        fc.pre(!faults.some(({ code }) => code === 'back-nowhere'));
        const truth = bruteForce(workflow);
        sound += truth.isSound ? 1 : 0;
        expect(faults.length === 0, JSON.stringify(faults)).toBe(truth.isSound);
        const unreachable = faults.flatMap((fault) => (fault.code === 'unreachable' ? fault.steps : []));
        expect(new Set(unreachable)).toEqual(new Set(stepsOf(workflow).flatMap((one) => (truth.reached.has(one.step.key) ? [] : [one.step.key]))));
      }),
      { numRuns, seed },
    );
    expect(sound).toBeGreaterThan(100);
  });
});

describe('a workflow is refused, with the steps at fault', () => {
  const cases: readonly (readonly [name: string, workflow: Workflow, code: FaultCode, steps: readonly string[]])[] = [
    ['that has no steps', { stages: [] }, 'no-steps', []],
    ['of which a step has no outcome', sequence(step('a', ['next']), step('b', [])), 'no-outcome', ['b']],
    ['whose last step only passes on', sequence(step('a', ['next', 'refuse']), step('b', ['next', 'refuse'])), 'nothing-after', ['b']],
    ['that goes round and round', sequence(step('a', ['next']), step('b', ['back:a'])), 'never-ends', ['b']],
    ['whose step only ever asks the applicant', sequence(step('a', ['applicant'])), 'never-ends', ['a']],
    ['with a step that nothing leads to', sequence(step('a', ['grant', 'refuse']), step('b', ['grant'])), 'unreachable', ['b']],
    ['that sends back to a later step', sequence(step('a', ['next', 'back:b']), step('b', ['grant'])), 'back-nowhere', ['a', 'b']],
    [
      'whose join waits for a branch that cannot come',
      { stages: [{ branches: [[step('a', ['next'])], [step('b', ['applicant'])]] }, { branches: [[step('c', ['grant'])]] }] },
      'join-waits',
      ['b'],
    ],
    ['with an empty branch', { stages: [{ branches: [[step('a', ['grant'])], []] }] }, 'empty-branch', ['a']],
    [
      'that grants while others still work',
      { stages: [{ branches: [[step('a', ['next', 'grant'])], [step('b', ['next'])]] }, { branches: [[step('c', ['grant'])]] }] },
      'grant-in-parallel',
      ['a'],
    ],
    ['that asks four eyes of one step', sequence(step('a', ['grant'], { otherThan: ['a'] })), 'four-eyes-self', ['a']],
    ['whose four eyes name no step', sequence(step('a', ['grant'], { otherThan: ['x'] })), 'four-eyes-unknown', ['a']],
    ['whose only step hangs on an answer', sequence(step('a', ['grant'], { when: { field: 'jenis', is: ['a'] } })), 'nothing-applies', []],
    [
      'whose condition asks what the form does not',
      sequence(step('a', ['next']), step('b', ['grant'], { when: { field: 'x', is: ['a'] } })),
      'condition-unknown',
      ['b'],
    ],
    ['that names two steps alike', sequence(step('a', ['next']), step('a', ['grant'])), 'key-twice', ['a']],
  ];
  test.each(cases)('%s', (_name, workflow, code, steps) => {
    expect(faultsOf(workflow, given)).toContainEqual(expect.objectContaining({ code, steps }));
  });

  test('whose longest way takes more days than the service promises, the longer of two branches counting', () => {
    const workflow: Workflow = {
      stages: [{ branches: [[step('a', ['next'], { days: 2 })], [step('b', ['next'], { days: 4 })]] }, { branches: [[step('c', ['grant'], { days: 1 })]] }],
    };
    expect(faultsOf(workflow, { workingDays: 5, fields: [] })).toEqual([]);
    expect(faultsOf(workflow, { workingDays: 4, fields: [] })).toEqual([{ code: 'too-many-days', steps: [], more: '5/4' }]);
  });

  test('that is refused for one thing is not refused for another', () => {
    expect(codes(sequence(step('a', ['next', 'refuse']), step('b', ['next', 'refuse'])))).toEqual(['nothing-after']);
  });
});

describe('four eyes', () => {
  const people = ['ani', 'budi', 'citra'];
  const staffed = fc.array(fc.tuple(fc.subarray(people), fc.subarray(['l0', 'l1', 'l2', 'l3'])), { minLength: 1, maxLength: 4 });

  /** Every way to give each step to one of its holders. */
  function canBeStaffed(workflow: Workflow, holders: ReadonlyMap<string, readonly string[]>): boolean {
    const steps = stepsOf(workflow)
      .map((one) => one.step.key)
      .filter((key) => mustDiffer(workflow, key).length > 0);
    let ways: readonly ReadonlyMap<string, string>[] = [new Map()];
    for (const key of steps) ways = ways.flatMap((way) => (holders.get(key) ?? []).map((person) => new Map([...way, [key, person]])));
    return ways.some((way) => steps.every((key) => mustDiffer(workflow, key).every((other) => way.get(other) !== way.get(key))));
  }

  test('are refused exactly where no choice among those who hold the roles keeps them apart', () => {
    let refused = 0;
    fc.assert(
      fc.property(staffed, (drawn) => {
        const workflow = sequence(
          ...drawn.map(([_who, apart], at) =>
            step(`l${at}`, ['next'], { otherThan: apart.filter((key) => key !== `l${at}` && Number(key.slice(1)) < drawn.length) }),
          ),
        );
        const holders = new Map(drawn.map(([who], at) => [`l${at}`, who]));
        const faults = staffingFaults(workflow, (one) => holders.get(one.key) ?? []);
        refused += faults.length;
        expect(faults.length === 0).toBe(canBeStaffed(workflow, holders));
      }),
      { numRuns, seed },
    );
    expect(refused).toBeGreaterThan(100);
  });

  test('a head alone cannot do two steps that are kept apart, and the fault names both', () => {
    const workflow = sequence(step('a', ['next'], { role: 'unit-head' }), step('b', ['grant'], { role: 'unit-head', otherThan: ['a'] }));
    expect(staffingFaults(workflow, () => ['ani'])).toEqual([{ code: 'four-eyes-nobody', steps: ['b', 'a'] }]);
    expect(staffingFaults(workflow, () => ['ani', 'budi'])).toEqual([]);
  });
});
