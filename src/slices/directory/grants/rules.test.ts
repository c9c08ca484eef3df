import { expect, test } from 'vitest';
import type { PersonId } from '../model.ts';
import { mayGrant } from './rules.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const wish = {
  granter: 'a' as PersonId,
  personId: 'b' as PersonId,
  role: 'officer',
  unitId: undefined,
  capacity: 'definitif',
  startsOn: day('2026-11-23'),
  endsOn: undefined,
} as const;

test.each([
  ['of oneself', { ...wish, granter: 'b' as PersonId }, 'own-grant'],
  ['that ends before it begins', { ...wish, endsOn: day('2026-11-22') }, 'ends-before'],
  ['Plt without an end', { ...wish, capacity: 'plt' as const }, 'acting-without-end'],
  ['Plh without an end', { ...wish, capacity: 'plh' as const }, 'acting-without-end'],
  ['Plt of a unit without saying which', { ...wish, role: 'unit-head' as const, capacity: 'plt' as const, endsOn: day('2026-12-01') }, 'acting-without-unit'],
  ['Plt for longer than six months', { ...wish, capacity: 'plt' as const, endsOn: day('2027-05-24') }, 'acting-too-long'],
])('a grant %s is refused', (_what, input, code) => {
  expect(mayGrant(input)).toMatchObject({ ok: false, refusal: { code } });
});

test.each([
  ['without an end', wish],
  ['for one day', { ...wish, endsOn: wish.startsOn }],
  ['of the system to anybody', { ...wish, granter: undefined }],
  ['Plt for six months to the day', { ...wish, capacity: 'plt' as const, endsOn: day('2027-05-23') }],
])('a grant %s is given', (_what, input) => {
  expect(mayGrant(input).ok).toBe(true);
});
