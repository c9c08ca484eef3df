import type { FastifyRequest } from 'fastify';
import { stage, type StagedFile } from '#platform/files';
import { problems } from '#platform/problem';
import { add, emptyInput, readPairs } from './input.ts';
import type { RawInput, Route } from './route.ts';
import { readJsonStrictly } from './strict-json.ts';
import type { House } from './house.ts';
import type { Request } from './web-ctx.ts';

/** Query, then body, then path: the path wins, so that no field can overwrite what was authorised. */
export async function readRaw(house: House, route: Route, request: FastifyRequest, ctx: Request, staged: StagedFile[]): Promise<RawInput> {
  const raw = emptyInput();
  const question = request.url.indexOf('?');
  if (question >= 0) readPairs(request.url.slice(question + 1), raw);
  if (request.method !== 'GET' && request.method !== 'HEAD') await readBody(house, route, request, ctx, raw, staged);
  for (const [name, value] of Object.entries(request.params as Readonly<Record<string, string>>)) {
    delete raw[name];
    add(raw, name, value);
  }
  return raw;
}

async function readBody(
  house: House,
  route: Route,
  request: FastifyRequest,
  ctx: Request,
  raw: Record<string, string | string[]>,
  staged: StagedFile[],
): Promise<void> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'multipart/form-data') {
    if (!route.maxFile_bytes) throw problems.unsupported();
    ctx.setFiles(await readParts(house, route.maxFile_bytes, request, raw, staged));
    return;
  }
  if (type === 'application/x-www-form-urlencoded') {
    readPairs(typeof request.body === 'string' ? request.body : '', raw);
    return;
  }
  if (type === 'application/json') {
    const value = readJsonStrictly(request.body as Buffer);
    ctx.setBody(value);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) Object.assign(raw, value);
    return;
  }
  if (request.body !== undefined && request.body !== null) throw problems.unsupported();
}

async function readParts(
  house: House,
  max_bytes: number,
  request: FastifyRequest,
  raw: Record<string, string | string[]>,
  staged: StagedFile[],
): Promise<Readonly<Record<string, readonly StagedFile[]>>> {
  const files: Record<string, StagedFile[]> = Object.create(null) as Record<string, StagedFile[]>;
  for await (const part of request.parts({ limits: { fileSize: max_bytes + 1, files: 20 } })) {
    if (part.type === 'field') {
      add(raw, part.fieldname, String(part.value));
    } else {
      const file = await stage(house.uploadFolder, part.filename, part.file, max_bytes);
      staged.push(file);
      // A file input left empty is sent as a part without a name and without bytes.
      if (part.filename !== '' || file.size_bytes > 0) (files[part.fieldname] ??= []).push(file);
    }
  }
  return files;
}
