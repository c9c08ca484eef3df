import { together } from '#platform/context';
import { secretOf, type Tx } from '#platform/db';
import type { WebCtx } from '#platform/http';
import { findId, normalCode } from '#platform/ids';
import { problems } from '#platform/problem';
import { caseCode, codeOf, isSameCode } from './case-code.ts';
import type { ShownFile } from '../forms/pages/form-fields.tsx';
import { type ApplicationRow, applicationsByIds, type FileRow, findApplication, findApplicationByTicket } from './store.ts';

const cookie = 'kasus';
const cookieLife_s = 30 * 24 * 3600;
const mostHeld = 8;
const nobody = '00000000-0000-0000-0000-000000000000';

/** Cases that this browser may open without an account: `id.code|id.code`, newest first. */
function heldCases(ctx: WebCtx): readonly (readonly [id: string, code: string])[] {
  return (ctx.cookie(cookie) ?? '')
    .split('|')
    .filter(Boolean)
    .slice(0, mostHeld)
    .map((one) => [one.slice(0, 36), one.slice(37)] as const);
}

function setHeld(ctx: WebCtx, held: readonly (readonly [id: string, code: string])[]): void {
  ctx.setCookie(cookie, held.map((one) => one.join('.')).join('|'), held.length > 0 ? cookieLife_s : 0);
}

/** Whether somebody has shown the right code in this browser. */
export function isHeldHere(ctx: WebCtx, id: string, code: string): boolean {
  return heldCases(ctx).some(([held, shown]) => held === id && isSameCode(shown, code));
}

export function hold(ctx: WebCtx, id: string, code: string): void {
  const others = heldCases(ctx).filter(([other]) => other !== id);
  setHeld(ctx, [[id, normalCode(code)] as const, ...others].slice(0, mostHeld));
}

/** Once an account has the case, the browser alone opens it no more. */
export function letGo(ctx: WebCtx, id: string): void {
  const held = heldCases(ctx);
  if (held.some(([one]) => one === id))
    setHeld(
      ctx,
      held.filter(([one]) => one !== id),
    );
}

/** The case with this ticket if the code is its own: the same work and the same answer whether ticket, code or both are wrong. */
export async function caseByCode(tx: Tx, ticket: string | undefined, code: string): Promise<ApplicationRow | undefined> {
  const [row, secret] = await together([findApplicationByTicket(tx, ticket ?? ''), secretOf(tx, 'applications')]);
  const isRight = isSameCode(code, caseCode(secret, row?.id ?? nobody));
  return row && isRight ? row : undefined;
}

/** Those of the held cases whose code is right. */
export async function casesHeld(tx: Tx, ctx: WebCtx): Promise<readonly ApplicationRow[]> {
  const held = heldCases(ctx).filter(([id]) => findId(id));
  if (held.length === 0) return [];
  const secret = await secretOf(tx, 'applications');
  const right = held.filter(([id, code]) => isSameCode(code, caseCode(secret, id)));
  return applicationsByIds(
    tx,
    right.map(([id]) => id),
  );
}

/** The case if it is the reader's: their account's, one whose code they showed, or one that they type at a counter. Anybody else's does not exist. */
export async function ownCase(
  tx: Tx,
  ctx: WebCtx,
  idText: string,
  typed: readonly ApplicationRow['state'][] = ['draft'],
): Promise<{ readonly row: ApplicationRow; readonly code: string; readonly isHeld: boolean }> {
  const id = findId<'application'>(idText);
  if (!id) throw problems.notFound();
  const [row, code] = await together([findApplication(tx, id), codeOf(tx, id)]);
  if (!row) throw problems.notFound();
  const isOwner = ctx.actor.kind === 'citizen' && row.citizen_id === ctx.actor.citizenId;
  const isHeld = isTyping(ctx, row, typed) || isHeldHere(ctx, row.id, code);
  if (!isOwner && !isHeld) throw problems.notFound();
  return { row, code, isHeld };
}

/** Until it is handed in, the clerk at the counter fills in the form for who stands there. */
function isTyping(ctx: WebCtx, row: ApplicationRow, states: readonly ApplicationRow['state'][]): boolean {
  return states.includes(row.state) && ctx.actor.kind === 'staff' && row.clerk_id === ctx.actor.personId;
}

/** Where a case stands for its reader once it is handed in: for a clerk, on the paper to print. */
export function handedInAt(ctx: WebCtx, row: ApplicationRow): string {
  return row.clerk_id && ctx.actor.kind === 'staff' ? `/kerja/loket/tanda-terima/${row.id}` : `/permohonan/${row.id}`;
}

export function noteLook(ctx: WebCtx, row: ApplicationRow): void {
  ctx.looked({ own: !isTyping(ctx, row, ['draft']), subjectKind: 'application', subjectId: row.id, ownerId: row.citizen_id, agencyId: row.agency_id });
}

export function showFiles(ctx: WebCtx, files: readonly FileRow[]): readonly ShownFile[] {
  return files.map((file) => ({
    id: file.id,
    field: file.field,
    name: file.file_name,
    size_bytes: Number(file.size_bytes),
    isPicture: file.media_type.startsWith('image/'),
    href: ctx.contentLink(`/berkas/permohonan/${file.id}`, 600),
  }));
}

// Enough to know one's own address again, too little for who looks over the shoulder.
export function maskedMail(email: string | null): string | undefined {
  const [name = '', host] = (email ?? '').split('@');
  return host ? `${name.slice(0, 1)}***${name.slice(-1)}@${host}` : undefined;
}
