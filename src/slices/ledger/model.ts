import { z } from 'zod';
import type { Instant } from '#platform/time';

/** Settings of the log that a process signs with; fixed at the first start. */
export type LogKey = { readonly origin: string; readonly vkey: string; readonly seed: Uint8Array };

export type Checkpointed = { readonly size: number; readonly root: Uint8Array; readonly note: string; readonly publishedAt: Instant };

/** Where a witness is asked, and by which key its signature is known. */
export type WitnessAddress = { readonly url: string; readonly vkey: string };
/** Whom the log asks to sign what it publishes, and how many must. */
export type Witnessing = { readonly k: number; readonly witnesses: readonly WitnessAddress[] };

/** Why a witness does not sign; the last two say that it holds another tree than ours. */
export type WitnessFault = 'unreachable' | 'refused' | 'garbage' | 'other-history' | 'ahead';
export type WitnessState = {
  readonly vkey: string;
  /** The newest tree that it has signed. */
  readonly size: number;
  readonly signedAt: Instant | undefined;
  readonly fault: WitnessFault | undefined;
  readonly failingSince: Instant | undefined;
};

/**
 * What the daily check of the whole log found: nothing, or each item that does not fit. `entry 12`, `node 2/5` (level and index of a
 * subtree), `event 12`, `opening 12`, `checkpoint 300`, `cosignature 300 saksi.example`, `file <sha256>`.
 */
export type CheckedLog = { readonly size: number; readonly checkedAt: Instant; readonly faults: readonly string[] };

// A form sends every line end as CR LF; what was pasted may stand between blank lines.
export const pasted = (text: string) => text.replaceAll('\r\n', '\n').trim();

const place = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().catch(undefined);
/** A node of a tree by its size and the leaves below it, and the entry whose way is marked. */
export const treePlace = z.object({ ukuran: place, dari: place, sampai: place, catatan: z.preprocess((typed) => (typed === '' ? undefined : typed), place) });
export type TreePlace = z.infer<typeof treePlace>;

export const oldPaper = z.object({ paper: z.string().max(1_000_000) });
export const receiptFile = z.object({ receipt: z.string().max(1_000_000) });

/** Seconds within which a promised event stands in the log. */
export const mergeWithin_s = 10;

export const entryNumber = z.object({ nomor: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER) });

/** A page of entries, newest first, of one kind of event if one is asked for. */
export const entryList = z.object({
  hal: z.coerce.number().int().min(1).max(1_000_000).catch(1),
  jenis: z
    .string()
    .regex(/^[a-z-]+\.[a-z-]+$/)
    .optional()
    .catch(undefined),
});
export const entriesAPage = 50;
