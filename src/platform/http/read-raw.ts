import { mkdir, statfs } from 'node:fs/promises';
import type { FastifyRequest } from 'fastify';
import { stage, type StagedFile } from '#platform/files';
import { problems } from '#platform/problem';
import { add, cleanValue, emptyInput, isRead, readPairs } from './input.ts';
import { isOwnMachine, senderOf } from './limits.ts';
import type { RawInput, Route } from './route.ts';
import { decodeUtf8, readJsonStrictly } from './strict-json.ts';
import type { House, Serving } from './house.ts';
import type { Request } from './web-ctx.ts';

/** Query, then body, then path: the path wins, so that no field can overwrite what was authorised. */
export async function readRaw(serving: Serving, route: Route, request: FastifyRequest, ctx: Request, staged: StagedFile[]): Promise<RawInput> {
  const raw = emptyInput();
  const question = request.url.indexOf('?');
  if (question >= 0) readPairs(request.url.slice(question + 1), raw);
  if (!isRead(request.method)) await readBody(serving, route, request, ctx, raw, staged);
  for (const [name, value] of Object.entries(request.params as Readonly<Record<string, string>>)) {
    delete raw[name];
    add(raw, name, value);
  }
  return raw;
}

async function readBody(
  serving: Serving,
  route: Route,
  request: FastifyRequest,
  ctx: Request,
  raw: Record<string, string | string[]>,
  staged: StagedFile[],
): Promise<void> {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  refuseOtherEncodings(request, parameters);
  if (type === 'multipart/form-data') {
    if (!route.maxFile_bytes) throw problems.unsupported();
    await keepRoom(serving.house);
    const own = boundOf(serving, request, ctx);
    ctx.setFiles(await readParts({ house: serving.house, max_bytes: route.maxFile_bytes, own }, request, raw, staged));
    return;
  }
  if (type === 'application/x-www-form-urlencoded') {
    if (Buffer.isBuffer(request.body)) readPairs(decodeUtf8(request.body), raw);
    return;
  }
  if (type === 'application/json') {
    const value = readJsonStrictly(request.body as Buffer);
    ctx.setBody(value);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) Object.assign(raw, cleanValue(value));
    return;
  }
  if (request.body !== undefined && request.body !== null) throw problems.unsupported();
}

// UTF-8, as it stands: another charset would be read as something else, and a packed body could be of any size.
function refuseOtherEncodings(request: FastifyRequest, parameters: readonly string[]): void {
  const charset =
    parameters
      .find((parameter) => parameter.startsWith('charset='))
      ?.slice(8)
      .replaceAll('"', '') ?? 'utf-8';
  const packed = request.headers['content-encoding'] ?? 'identity';
  if (!['utf-8', 'utf8'].includes(charset) || packed !== 'identity') throw problems.unsupported();
}

/** No list of what is accepted holds it: it is refused beside its field, with the rest of the form kept. */
const infected = 'application/x-infected';

export const maxFiles = 20;
const room_bytes = 2_000_000; // for the fields and the multipart's own lines

/** No upload may take the room that the database and the log need to go on. */
async function keepRoom({ uploadFolder, uploadBounds }: House): Promise<void> {
  await mkdir(uploadFolder, { recursive: true });
  const { bavail, bsize } = await statfs(uploadFolder);
  if (bavail * bsize < uploadBounds.spare_bytes) throw problems.unavailable(60);
}

/** Counts what comes in against the share of its sender; the staff's work is theirs to do. */
function boundOf({ house, limits }: Serving, request: FastifyRequest, ctx: Request): (bytes: number) => void {
  if (ctx.actor.kind === 'staff' || isOwnMachine(request.ip)) return () => undefined;
  const { perHour_bytes } = house.uploadBounds;
  return (bytes) => limits.take(`${senderOf(request.ip)} uploads`, perHour_bytes / 60, { amount: bytes, most: perHour_bytes });
}

type Receiving = { readonly house: House; readonly max_bytes: number; readonly own: (bytes: number) => void };

async function readParts(
  { house, max_bytes, own }: Receiving,
  request: FastifyRequest,
  raw: Record<string, string | string[]>,
  staged: StagedFile[],
): Promise<Readonly<Record<string, readonly StagedFile[]>>> {
  if (Number(request.headers['content-length'] ?? 0) > max_bytes * maxFiles + room_bytes) throw problems.tooLarge();
  const files: Record<string, StagedFile[]> = Object.create(null) as Record<string, StagedFile[]>;
  try {
    for await (const part of request.parts({ limits: { fileSize: max_bytes + 1 } })) {
      if (part.type === 'field') {
        if (part.valueTruncated || part.fieldnameTruncated) throw problems.tooLarge();
        add(raw, part.fieldname, String(part.value));
      } else {
        const file = await stage(house.uploadFolder, part.filename, part.file, max_bytes);
        staged.push(file);
        own(file.size_bytes);
        const isInfected = house.scan !== undefined && !file.tooLarge && file.size_bytes > 0 && (await house.scan(file.path)) === 'infected';
        // A file input left empty is sent as a part without a name and without bytes.
        if (part.filename !== '' || file.size_bytes > 0) (files[part.fieldname] ??= []).push(isInfected ? { ...file, mediaType: infected } : file);
      }
    }
  } catch (error) {
    throw isOfTheForm(error) ? problems.badRequest() : error;
  }
  return files;
}

// What the parser says of a form that it cannot read has neither a status nor the code of an operating system's call.
function isOfTheForm(error: unknown): boolean {
  const { statusCode, status, syscall } = error as { statusCode?: unknown; status?: unknown; syscall?: unknown };
  return statusCode === undefined && status === undefined && syscall === undefined;
}
