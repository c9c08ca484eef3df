import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Policy, readPolicy, stampsOf } from '../formats/cosignature.ts';
import { followKeys } from '../formats/key-statement.ts';
import { type Checkpoint, isSignedByAny, readCheckpoint } from '../formats/note.ts';
import { provePrefix } from '../formats/prefix.ts';
import { replay, type Replayed, type Seen } from '../formats/replay.ts';
import { monitorTexts } from './monitor-texts.ts';

/*
 * `bin/monitor https://site/ledger`: follows a log as a stranger. The first time it reads all of it, then what came since; each entry
 * is hashed, each tile compared, and what was seen before must be the beginning of what is shown now. It keeps its own memory,
 * and both checkpoints when they do not fit: two that the log has signed are a proof that nobody can deny.
 * Exit 0 all fits, 1 something does not, 2 it could not be read, 3 it fits, but there is something odd or too few witnesses.
 */

type Memory = { readonly keys: readonly string[]; readonly seen: Required<Seen> };
type Words = (typeof monitorTexts)['id'] | (typeof monitorTexts)['en'];
type Asked = {
  readonly url: string;
  readonly folder: string;
  readonly vkey: string | undefined;
  readonly policy: string | undefined;
  readonly every_s: number;
  readonly w: Words;
};

class CannotRead extends Error {}

function readArgs(args: readonly string[]): Asked | Words {
  const en = args.includes('--en');
  const w = monitorTexts[en ? 'en' : 'id'];
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { data: text, vkey: text, policy: text, every: text, en: flag, help: flag },
    });
    const [url, ...more] = positionals;
    const every_s = Number(values.every ?? 0);
    if (values.help || url === undefined || more.length > 0 || !URL.canParse(url) || !(every_s >= 0)) return w;
    return { url: url.replace(/\/$/, ''), folder: values.data ?? 'monitor-data', vkey: values.vkey, policy: values.policy, every_s, w };
  } catch {
    return w;
  }
}

async function fetched(url: string, path: string): Promise<Uint8Array> {
  try {
    const answer = await fetch(`${url}/${path}`, { signal: AbortSignal.timeout(30_000), cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw new CannotRead(`${url}/${path}: ${(error as Error).message}`);
  }
}

function remembered(folder: string): Memory | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')) as Memory;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw new CannotRead(join(folder, 'seen.json'));
  }
}

function remember(folder: string, memory: Memory): void {
  const file = join(folder, 'seen.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(memory)}\n`);
  renameSync(`${file}.new`, file);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CannotRead(file);
  }
}

/** How the log has changed its key: each key has named the next, so that who trusts one follows. */
async function statements(url: string): Promise<readonly string[]> {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(await fetched(url, 'keys')));
    return Array.isArray(read) ? read.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** Whom to believe: what was given, what was believed the last time, or at the very first what the site itself says. */
async function trustOf(
  { url, vkey, policy: file }: Asked,
  memory: Memory | undefined,
): Promise<{ readonly keys: readonly string[]; readonly policy?: Policy }> {
  const read = file === undefined ? undefined : readPolicy(textOf(file));
  if (file !== undefined && !read) throw new CannotRead(file);
  const given = [...(vkey === undefined ? [] : [vkey.trim()]), ...(read?.logs ?? [])];
  const trusted = given.length > 0 ? given : (memory?.keys ?? [new TextDecoder().decode(await fetched(url, 'vkey')).trim()]);
  const keys = followKeys(trusted, await statements(url));
  return read ? { keys, policy: read.policy } : { keys };
}

/** That the newest tree that enough witnesses have signed is the beginning of the one that was read. */
async function witnessedSize(url: string, keys: readonly string[], policy: Policy, newest: Checkpoint): Promise<number | 'history' | undefined> {
  const note = new TextDecoder().decode(await fetched(url, 'witnessed').catch(() => new Uint8Array(0)));
  const checkpoint = readCheckpoint(note);
  if (!checkpoint || !isSignedByAny(note, keys) || (stampsOf(note, policy.witnesses)?.length ?? 0) < policy.k) return undefined;
  // Published between the two readings: proved the next time.
  if (checkpoint.size > newest.size) return newest.size;
  const { ok } = await provePrefix((path) => fetched(url, path), checkpoint, newest);
  return ok ? checkpoint.size : 'history';
}

function keepEvidence(folder: string, before: Seen | undefined, now: string): string {
  const file = join(folder, `evidence-${new Date().toISOString().replaceAll(':', '')}.txt`);
  writeFileSync(file, `${before?.checkpoint ?? ''}\n${now}`);
  return file;
}

async function look(asked: Asked): Promise<number> {
  const { url, folder, w } = asked;
  mkdirSync(folder, { recursive: true });
  const memory = remembered(folder);
  const { keys, policy } = await trustOf(asked, memory);
  const shown = { checkpoint: '' };
  const get = async (path: string) => {
    const bytes = await fetched(url, path);
    if (path === 'checkpoint') shown.checkpoint = new TextDecoder().decode(bytes);
    return bytes;
  };
  const found = await replay({ get, keys, since: memory?.seen });
  const at = (size: number) => size.toLocaleString(w.locale);
  if (!found.ok) {
    const file = keepEvidence(folder, memory?.seen, shown.checkpoint);
    process.stdout.write(`${w.bad}: ${w.reasonOf(found.at)}\n${w.evidence(file)}\n`);
    return 1;
  }
  remember(folder, { keys, seen: found.seen });
  const size = readCheckpoint(memory?.seen.checkpoint ?? '')?.size ?? 0;
  process.stdout.write(`${w.good(at(found.size), at(found.size - size), found.root)}\n`);
  return Math.max(oddities(w, found), policy && policy.k > 0 ? await witnesses(asked, keys, policy, found) : 0);
}

function oddities(w: Words, { odd }: Extract<Replayed, { ok: true }>): number {
  for (const { index, why } of odd.slice(0, 20)) process.stdout.write(`${w.odd(String(index), w.oddities[why])}\n`);
  return odd.length > 0 ? 3 : 0;
}

async function witnesses({ url, folder, w }: Asked, keys: readonly string[], policy: Policy, found: Extract<Replayed, { ok: true }>): Promise<number> {
  const newest = readCheckpoint(found.seen.checkpoint);
  const size = newest && (await witnessedSize(url, keys, policy, newest));
  if (size === 'history') {
    const file = keepEvidence(folder, found.seen, new TextDecoder().decode(await fetched(url, 'witnessed')));
    process.stdout.write(`${w.bad}: ${w.reasonOf('split-view')}\n${w.evidence(file)}\n`);
    return 1;
  }
  process.stdout.write(`${size === undefined ? w.tooFew(policy.k) : w.witnessed(size.toLocaleString(w.locale), policy.k, policy.witnesses.length)}\n`);
  return size === undefined ? 3 : 0;
}

async function main(): Promise<number> {
  const asked = readArgs(process.argv.slice(2));
  if (!('url' in asked)) {
    const wanted = process.argv.includes('--help');
    process[wanted ? 'stdout' : 'stderr'].write(asked.help);
    return wanted ? 0 : 2;
  }
  for (;;) {
    const code = await look(asked).catch((error: unknown) => {
      if (!(error instanceof CannotRead)) throw error;
      process.stderr.write(`${asked.w.unreadable(error.message)}\n`);
      return 2;
    });
    // What does not fit ends it: somebody has to look.
    if (asked.every_s === 0 || code === 1) return code;
    await new Promise((resolve) => setTimeout(resolve, asked.every_s * 1000));
  }
}

process.exitCode = await main();
