import { unitsOf } from '#slices/directory';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { type FieldCodes, page, parseInput, type RawInput, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { orRefuse, refuse } from '#platform/result';
import { emptyForm, type FormState } from '#platform/ui';
import { errorSentences, formatNumber } from '#platform/words';
import { type DraftContent, draftContent } from '../model.ts';
import { permissions } from '../permissions.ts';
import { LetterAids } from '../results/pages/letter-aids.tsx';
import { words as resultWords } from '../results/words.ts';
import { words as sliceWords } from '../words.ts';
import { editDraft } from './actions.ts';
import { completenessOf } from './completeness.ts';
import { agencyOf, draftOr404 } from './draft-routes.tsx';
import { basicsGroups, componentGroups, feeGroups, isList, letterGroups, questionGroups } from './editor-parts.ts';
import { type EditField, type FieldGroup, valuesOf, written } from './fields.ts';
import { type Differing, EditPartPage } from './pages/edit-part.tsx';
import { PreCheckQuestionsPage } from './pages/pre-check-questions.tsx';
import { StandardPartsPage } from './pages/standard-parts.tsx';
import { findComponent, regulatedComponents } from './regulation.ts';
import { isOverlong } from './rules.ts';
import type { Draft } from './store.ts';
import { words } from './words.ts';

const allow = permissions['services.publish'];
const section = '/kelola/layanan';

/** One form of the editor: which fields it has for this draft, and where it stands. */
type Part = {
  readonly title: string;
  readonly kicker?: string | undefined;
  readonly lead?: string | undefined;
  readonly address: string;
  readonly back: { readonly address: string; readonly label: string };
  readonly groups: readonly FieldGroup[];
  /** What stands under the form. */
  readonly children?: ComponentChildren;
  readonly acts?: readonly { readonly name: string; readonly value: string; readonly label: string }[];
};
type PartOf = (ctx: WebCtx, draft: Draft) => Promise<Part> | Part;

const fieldsOf = ({ groups }: Part): readonly EditField[] => groups.flatMap((group) => group.fields);

type Asked = { readonly form?: FormState | undefined; readonly conflict?: boolean };

async function partPage(ctx: WebCtx, idText: string, partOf: PartOf, { form, conflict = false }: Asked): Promise<Reply> {
  const draft = await ctx.read((tx) => draftOr404(tx, ctx, idText));
  if (draft.state !== 'draft') return redirect(`${section}/${draft.id}`);
  const part = await partOf(ctx, draft);
  const now = valuesOf(draft.content, fieldsOf(part));
  const body = (
    <EditPartPage
      lang={ctx.lang}
      draft={draft}
      {...part}
      form={form ?? { values: now, errors: {} }}
      differing={conflict ? differingOf(fieldsOf(part), now, form?.values ?? {}) : undefined}
    />
  );
  return page({ title: part.title, section, dense: true, status: conflict ? 409 : 200, body });
}

function differingOf(fields: readonly EditField[], now: Readonly<Record<string, string>>, typed: FormState['values']): Differing {
  return fields.flatMap(({ name, label }) => {
    const [stands, sent] = [now[name] ?? '', String(typed[name] ?? '').trim()];
    return stands === sent ? [] : [{ label, now: stands, typed: sent }];
  });
}

const named = (places: FieldCodes): FieldCodes => Object.fromEntries(Object.entries(places).map(([place, code]) => [place.replaceAll('.', '-'), code]));

/** What was typed as a change of the draft, or what is wrong with it beside its field. */
function changeOf(content: DraftContent, fields: readonly EditField[], raw: RawInput): DraftContent {
  const long = fields.filter(({ name, maxLength }) => maxLength !== undefined && isOverlong(String(raw[name] ?? ''), maxLength));
  if (long.length > 0) return orRefuse(refuse('too-long', { fields: Object.fromEntries(long.map(({ name }) => [name, 'too-long'])) }));
  const read = parseInput(draftContent, written(content, fields, raw));
  return read.ok ? { ...emptied(fields), ...read.value } : orRefuse(refuse('invalid', { fields: named(read.errors) }));
}

// A part of which nothing is left is taken out of the draft.
function emptied(fields: readonly EditField[]): DraftContent {
  return Object.fromEntries(fields.map(({ name }) => [name.split('-')[0], undefined]));
}

async function save(ctx: WebCtx, { draft: idText, version }: z.infer<typeof seen>, partOf: PartOf, raw: RawInput): Promise<DraftContent> {
  const draft = await ctx.read((tx) => draftOr404(tx, ctx, idText));
  // Fields are those of the draft that the page showed: with another version the change is refused, and both are shown.
  const change = changeOf(draft.content, fieldsOf(await partOf(ctx, draft)), raw);
  await editDraft(ctx, { agencyId: agencyOf(ctx), id: draft.id, version, change });
  return change;
}

const byDraft = z.object({ draft: z.string() });
const seen = z.looseObject({ draft: z.string(), version: z.coerce.number().int() });

function again(partOf: (raw: RawInput) => PartOf) {
  return (ctx: WebCtx, raw: RawInput, errors: FieldCodes): Promise<Reply> => {
    const conflict = errors['form'] === 'draft-changed';
    const form: FormState = { values: raw, errors: conflict ? {} : errorSentences(ctx.lang, errors, words(ctx.lang).errors) };
    return partPage(ctx, String(raw['draft']), partOf(raw), { form, conflict });
  };
}

const saved = (ctx: WebCtx, to: string): Reply => redirect(to, { kind: 'good', text: words(ctx.lang).saved });

const basics: PartOf = async (ctx, draft) => {
  const w = words(ctx.lang);
  const units = await ctx.read((tx) => unitsOf(tx, draft.agencyId));
  return {
    title: w.parts.basics,
    address: '/dasar',
    back: { address: '', label: w.backToDraft },
    groups: basicsGroups(ctx.lang, draft.content, units, draft.published !== undefined),
  };
};

const fee: PartOf = (ctx) => {
  const w = words(ctx.lang);
  return { title: w.parts.fee, lead: w.fee.lead, address: '/biaya', back: { address: '', label: w.backToDraft }, groups: feeGroups(ctx.lang) };
};

const letters: PartOf = (ctx, draft) => {
  const w = words(ctx.lang);
  return {
    title: w.parts.letter,
    lead: resultWords(ctx.lang).editor.lead,
    address: '/surat',
    back: { address: '', label: w.backToDraft },
    groups: letterGroups(ctx.lang),
    children: <LetterAids lang={ctx.lang} draft={draft} />,
  };
};

const component =
  (no: string): PartOf =>
  (ctx, draft) => {
    const w = words(ctx.lang);
    const found = findComponent(no);
    if (!found) throw problems.notFound();
    const rows = draft.content.components?.[found.key];
    const up =
      isList(found.key) && Array.isArray(rows)
        ? rows.slice(1).map((_one, at) => ({ name: 'lalu', value: `naik-${at + 1}`, label: w.standard.moveUp(String(at + 2)) }))
        : [];
    return {
      title: sliceWords(ctx.lang).componentNames[found.key],
      kicker: `${w.standard.ofFourteen(no)}, ${(found.delivery ? w.standard.delivery : w.standard.management).toLowerCase()}`,
      lead: w.standard.help[found.key],
      address: `/standar/${no}`,
      back: { address: '/standar', label: w.parts.standard },
      groups: componentGroups(ctx.lang, draft.content, found),
      acts: [
        ...(found.no < regulatedComponents.length ? [{ name: 'lalu', value: 'lanjut', label: w.saveAndNext }] : []),
        ...(isList(found.key) ? [{ name: 'lalu', value: 'baris', label: w.moreRows }] : []),
        ...up,
      ],
    };
  };

const question =
  (no: string): PartOf =>
  (ctx, draft) => {
    const w = words(ctx.lang);
    const at = Number(no) - 1;
    if (!/^[1-9]\d?$/.test(no) || at > (draft.content.preCheck?.questions.length ?? 0) || at >= mostQuestions) throw problems.notFound();
    return {
      title: w.preCheck.number(formatNumber(at + 1, ctx.lang)),
      address: `/cek/${no}`,
      back: { address: '/cek', label: w.parts.preCheck },
      groups: questionGroups(ctx.lang, draft.content, at),
      acts: [{ name: 'lalu', value: 'baris', label: w.moreRows }],
    };
  };
const mostQuestions = 12;

async function standardPage(ctx: WebCtx, idText: string): Promise<Reply> {
  const draft = await ctx.read((tx) => draftOr404(tx, ctx, idText));
  const w = words(ctx.lang);
  const body = <StandardPartsPage lang={ctx.lang} draft={draft} completeness={completenessOf(draft.content)} components={regulatedComponents} />;
  return page({ title: w.parts.standard, section, dense: true, body });
}

async function questionsPage(ctx: WebCtx, idText: string, form: FormState): Promise<Reply> {
  const draft = await ctx.read((tx) => draftOr404(tx, ctx, idText));
  return page({ title: words(ctx.lang).parts.preCheck, section, dense: true, body: <PreCheckQuestionsPage lang={ctx.lang} draft={draft} form={form} /> });
}

/** The list with the item at this place before the one above it. */
function moved<Item>(items: readonly Item[], at: number): Item[] {
  return items.toSpliced(at - 1, 2, ...items.slice(at - 1, at + 1).toReversed());
}

/** The rows as they were saved, one of them a place higher. */
async function moveUp(ctx: WebCtx, idText: string, no: string, at: number): Promise<void> {
  const draft = await ctx.read((tx) => draftOr404(tx, ctx, idText));
  const key = findComponent(no)?.key;
  const rows = key && draft.content.components?.[key];
  if (!Array.isArray(rows) || at < 1 || at >= rows.length) return;
  const change = { components: { ...draft.content.components, [key as string]: moved<unknown>(rows, at) } } as DraftContent;
  await editDraft(ctx, { agencyId: agencyOf(ctx), id: draft.id, version: draft.version, change });
}

export const editorRoutes: readonly Route[] = [
  ...(
    [
      ['dasar', basics],
      ['biaya', fee],
      ['surat', letters],
    ] as const
  ).flatMap(([name, part]): Route[] => [
    route({ method: 'GET', path: `${section}/:draft/${name}`, allow, input: byDraft, handle: (ctx, { draft }) => partPage(ctx, draft, part, {}) }),
    route({
      method: 'POST',
      path: `${section}/:draft/${name}`,
      allow,
      input: seen,
      async handle(ctx, input) {
        await save(ctx, input, part, input as unknown as RawInput);
        return saved(ctx, `${section}/${input.draft}`);
      },
      again: again(() => part),
    }),
  ]),
  route({ method: 'GET', path: `${section}/:draft/standar`, allow, input: byDraft, handle: (ctx, { draft }) => standardPage(ctx, draft) }),
  route({
    method: 'GET',
    path: `${section}/:draft/standar/:no`,
    allow,
    input: byDraft.extend({ no: z.string() }),
    handle: (ctx, { draft, no }) => partPage(ctx, draft, component(no), {}),
  }),
  route({
    method: 'POST',
    path: `${section}/:draft/standar/:no`,
    allow,
    input: seen.extend({ no: z.string(), lalu: z.string().optional() }),
    async handle(ctx, input) {
      const { draft, no, lalu } = input;
      await save(ctx, input, component(no), input as unknown as RawInput);
      const up = /^naik-(\d{1,3})$/.exec(lalu ?? '')?.[1];
      if (up !== undefined) await moveUp(ctx, draft, no, Number(up));
      const to = lalu === 'lanjut' ? `/${Number(no) + 1}` : lalu === 'baris' || up !== undefined ? `/${no}` : '';
      return saved(ctx, `${section}/${draft}/standar${to}`);
    },
    again: again((raw) => component(String(raw['no']))),
  }),
  route({ method: 'GET', path: `${section}/:draft/cek`, allow, input: byDraft, handle: (ctx, { draft }) => questionsPage(ctx, draft, emptyForm) }),
  route({
    method: 'GET',
    path: `${section}/:draft/cek/:no`,
    allow,
    input: byDraft.extend({ no: z.string() }),
    handle: (ctx, { draft, no }) => partPage(ctx, draft, question(no), {}),
  }),
  route({
    method: 'POST',
    path: `${section}/:draft/cek/:no`,
    allow,
    input: seen.extend({ no: z.string(), lalu: z.string().optional() }),
    async handle(ctx, input) {
      await save(ctx, input, question(input.no), input as unknown as RawInput);
      return saved(ctx, `${section}/${input.draft}/cek${input.lalu === 'baris' ? `/${input.no}` : ''}`);
    },
    again: again((raw) => question(String(raw['no']))),
  }),
  route({
    method: 'POST',
    path: `${section}/:draft/cek/:no/hapus`,
    allow,
    input: seen.extend({ no: z.coerce.number().int().min(1) }),
    async handle(ctx, { draft: idText, version, no }) {
      const draft = await ctx.read((tx) => draftOr404(tx, ctx, idText));
      const questions = (draft.content.preCheck?.questions ?? []).toSpliced(no - 1, 1);
      await editDraft(ctx, { agencyId: agencyOf(ctx), id: draft.id, version, change: { preCheck: questions.length > 0 ? { questions } : undefined } });
      return redirect(`${section}/${draft.id}/cek`, { kind: 'good', text: words(ctx.lang).preCheck.removed });
    },
    again: (ctx, raw, errors) => questionsPage(ctx, String(raw['draft']), { values: {}, errors: errorSentences(ctx.lang, errors, words(ctx.lang).errors) }),
  }),
];
