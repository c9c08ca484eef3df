import { isSignedWhole } from './certificate-signer.ts';
import { type Signatory, type Signer, SigningFault, type SigningFaultCode } from './signer.ts';

const patience_ms = 30_000;
const most_bytes = 20_000_000;

/** Codes of the service's own answers (API Esign Client Service): who is not known to it, and who mistyped. */
const faultsByCode: Readonly<Record<number, SigningFaultCode>> = { 2011: 'unknown-signer', 2021: 'certificate-expired', 2031: 'wrong-passphrase' };

type Service = { readonly origin: string; readonly authorization: string; readonly patience_ms: number };

function serviceAt(url: string, patience: number): Service {
  const { origin, username, password } = new URL(url);
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { origin, authorization: `Basic ${credentials}`, patience_ms: patience };
}

async function call({ origin, authorization, patience_ms: patience }: Service, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`${origin}${path}`, { ...init, headers: { authorization }, signal: AbortSignal.timeout(patience), redirect: 'error' });
  } catch (error) {
    throw new SigningFault((error as Error).name === 'TimeoutError' ? 'slow' : 'unreachable');
  }
}

async function bodyOf(answer: Response): Promise<Uint8Array> {
  try {
    if (Number(answer.headers.get('content-length') ?? 0) > most_bytes) throw new SigningFault('garbled');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > most_bytes) throw new SigningFault('garbled');
    return bytes;
  } catch (error) {
    if (error instanceof SigningFault) throw error;
    throw new SigningFault((error as Error).name === 'TimeoutError' ? 'slow' : 'unreachable');
  }
}

function said(bytes: Uint8Array): { readonly status_code?: unknown; readonly id_dokumen?: unknown } {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function refusal(status: number, bytes: Uint8Array): SigningFault {
  const code = faultsByCode[Number(said(bytes).status_code)];
  if (code) return new SigningFault(code);
  return new SigningFault(status >= 500 ? 'unreachable' : 'not-signed');
}

const isPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

async function signed(service: Service, pdf: Uint8Array, { nik, passphrase }: Signatory): Promise<Uint8Array> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), 'dokumen.pdf');
  form.set('nik', nik);
  form.set('passphrase', passphrase);
  form.set('tampilan', 'invisible');
  const answer = await call(service, '/api/sign/pdf', { method: 'POST', body: form });
  const bytes = await bodyOf(answer);
  if (!answer.ok) throw refusal(answer.status, bytes);
  if (isPdf(bytes)) return bytes;
  // Older releases answer with the number under which the document lies.
  const { id_dokumen: id } = said(bytes);
  if (typeof id !== 'string' || !/^[\w-]{1,100}$/.test(id)) throw new SigningFault('garbled');
  const fetched = await call(service, `/api/sign/download/${id}`, { method: 'GET' });
  const document = await bodyOf(fetched);
  if (!fetched.ok) throw refusal(fetched.status, document);
  return document;
}

/**
 * The national service (BSrE, BSSN) at `https://user:password@host`: the official's own key lies there, and opens by a passphrase
 * that goes through here once. What comes back is taken only if it is a document with a signature over the whole of it that fits.
 */
export function bsreSigner(url: string, patience = patience_ms): Signer {
  const service = serviceAt(url, patience);
  return {
    kind: 'bsre',
    isDemo: false,
    asksPassphrase: true,
    async sign(pdf, by) {
      const document = await signed(service, pdf, by);
      if (!isPdf(document) || !(await isSignedWhole(document))) throw new SigningFault('garbled');
      return document;
    },
  };
}
