import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/* The verifier that others' code makes: verify.go, built with the operating system's Go and golang.org/x/mod. */

const packages = '/usr/share/gocode';

export type Verified = { readonly code: number; readonly said: string };

/** Builds the verifier; gives a way to run it. Says what to install where it cannot. */
export function independentVerifier(): (...args: readonly string[]) => Promise<Verified> {
  const scratch = mkdtempSync(join(tmpdir(), 'independent-'));
  const program = join(scratch, 'verify');
  const environment = { ...process.env, GO111MODULE: 'off', GOPATH: packages, GOFLAGS: '', GOCACHE: join(tmpdir(), 'independent-cache') };
  const built = spawnSync('go', ['build', '-o', program, join(import.meta.dirname, 'verify.go')], { encoding: 'utf8', env: environment });
  if (built.status !== 0)
    throw new Error(`the independent verifier needs Go and golang.org/x/mod (on Debian: apt-get install golang-go golang-golang-x-mod-dev)\n${built.stderr}`);
  return (...args) =>
    new Promise((resolve) => {
      const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.once('close', (code) => resolve({ code: code ?? -1, said: said.trim() }));
    });
}
