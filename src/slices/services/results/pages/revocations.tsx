import { formatDate, type PlainDate } from '#platform/time';
import { Empty, LinkButton, PageHead, Table } from '#platform/ui';
import { href, type Lang } from '#platform/words';
import type { RevocationReason } from '../../model.ts';
import { words } from '../words.ts';

export type RevokedLine = { readonly number: string; readonly on: PlainDate; readonly reason: RevocationReason };

/** What does not hold any more, by number: whoever holds such a paper finds it here, and nobody's name. */
export function RevocationsPage({ lang, rows }: { readonly lang: Lang; readonly rows: readonly RevokedLine[] }) {
  const w = words(lang);
  return (
    <>
      <PageHead title={w.revocations} lead={w.revocationsLead} />
      {rows.length === 0 ? (
        <Empty title={w.revocationsNone}>
          <p>{w.revocationsNoneHint}</p>
        </Empty>
      ) : (
        <Table
          caption={w.revocations}
          columns={[
            { head: w.number, cell: (row) => <span class="mono">{row.number}</span> },
            { head: w.revokedOn, cell: (row) => formatDate(row.on, lang) },
            { head: w.revokeReason, cell: (row) => w.reasons[row.reason] },
          ]}
          rows={rows}
          keyOf={(row) => row.number}
        />
      )}
      <p class="section button-row">
        <LinkButton href={href(lang, '/verifikasi/dicabut.json')} icon="download">
          {w.revocationsFile}
        </LinkButton>
      </p>
      <p class="note">{w.revocationsFileNote}</p>
    </>
  );
}
