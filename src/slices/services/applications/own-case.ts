import type { Tx } from '#platform/db';
import { secretOf } from '#platform/db';
import type { WebCtx } from '#platform/http';
import { findId, normalCode } from '#platform/ids';
import { problems } from '#platform/problem';
import type { ApplicationId } from '../model.ts';
import { caseCode, isSameCode } from './case-code.ts';
import type { ShownFile } from './pages/form-fields.tsx';
import { type ApplicationRow, type FileRow, findApplication } from './store.ts';

const cookie = 'kasus';
const cookieLife_s = 30 * 24 * 3600;

/** Cases that this browser may open without an account: `id.code|id.code`, newest first. */
function heldCases(ctx: WebCtx): readonly (readonly [id: string, code: string])[] {
  return (ctx.cookie(cookie) ?? '')
    .split('|')
    .filter(Boolean)
    .slice(0, 8)
    .map((one) => [one.slice(0, 36), one.slice(37)] as const);
}

export function hold(ctx: WebCtx, id: string, code: string): void {
  const others = heldCases(ctx)
    .filter(([other]) => other !== id)
    .slice(0, 7);
  ctx.setCookie(cookie, [[id, normalCode(code)], ...others].map((one) => one.join('.')).join('|'), cookieLife_s);
}

export async function codeOf(tx: Tx, id: ApplicationId): Promise<string> {
  return caseCode(await secretOf(tx, 'applications'), id);
}

/** Those of the held cases whose code is right. */
export async function casesHeld(tx: Tx, ctx: WebCtx): Promise<readonly ApplicationRow[]> {
  const secret = await secretOf(tx, 'applications');
  const right = heldCases(ctx).filter(([id, code]) => findId(id) && isSameCode(code, caseCode(secret, id)));
  const rows = await Promise.all(right.map(([id]) => findApplication(tx, id as ApplicationId)));
  return rows.filter((row) => row !== undefined);
}

/** The case if it is the reader's: their account's, or one whose code they showed. Anybody else's does not exist. */
export async function ownCase(tx: Tx, ctx: WebCtx, idText: string): Promise<{ readonly row: ApplicationRow; readonly code: string }> {
  const id = findId<'application'>(idText);
  const row = id && (await findApplication(tx, id));
  if (!row) throw problems.notFound();
  const code = await codeOf(tx, row.id);
  const isOwner = ctx.actor.kind === 'citizen' && row.citizen_id === ctx.actor.citizenId;
  const isHeld = heldCases(ctx).some(([held, shown]) => held === row.id && isSameCode(shown, code));
  if (!isOwner && !isHeld) throw problems.notFound();
  return { row, code };
}

export function noteLook(ctx: WebCtx, row: ApplicationRow): void {
  ctx.looked({ own: true, subjectKind: 'application', subjectId: row.id, agencyId: row.agency_id });
}

export function showFiles(ctx: WebCtx, files: readonly FileRow[]): readonly ShownFile[] {
  return files.map((file) => ({
    id: file.id,
    field: file.field,
    name: file.file_name,
    size_bytes: Number(file.size_bytes),
    href: ctx.contentLink(`/berkas/permohonan/${file.id}`, 600),
  }));
}
