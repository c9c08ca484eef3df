import type { ComponentChildren } from 'preact';
import type { ByteRange } from '#platform/files';

type FlashKind = 'good' | 'info' | 'warn' | 'bad';
/** A sentence shown once, on the next page. */
export type Flash = { readonly kind: FlashKind; readonly text: string };

export type PageReply = {
  readonly type: 'page';
  readonly title: string;
  readonly description?: string | undefined;
  readonly body: ComponentChildren;
  readonly status: number;
  /** Names of islands (`services/autosave`) whose script the page loads. */
  readonly islands: readonly string[];
  /** Indonesian path of the navigation entry that is current. */
  readonly section?: string | undefined;
  /** Staff screens: denser type and a wider page. */
  readonly dense: boolean;
  /** As wide as the screen: the page brings its own measure. */
  readonly full: boolean;
  /** What it shows changes by itself: without scripts it is loaded again after so many seconds. */
  readonly refresh_s?: number | undefined;
  /** Shown this once: no link leads to it again, in no language. */
  readonly once: boolean;
};

export type Reply =
  | PageReply
  | { readonly type: 'redirect'; readonly to: string; readonly flash?: Flash | undefined /** To another site, which we chose. */; readonly away?: true }
  | { readonly type: 'json'; readonly value: unknown; readonly status: number; readonly cacheControl?: string | undefined }
  | {
      readonly type: 'bytes';
      readonly bytes: Uint8Array | NodeJS.ReadableStream;
      readonly mediaType: string;
      readonly status: number;
      /** Offered for download under this name, never shown in place. */
      readonly fileName?: string | undefined;
      readonly inline: boolean;
      readonly cacheControl: string;
      readonly etag?: string | undefined;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    }
  | ({ readonly type: 'file' } & FileInput);

type FileInput = {
  readonly size_bytes: number;
  readonly mediaType: string;
  readonly cacheControl: string;
  readonly etag: string;
  open(range: ByteRange | undefined): Promise<NodeJS.ReadableStream | undefined>;
};

type Unless = 'status' | 'islands' | 'dense' | 'full' | 'once';
type PageInput = Omit<PageReply, 'type' | Unless> & Partial<Pick<PageReply, Unless>>;

export function page(input: PageInput): Reply {
  return { type: 'page', status: 200, islands: [], dense: false, full: false, once: false, ...input };
}

/** To an Indonesian path; it is turned into the reader's language on the way out. */
export function redirect(to: string, flash?: Flash): Reply {
  return { type: 'redirect', to, flash };
}

/** To another site that our settings name; never to an address that came in. */
export function redirectAway(address: string): Reply {
  return { type: 'redirect', to: address, away: true };
}

export function jsonReply(value: unknown, options: { readonly status?: number; readonly cacheControl?: string } = {}): Reply {
  return { type: 'json', value, status: options.status ?? 200, cacheControl: options.cacheControl };
}

export type BytesOptions = {
  readonly mediaType: string;
  readonly fileName?: string;
  readonly inline?: boolean;
  readonly status?: number;
  readonly cacheControl?: string;
  readonly etag?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export function bytesReply(bytes: Uint8Array | NodeJS.ReadableStream, options: BytesOptions): Reply {
  return {
    type: 'bytes',
    bytes,
    status: options.status ?? 200,
    inline: options.inline ?? false,
    cacheControl: options.cacheControl ?? 'private, no-store',
    mediaType: options.mediaType,
    fileName: options.fileName,
    etag: options.etag,
    headers: options.headers,
  };
}

/** A kept file in parts, as players ask for it (range requests). */
export function fileReply(input: FileInput): Reply {
  return { type: 'file', ...input };
}

export function textReply(text: string, options: Partial<BytesOptions> = {}): Reply {
  return bytesReply(new TextEncoder().encode(text), { mediaType: 'text/plain; charset=utf-8', inline: true, ...options });
}

// A cell that begins like a formula is one in Excel: an apostrophe makes it text (OWASP, CSV injection).
const formula = /^[=+\-@\t\r]/;
// A spreadsheet set to semicolons, as here, parts a line at those within a cell too, and at its line breaks.
const innerFormula = /([;\t\r\n])(?=\s*[=+\-@])/g;
const plainNumber = /^-?\d+([.,]\d+)?$/;

function cell(value: string | number | bigint | null | undefined): string {
  const raw = value === null || value === undefined ? '' : String(value);
  const text = (formula.test(raw) && !plainNumber.test(raw) ? `'${raw}` : raw).replace(innerFormula, "$1'");
  return /[",\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export type CsvRow = readonly (string | number | bigint | null | undefined)[];

/** RFC 4180 with a BOM, so that Excel reads the accents. */
export function csvReply(fileName: string, header: readonly string[], rows: readonly CsvRow[]): Reply {
  const lines = [header, ...rows].map((row) => row.map(cell).join(','));
  return bytesReply(new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`), {
    mediaType: 'text/csv; charset=utf-8',
    fileName,
  });
}
