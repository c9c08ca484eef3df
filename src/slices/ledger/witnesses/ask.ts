import { toBase64 } from '../formats/note.ts';

/* The client's side of C2SP tlog-witness. What comes back is a stranger's: read with bounds, believed in nothing. */

const most = { wait_ms: 5000, answer_bytes: 32_768 };

export type Said =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** It has signed a tree of this size last. */
  | { readonly kind: 'conflict'; readonly size: number }
  | { readonly kind: 'no-proof' | 'refused' | 'garbage' | 'unreachable' };

async function bounded(answer: Response): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > most.answer_bytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function understood(answer: Response, body: string | undefined): Said {
  if (answer.status === 200) {
    const isLines = body !== undefined && /^(\u2014 \S+ \S+\n)+$/.test(body);
    return isLines ? { kind: 'lines', lines: body.slice(0, -1).split('\n') } : { kind: 'garbage' };
  }
  if (answer.status === 409) {
    const isSize = answer.headers.get('content-type') === 'text/x.tlog.size' && /^(0|[1-9]\d{0,15})\n$/.test(body ?? '');
    return isSize ? { kind: 'conflict', size: Number(body) } : { kind: 'garbage' };
  }
  if (answer.status === 422) return { kind: 'no-proof' };
  return { kind: answer.status >= 500 || answer.status === 429 ? 'unreachable' : 'refused' };
}

type Asked = { readonly url: string; readonly old: number; readonly proof: readonly Uint8Array[]; readonly note: string };

export async function addCheckpoint({ url, old, proof, note }: Asked): Promise<Said> {
  const body = [`old ${old}`, ...proof.map(toBase64), '', note].join('\n');
  try {
    const answer = await fetch(`${url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.timeout(most.wait_ms),
    });
    return understood(answer, await bounded(answer));
  } catch {
    return { kind: 'unreachable' };
  }
}
