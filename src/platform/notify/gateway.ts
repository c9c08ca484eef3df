import { z } from 'zod';
import { type Carrier, NotCarried } from './carrier.ts';

type Setting = {
  readonly url: string;
  readonly token: string;
  /** How long a gateway may be silent. */
  readonly patience_ms?: number | undefined;
};

const answer = z.object({ id: z.union([z.string().min(1).max(200), z.number()]).transform(String) });
const mostAnswer_bytes = 10_000;

// Asked too often or too early, it may be asked again; what else is refused would be refused each time.
const later = new Set([401, 403, 404, 408, 425, 429]);

/**
 * Text messages, SMS or WhatsApp, by a gateway over HTTP: `POST {id, to, text, lang}` with the token as bearer, answered by `{id}`. Our id
 * comes with each attempt, so that a gateway which took a message and did not say so can tell that it has it.
 */
export function textCarrier({ url, token, patience_ms = 10_000 }: Setting): Carrier {
  return {
    async send({ id, recipient, body, lang }) {
      const response = await ask(url, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}), 'idempotency-key': id },
        body: JSON.stringify({ id, to: recipient, text: body, lang }),
        signal: AbortSignal.timeout(patience_ms),
      });
      if (response.status >= 500 || later.has(response.status)) throw new NotCarried(`HTTP_${response.status}`);
      if (response.status >= 400) throw new NotCarried(`HTTP_${response.status}`, true);
      const text = await response.text().catch(() => {
        throw new NotCarried('SILENT');
      });
      return { reference: referenceIn(text) };
    },
    close: () => undefined,
  };
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (fault) {
    throw new NotCarried((fault as Error).name === 'TimeoutError' ? 'SILENT' : 'UNREACHABLE');
  }
}

function referenceIn(text: string): string {
  if (text.length > mostAnswer_bytes) throw new NotCarried('GARBAGE');
  try {
    return answer.parse(JSON.parse(text)).id;
  } catch {
    throw new NotCarried('GARBAGE');
  }
}
