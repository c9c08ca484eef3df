import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaries } from './boundaries.ts';
import { applyExceptions, parseExceptions } from './exceptions.ts';
import type { Finding, Look } from './gate.ts';
import { licences, readLicenceFacts } from './licences.ts';
import { productOnly } from './product-only.ts';
import { readFiles } from './read-files.ts';
import { reference } from './reference.ts';
import { shape } from './shape.ts';
import { readWeights, weights } from './weights.ts';
import { words } from './words.ts';

export type GateResult = { readonly name: string; readonly ok: boolean; readonly lines: readonly string[] };

/** Runs every gate over the project. The first line of a result sums it up; the others are its findings. */
export async function runGates(root: string = join(import.meta.dirname, '..', '..')): Promise<readonly GateResult[]> {
  const files = readFiles(root);
  const today = new Date().toISOString().slice(0, 10);
  return Promise.all([
    settle(boundaries.name, () => boundaries.look(files)),
    settle(shape.name, () => withExceptions(shape.look(files), readFileSync(join(root, 'tools/exceptions.json'), 'utf8'), today)),
    settle(words.name, () => words.look(files)),
    settle(reference.name, () => reference.look(files)),
    settle(weights.name, () => weights.look(readWeights(root))),
    settle(licences.name, () => licences.look(readLicenceFacts(root))),
    settle(productOnly.name, () => productOnly.look(files)),
  ]);
}

/** Only sizes and shapes have exceptions: section 9 of the architecture. */
export function withExceptions(look: Look, exceptionsText: string, today: string): Look {
  const parsed = parseExceptions(exceptionsText);
  const { left, findings } = applyExceptions(look.findings, parsed.exceptions, today);
  return { looked: look.looked, findings: [...left, ...parsed.findings, ...findings] };
}

/** A gate that breaks, or that found nothing to look at, has failed. */
export async function settle(name: string, look: () => Look): Promise<GateResult> {
  try {
    const { looked, findings } = look();
    const ok = looked > 0 && findings.length === 0;
    const summary = looked === 0 ? 'looked at nothing' : `looked at ${looked}, ${findings.length} findings`;
    return { name, ok, lines: [`${ok ? 'ok  ' : 'FAIL'} ${name}: ${summary}`, ...findings.map(format)] };
  } catch (error) {
    return { name, ok: false, lines: [`FAIL ${name}: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

function format(finding: Finding): string {
  const line = finding.line === undefined ? '' : `:${finding.line}`;
  return `       ${finding.path}${line} [${finding.rule}] ${finding.message}`;
}

if (import.meta.main) {
  const results = await runGates();
  for (const line of results.flatMap((result) => result.lines)) console.log(line);
  process.exitCode = results.every((result) => result.ok) ? 0 : 1;
}
