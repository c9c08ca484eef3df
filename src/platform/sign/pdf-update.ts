import { SigningFault } from './signer.ts';

const wideNumber = '/**********';

type Placing = {
  readonly name: string;
  readonly at: string;
  /** For the signature. */
  readonly room_bytes: number;
};
type Placed = { readonly pdf: Uint8Array; readonly contentsAt: number };

type Entry = { readonly number: number; readonly generation: number; readonly body: string };

/** An object of a paper of ours: `makePdf` writes a plain table of objects, each on lines of its own. */
function objectOf(text: string, number: number): Entry {
  const found = new RegExp(`(?:^|\\n)${number} (\\d+) obj\\n([\\s\\S]*?)\\nendobj`).exec(text);
  if (!found?.[2]) throw new SigningFault('garbled');
  return { number, generation: Number(found[1]), body: found[2] };
}

function referenceIn(body: string, key: string): number {
  const found = new RegExp(`/${key} (\\d+) \\d+ R`).exec(body);
  if (!found?.[1]) throw new SigningFault('garbled');
  return Number(found[1]);
}

// Never a character that ends a string of PDF early, nor one outside of its plain encoding: UTF-16 in hexadecimal.
function textString(text: string): string {
  const units = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  return `<${units.toString('hex')}>`;
}

function pdfDate(at: string): string {
  return `(D:${at.slice(0, 19).replace(/[-:T]/g, '')}Z)`;
}

function withEntry(body: string, entry: string): string {
  const end = body.lastIndexOf('>>');
  return `${body.slice(0, end)}${entry}\n${body.slice(end)}`;
}

function withAnnotation(page: string, number: number): string {
  return /\/Annots \[/.test(page) ? page.replace(/\/Annots \[/, `/Annots [${number} 0 R `) : withEntry(page, `/Annots [${number} 0 R]`);
}

/**
 * The paper with a signature field appended (ISO 32000-2, 7.5.6): what was there stays byte for byte, and the room for the signature
 * is open. The field has no face: who signed stands in the text, and the code verifies.
 */
function placeSignature(pdf: Uint8Array, { name, at, room_bytes }: Placing): Placed {
  const text = Buffer.from(pdf).toString('latin1');
  const trailer = /trailer\n<<([\s\S]*?)>>\s*startxref\n(\d+)\n%%EOF\s*$/.exec(text);
  if (!trailer?.[1]) throw new SigningFault('garbled');
  const size = Number(/\/Size (\d+)/.exec(trailer[1])?.[1]);
  const root = objectOf(text, referenceIn(trailer[1], 'Root'));
  const pages = objectOf(text, referenceIn(root.body, 'Pages'));
  const first = objectOf(text, Number(/\/Kids \[\s*(\d+) \d+ R/.exec(pages.body)?.[1]));
  const [value, field] = [size, size + 1];
  const entries: readonly Entry[] = [
    { ...root, body: withEntry(root.body, `/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>`) },
    { ...first, body: withAnnotation(first.body, field) },
    {
      number: value,
      generation: 0,
      body: [
        '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
        `/ByteRange [0 ${wideNumber} ${wideNumber} ${wideNumber}]`,
        `/Name ${textString(name)} /M ${pdfDate(at)}`,
        `/Contents <${'0'.repeat(room_bytes * 2)}> >>`,
      ].join('\n'),
    },
    {
      number: field,
      generation: 0,
      body: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F 132 /Rect [0 0 0 0] /P ${first.number} 0 R /V ${value} 0 R >>`,
    },
  ];
  const appended = appendedTo(pdf.length, entries, { size: size + 2, root: root.number, previous: trailer[2] ?? '', rest: trailer[1] });
  const whole = Buffer.concat([pdf, Buffer.from(appended, 'latin1')]);
  const contentsAt = whole.indexOf('/Contents <', pdf.length, 'latin1') + '/Contents '.length;
  return { pdf: whole, contentsAt };
}

type Tail = { readonly size: number; readonly root: number; readonly previous: string; readonly rest: string };

function appendedTo(start: number, entries: readonly Entry[], { size, root, previous, rest }: Tail): string {
  let text = '\n';
  const table: string[] = [];
  for (const { number, generation, body } of entries) {
    const place = String(start + text.length).padStart(10, '0');
    table.push(`${number} 1\n${place} ${String(generation).padStart(5, '0')} n \n`);
    text += `${number} ${generation} obj\n${body}\nendobj\n`;
  }
  const kept = ['Info', 'ID'].map((key) => new RegExp(`/${key} (\\d+ \\d+ R|\\[[^\\]]*\\])`).exec(rest)?.[0] ?? '').join(' ');
  const xrefAt = start + text.length;
  return `${text}xref\n${table.join('')}trailer\n<< /Size ${size} /Root ${root} 0 R /Prev ${previous} ${kept} >>\nstartxref\n${xrefAt}\n%%EOF\n`;
}

export type Prepared = {
  /** All that the signature covers: everything but itself. */
  readonly covered: Uint8Array;
  fill(cms: Uint8Array): Uint8Array;
};

/** Opens the room in a paper of ours, to be filled by a signature over all the rest. */
export function prepareSignature(paper: Uint8Array, by: Placing): Prepared {
  const { pdf, contentsAt } = placeSignature(paper, by);
  const { room_bytes } = by;
  const bytes = Buffer.from(pdf);
  const after = contentsAt + room_bytes * 2 + 2;
  const rangeAt = bytes.indexOf('/ByteRange [', paper.length, 'latin1');
  const rangeLength = bytes.indexOf(']', rangeAt, 'latin1') + 1 - rangeAt;
  bytes.write(`/ByteRange [0 ${contentsAt} ${after} ${bytes.length - after}]`.padEnd(rangeLength), rangeAt, 'latin1');
  return {
    covered: new Uint8Array(Buffer.concat([bytes.subarray(0, contentsAt), bytes.subarray(after)])),
    fill(cms) {
      if (cms.length > room_bytes) throw new SigningFault('not-signed');
      bytes.write(Buffer.from(cms).toString('hex'), contentsAt + 1, 'latin1');
      return new Uint8Array(bytes);
    },
  };
}

export type FoundSignature = { readonly covered: Uint8Array; readonly cms: Uint8Array };

/** The last signature in a document, if it covers the whole of it. Undefined when there is none, or bytes lie outside of it. */
export function wholeSignatureOf(pdf: Uint8Array): FoundSignature | undefined {
  const bytes = Buffer.from(pdf);
  const at = bytes.lastIndexOf('/ByteRange', bytes.length, 'latin1');
  const found = at < 0 ? undefined : /^\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(bytes.toString('latin1', at, at + 120));
  if (!found) return undefined;
  const [start, length, rest, restLength] = found.slice(1).map(Number) as [number, number, number, number];
  if (start !== 0 || rest < length || rest + restLength !== bytes.length) return undefined;
  const hex = bytes.toString('latin1', length, rest).replace(/[<>\s]/g, '');
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(hex)) return undefined;
  return { covered: new Uint8Array(Buffer.concat([bytes.subarray(0, length), bytes.subarray(rest)])), cms: new Uint8Array(Buffer.from(hex, 'hex')) };
}
