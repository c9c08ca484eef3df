import { type AgencyId, type UnitId, unitsOf } from '#slices/directory';
import { z } from 'zod';
import { scopeFor } from '#platform/access';
import { together } from '#platform/context';
import type { Tx } from '#platform/db';
import { type FieldCodes, page, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { findId } from '#platform/ids';
import { problems } from '#platform/problem';
import type { FormState } from '#platform/ui';
import { errorSentences } from '#platform/words';
import type { CounterId, ServiceId } from '../model.ts';
import { permissions } from '../permissions.ts';
import { serviceNames } from '../standards/store.ts';
import { kioskKeys } from './kiosk-key.ts';
import { setCounter } from './number-actions.ts';
import { CounterForm, ManagedCounters } from './pages/counters.tsx';
import { clockText, counterFacts, slugOf } from './show-queue.ts';
import { counterWithin, countersWithin } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.counters'];
const section = '/kelola/loket';

/** Units of the agency that have services: only they need counters. */
async function servingUnits(tx: Tx, ctx: WebCtx) {
  const [units, names] = await together([unitsOf(tx, ctx.agency.id as AgencyId), serviceNames(tx, ctx.agency.id)]);
  return { units: units.filter((unit) => names.some((name) => name.unitId === unit.id)), names };
}

async function listPage(ctx: WebCtx): Promise<Reply> {
  const units = await ctx.read(async (tx) => {
    const [{ units: serving, names }, counters] = await together([servingUnits(tx, ctx), countersWithin(tx, scopeFor(ctx.actor, allow))]);
    const keys = await kioskKeys(
      tx,
      serving.map((unit) => unit.id),
    );
    return serving.map((unit) => ({
      id: unit.id,
      name: unit.name,
      counters: counters.filter((counter) => counter.unit_id === unit.id).map((counter) => counterFacts(ctx, counter, names)),
      kiosk: `/loket/${slugOf(unit)}/kios/${keys.get(unit.id)}`,
    }));
  });
  return page({ title: words(ctx.lang).managing, section, dense: true, body: <ManagedCounters lang={ctx.lang} units={units} /> });
}

async function formPage(ctx: WebCtx, id: CounterId | undefined, unitId: string, form: FormState): Promise<Reply> {
  const { units, names } = await ctx.read((tx) => servingUnits(tx, ctx));
  const unit = units.find((one) => one.id === unitId);
  if (!unit) throw problems.notFound();
  const services = names.filter((name) => name.unitId === unit.id);
  const title = id ? words(ctx.lang).changeCounter : words(ctx.lang).addCounter;
  return page({ title, section, dense: true, body: <CounterForm lang={ctx.lang} id={id} unit={unit} services={services} form={form} /> });
}

async function counterOr404(ctx: WebCtx, idText: string) {
  const id = findId<'counter'>(idText);
  const counter = id && (await ctx.read((tx) => counterWithin(tx, id, scopeFor(ctx.actor, allow))));
  if (!counter) throw problems.notFound();
  return counter;
}

/** An hour as people write it, as minutes of the day. */
export const minuteInput = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3])[.:][0-5]\d$/, 'not-a-time')
  .transform((text) => {
    const [hour = 0, minute = 0] = text.split(/[.:]/).map(Number);
    return hour * 60 + minute;
  });

const counterInput = z.object({
  unit: z.uuid(),
  name: z.string().trim().min(1, 'required').max(40, 'too-long'),
  opens: minuteInput,
  closes: minuteInput,
  services: z.preprocess((value) => [value ?? []].flat(), z.array(z.uuid()).min(1, 'services-required').max(100)),
  inUse: z.string().optional(),
});

async function save(ctx: WebCtx, input: z.infer<typeof counterInput>, known?: CounterId): Promise<Reply> {
  const { unit, name, opens, closes, services, inUse } = input;
  const counter = { unitId: unit as UnitId, name, opens_minute: opens, closes_minute: closes, serviceIds: services as ServiceId[], inUse: inUse !== undefined };
  await setCounter(ctx, ctx.agency.id as AgencyId, counter, known);
  return redirect(section, { kind: 'good', text: words(ctx.lang).counterSaved });
}

function typed(ctx: WebCtx, raw: RawInput, errors: FieldCodes): FormState {
  return { values: raw, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
}

export const manageRoutes: readonly Route[] = [
  route({ method: 'GET', path: section, allow, handle: listPage }),
  route({
    method: 'GET',
    path: '/kelola/loket/baru',
    allow,
    input: z.object({ unit: z.string() }),
    handle: (ctx, { unit }) =>
      formPage(ctx, undefined, unit, { values: { opens: clockText(8 * 60, ctx.lang), closes: clockText(15 * 60, ctx.lang), inUse: 'ya' }, errors: {} }),
  }),
  route({
    method: 'POST',
    path: '/kelola/loket/baru',
    allow,
    input: counterInput,
    handle: (ctx, input) => save(ctx, input),
    again: (ctx, raw, errors) => formPage(ctx, undefined, String(raw['unit']), typed(ctx, raw, errors)),
  }),
  route({
    method: 'GET',
    path: '/kelola/loket/:id',
    allow,
    input: z.object({ id: z.string() }),
    async handle(ctx, { id }) {
      const counter = await counterOr404(ctx, id);
      const values = {
        name: counter.name,
        opens: clockText(counter.opens_minute, ctx.lang),
        closes: clockText(counter.closes_minute, ctx.lang),
        services: counter.service_ids,
        inUse: counter.in_use ? 'ya' : '',
      };
      return formPage(ctx, counter.id, counter.unit_id, { values, errors: {} });
    },
  }),
  route({
    method: 'POST',
    path: '/kelola/loket/:id',
    allow,
    input: counterInput.extend({ id: z.string() }),
    async handle(ctx, { id, ...input }) {
      const counter = await counterOr404(ctx, id);
      return save(ctx, { ...input, unit: counter.unit_id }, counter.id);
    },
    again: async (ctx, raw, errors) => {
      const counter = await counterOr404(ctx, String(raw['id']));
      return formPage(ctx, counter.id, counter.unit_id, typed(ctx, raw, errors));
    },
  }),
];
