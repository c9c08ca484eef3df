import type { AgencyId } from '#slices/directory';
import { readFile } from 'node:fs/promises';
import { scopeFor } from '#platform/access';
import { type FieldCodes, page, parseInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { errorSentences, textIn } from '#platform/words';
import { type ServiceInput, serviceInput } from '../model.ts';
import { permissions } from '../permissions.ts';
import { words } from '../words.ts';
import { publishFromFile } from './actions.ts';
import { PublishPage } from './pages/publish.tsx';
import { servicesOf } from './store.ts';

const allow = permissions['services.publish'];
const maxService_bytes = 500_000;
const path = '/kelola/layanan';

function agencyOf(ctx: WebCtx): AgencyId {
  const { agencyId } = scopeFor(ctx.actor, allow);
  if (!agencyId) throw problems.forbidden();
  return agencyId as AgencyId;
}

async function publishPage(ctx: WebCtx, codes: FieldCodes): Promise<Reply> {
  const w = words(ctx.lang);
  const services = await ctx.read((tx) => servicesOf(tx, agencyOf(ctx)));
  const { file, ...faults } = errorSentences(ctx.lang, codes, w.errors);
  const form = { values: {}, errors: file === undefined ? {} : { file } };
  return page({
    title: w.publishing,
    section: path,
    dense: true,
    body: <PublishPage lang={ctx.lang} services={services} form={form} faults={Object.entries(faults)} />,
  });
}

const refused = (code: string, faults: FieldCodes = {}) => orRefuse(refuse(code, { fields: { file: code, ...faults } }));

async function uploaded(ctx: WebCtx): Promise<ServiceInput> {
  const file = ctx.files['file']?.[0];
  if (!file) return refused('file-required');
  if (file.tooLarge) return refused('file-too-large');
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(file.path, 'utf8'));
  } catch {
    return refused('not-json');
  }
  const read = parseInput(serviceInput, raw);
  return read.ok ? read.value : refused('service-format', read.errors);
}

export const publishRoutes: readonly Route[] = [
  route({ method: 'GET', path, allow, handle: (ctx) => publishPage(ctx, {}) }),
  route({
    method: 'POST',
    path,
    allow,
    maxFile_bytes: maxService_bytes,
    async handle(ctx) {
      const input = await uploaded(ctx);
      await publishFromFile(ctx, agencyOf(ctx), input);
      return redirect(path, { kind: 'good', text: words(ctx.lang).published(textIn(input.name, ctx.lang)) });
    },
    again: (ctx, _raw, codes) => publishPage(ctx, codes),
  }),
];
