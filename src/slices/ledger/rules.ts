import { commitmentEntry, commitmentOf } from '#platform/commitment';
import { findId } from '#platform/ids';

export type Subject = { readonly subjectKind: string; readonly subjectId: string };

const subjectMembers: Readonly<Record<string, string>> = { applicationId: 'application', complaintId: 'complaint', personId: 'person', citizenId: 'citizen' };

/** Whom or what an event concerns, by the names of the ids in its payload: for recording who looked at it. */
export function subjectsOf(payload: unknown): readonly Subject[] {
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload).flatMap(([member, value]) => {
    const subjectKind = subjectMembers[member];
    return subjectKind && typeof value === 'string' && findId(value) ? [{ subjectKind, subjectId: value }] : [];
  });
}

type Opening = { readonly kind: string; readonly version: number; readonly record: unknown };

/** Whether record and salt open this entry of the log. */
export function isOpening(entry: Uint8Array, { kind, version, record }: Opening, salt: Uint8Array): boolean {
  const own = commitmentEntry(kind, version, commitmentOf(record, salt));
  return own.length === entry.length && own.every((byte, at) => byte === entry[at]);
}
