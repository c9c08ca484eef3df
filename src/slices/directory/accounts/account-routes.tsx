import { z } from 'zod';
import { type Ctx, together } from '#platform/context';
import { csvReply, page, redirect, type Reply, type Route, route, type WebCtx } from '#platform/http';
import { problems } from '#platform/problem';
import { formatInstant } from '#platform/time';
import { emptyForm, type FormState } from '#platform/ui';
import { changeOwnDetails } from '../citizens/actions.ts';
import { findCitizen } from '../citizens/store.ts';
import { grantsOf } from '../grants/store.ts';
import { type AgencyId, type CitizenId, newPassword, type PersonId } from '../model.ts';
import { tellLook } from '../people/looks.ts';
import { findPerson, type Looked, looksAt } from '../people/store.ts';
import { unitsByIds } from '../structure/store.ts';
import { askEmailChange, confirmEmailChange, endOtherSessions, endSession } from './account-actions.ts';
import { giveCitizenPassword } from './citizen-actions.ts';
import { formOf, originOf } from './entrance-routes.ts';
import { AccountPage, type AccountView, EmailCodePage, type LookLine } from './pages/account.tsx';
import { RecoveryCodes, SecondFactorSetUp } from './pages/second-factor.tsx';
import { changePassword } from './password-actions.ts';
import { deviceName } from './rules.ts';
import { beginSecondFactor, confirmSecondFactor, endSecondFactor, renewRecoveryCodes } from './second-factor-actions.ts';
import { totpAddress } from './secrets.ts';
import { isFresh, type Renewed } from './sessions.ts';
import { findCredentialOf, type Owner, sessionsOf, unusedRecoveryCodes } from './store.ts';
import { words } from './words.ts';

function ownerOf(ctx: Ctx): Owner {
  if (ctx.actor.kind === 'staff') return { personId: ctx.actor.personId as PersonId };
  if (ctx.actor.kind === 'citizen') return { citizenId: ctx.actor.citizenId as CitizenId };
  throw problems.signIn();
}

function staffId(ctx: Ctx): PersonId {
  if (ctx.actor.kind !== 'staff') throw problems.notFound();
  return ctx.actor.personId as PersonId;
}

/** The session goes on under a new token: only this browser learns it. */
function keepSignedIn(ctx: WebCtx, renewed: Renewed | undefined): void {
  if (renewed) ctx.setCookie('sesi', renewed.token, renewed.seconds);
}

type Facts = Pick<AccountView, 'profile' | 'secondFactor' | 'hasPassword' | 'grants'>;

async function staffFacts(ctx: WebCtx, personId: PersonId): Promise<Facts> {
  return ctx.read(async (tx) => {
    const [person, credential, grants, codesLeft] = await together([
      findPerson(tx, personId),
      findCredentialOf(tx, personId),
      grantsOf(tx, ctx.agency.id as AgencyId, personId),
      unusedRecoveryCodes(tx, personId),
    ]);
    const units = await unitsByIds(
      tx,
      grants.flatMap((grant) => grant.unit_id ?? []),
    );
    const holds = (grant: (typeof grants)[number]) => grant.ends_on === null || Temporal.PlainDate.compare(grant.ends_on, ctx.today) >= 0;
    return {
      profile: {
        kind: 'staff',
        name: person?.name ?? '',
        nip: person?.nip ?? '',
        position: ctx.actor.kind === 'staff' ? (ctx.actor.positionName ?? '') : '',
        email: person?.email ?? null,
      },
      secondFactor: { on: Boolean(credential?.totp_confirmed_at), codesLeft },
      hasPassword: Boolean(credential?.password_hash),
      grants: grants.filter(holds).map((grant) => ({ ...grant, unit: grant.unit_id ? units.get(grant.unit_id)?.name : undefined })),
    };
  });
}

async function citizenFacts(ctx: WebCtx, citizenId: CitizenId): Promise<Facts> {
  const citizen = await ctx.read((tx) => findCitizen(tx, citizenId));
  return {
    profile: { kind: 'citizen', name: citizen?.name ?? '', phone: citizen?.phone ?? '', email: citizen?.email ?? null },
    secondFactor: undefined,
    hasPassword: Boolean(citizen?.password_hash),
    grants: [],
  };
}

const looksInFile = 50_000;

function lookLine(ctx: WebCtx, look: Looked): LookLine {
  const w = words(ctx.lang);
  const what = w.subjects[look.subject_kind] ?? w.subjects['other'] ?? '';
  const when = formatInstant(look.looked_at, ctx.zone, ctx.lang, 'short');
  return { id: `${look.looked_at.toString()} ${look.person_id} ${look.subject_id} ${look.route}`, ...tellLook(look, ctx.lang), what, when };
}

/** All of it, for who wants to keep it or to ask. */
async function looksFile(ctx: WebCtx): Promise<Reply> {
  const owner = ownerOf(ctx);
  const w = words(ctx.lang);
  const looks = await ctx.read((tx) => looksAt(tx, owner.personId ?? owner.citizenId ?? '', looksInFile));
  const rows = looks.map((look) => lookLine(ctx, look)).map(({ when, who, role, what, why }) => [when, who, role, what, why]);
  return csvReply(`${w.lookedFile}-${ctx.today.toString()}.csv`, [w.when, w.who, w.roleAndUnit, w.what, w.why], rows);
}

async function accountPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const owner = ownerOf(ctx);
  const facts = owner.personId ? await staffFacts(ctx, owner.personId) : await citizenFacts(ctx, owner.citizenId as CitizenId);
  const [sessions, looks] = await ctx.read((tx) => together([sessionsOf(tx, owner, ctx.now), looksAt(tx, owner.personId ?? owner.citizenId ?? '')]));
  const body = (
    <AccountPage
      {...facts}
      lang={ctx.lang}
      zone={ctx.zone}
      sessions={sessions.map((row) => ({
        id: row.id,
        device: deviceName(row.user_agent),
        madeAt: row.made_at,
        seenAt: row.seen_at,
        current: row.id === ctx.session?.id,
      }))}
      looks={looks.map((look) => lookLine(ctx, look))}
      form={form}
    />
  );
  return page({ title: words(ctx.lang).account, body });
}

async function setUpPage(ctx: WebCtx, form: FormState): Promise<Reply> {
  const personId = staffId(ctx);
  const known = await ctx.read((tx) => findCredentialOf(tx, personId));
  if (known?.totp_confirmed_at) return redirect('/akun#dua-langkah', { kind: 'info', text: words(ctx.lang).secondIsOn });
  if (!(await isFresh(ctx, ctx.session?.id))) return redirect('/akun', { kind: 'warn', text: words(ctx.lang).errors['sign-in-anew'] ?? '' });
  const secret = await beginSecondFactor(ctx, personId);
  const { uri, typed } = totpAddress(secret, ctx.actor.kind === 'staff' ? ctx.actor.name : '');
  return page({ title: words(ctx.lang).setUpTitle, body: <SecondFactorSetUp lang={ctx.lang} form={form} uri={uri} typed={typed} /> });
}

const codesPage = (ctx: WebCtx, codes: readonly string[]) =>
  page({ title: words(ctx.lang).codesTitle, once: true, body: <RecoveryCodes lang={ctx.lang} codes={codes} /> });
const emailCodePage = (ctx: WebCtx, form: FormState) => page({ title: words(ctx.lang).emailCodeTitle, body: <EmailCodePage lang={ctx.lang} form={form} /> });
const saved = (ctx: WebCtx, to = '/akun') => redirect(to, { kind: 'good', text: words(ctx.lang).saved });
const code = z.string().trim().min(1, 'required').max(60, 'too-long');

const profileRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/akun', allow: 'signed-in', handle: (ctx) => accountPage(ctx, emptyForm) }),
  route({ method: 'GET', path: '/akun/dilihat.csv', allow: 'signed-in', perMinute: 10, handle: looksFile }),
  route({
    method: 'POST',
    path: '/akun/data',
    allow: 'signed-in',
    perMinute: 20,
    input: z.object({
      name: z.string().trim().min(1, 'required').max(150, 'too-long'),
      phone: z
        .string()
        .trim()
        .max(30, 'too-long')
        .regex(/^(\+?[\d\s-]{6,30})?$/, 'phone')
        .optional(),
    }),
    async handle(ctx, { name, phone }) {
      const { citizenId } = ownerOf(ctx);
      if (!citizenId) throw problems.notFound();
      await changeOwnDetails(ctx, citizenId, { name, phone: phone || undefined });
      return saved(ctx);
    },
    again: (ctx, raw, errors) => accountPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/akun/surel',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ email: z.email('not-email').max(254, 'too-long'), password: z.string().max(200, 'too-long').default('') }),
    async handle(ctx, input) {
      ctx.setCookie('langkah', await askEmailChange(ctx, ownerOf(ctx), { ...input, ...originOf(ctx), sessionId: ctx.session?.id }), 1800);
      return redirect('/akun/surel/kode');
    },
    again: (ctx, raw, errors) => accountPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({ method: 'GET', path: '/akun/surel/kode', allow: 'signed-in', handle: (ctx) => emailCodePage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/akun/surel/kode',
    allow: 'signed-in',
    perMinute: 20,
    input: z.object({ code }),
    async handle(ctx, input) {
      await confirmEmailChange(ctx, ownerOf(ctx), { token: ctx.cookie('langkah') ?? '', code: input.code });
      ctx.setCookie('langkah', '', 0);
      return saved(ctx);
    },
    again: (ctx, raw, errors) => emailCodePage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/akun/sandi',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ old: z.string().max(200, 'too-long').default(''), password_new: newPassword }),
    async handle(ctx, { old, password_new: fresh }) {
      const { personId, citizenId } = ownerOf(ctx);
      const sessionId = ctx.session?.id;
      if (personId) keepSignedIn(ctx, await changePassword(ctx, { personId, old, fresh, sessionId }));
      else if (citizenId) keepSignedIn(ctx, await giveCitizenPassword(ctx, { citizenId, password: fresh, sessionId }));
      return saved(ctx);
    },
    again: (ctx, raw, errors) => accountPage(ctx, formOf(ctx, raw, errors)),
  }),
];

const secondFactorRoutes: readonly Route[] = [
  route({ method: 'GET', path: '/akun/dua-langkah', allow: 'signed-in', handle: (ctx) => setUpPage(ctx, emptyForm) }),
  route({
    method: 'POST',
    path: '/akun/dua-langkah',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ code }),
    async handle(ctx, input) {
      const { codes, session } = await confirmSecondFactor(ctx, { personId: staffId(ctx), sessionId: ctx.session?.id, code: input.code });
      keepSignedIn(ctx, session);
      return codesPage(ctx, codes);
    },
    again: (ctx, raw, errors) => setUpPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/akun/dua-langkah/kode',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ code }),
    handle: async (ctx, input) => codesPage(ctx, await renewRecoveryCodes(ctx, { personId: staffId(ctx), sessionId: ctx.session?.id, code: input.code })),
    again: (ctx, raw, errors) => accountPage(ctx, formOf(ctx, raw, errors)),
  }),
  route({
    method: 'POST',
    path: '/akun/dua-langkah/batal',
    allow: 'signed-in',
    perMinute: 10,
    input: z.object({ code }),
    async handle(ctx, input) {
      keepSignedIn(ctx, await endSecondFactor(ctx, { personId: staffId(ctx), sessionId: ctx.session?.id, code: input.code }));
      return saved(ctx);
    },
    again: (ctx, raw, errors) => accountPage(ctx, formOf(ctx, raw, errors)),
  }),
];

async function leave(ctx: WebCtx): Promise<Reply> {
  if (ctx.session) await endSession(ctx, ctx.session.id, ownerOf(ctx));
  ctx.setCookie('sesi', '', 0);
  // On a shared computer nobody finds what the one before was filling in.
  ctx.setCookie('kasus', '', 0);
  return redirect('/', { kind: 'info', text: words(ctx.lang).signedOut });
}

const sessionRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/akun/sesi/lainnya/akhiri',
    allow: 'signed-in',
    async handle(ctx) {
      await endOtherSessions(ctx, ownerOf(ctx), ctx.session?.id);
      return redirect('/akun#sesi', { kind: 'good', text: words(ctx.lang).sessionsEnded });
    },
  }),
  route({
    method: 'POST',
    path: '/akun/sesi/:id/akhiri',
    allow: 'signed-in',
    input: z.object({ id: z.uuid() }),
    async handle(ctx, { id }) {
      if (id === ctx.session?.id) return leave(ctx);
      await endSession(ctx, id, ownerOf(ctx));
      return redirect('/akun#sesi', { kind: 'good', text: words(ctx.lang).sessionEnded });
    },
  }),
  route({ method: 'POST', path: '/keluar', allow: 'signed-in', handle: leave }),
];

export const accountRoutes: readonly Route[] = [...profileRoutes, ...secondFactorRoutes, ...sessionRoutes];
