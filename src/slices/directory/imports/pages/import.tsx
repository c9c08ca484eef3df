import { formatInstant, type Instant, type Zone } from '#platform/time';
import { Button, ErrorSummary, FileField, Form, type FormState, LinkButton, PageHead, Panel, Section, Split, Table, Tag, type Tone } from '#platform/ui';
import { formatNumber, href, type Lang } from '#platform/words';
import { DirectoryTabs, type Places } from '../../structure/pages/tabs.tsx';
import type { ColumnKey } from '../rules.ts';
import { words } from '../words.ts';

type State = 'checking' | 'checked' | 'writing' | 'done' | 'cancelled' | 'failed';
export type EarlierLine = {
  readonly id: string;
  readonly file_name: string;
  readonly made_at: Instant;
  readonly state: State;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
};

type Props = {
  readonly lang: Lang;
  readonly zone: Zone;
  readonly places: Places;
  readonly form: FormState;
  readonly earlier: readonly EarlierLine[];
};

const tones: Readonly<Record<State, Tone>> = { checking: 'info', checked: 'warn', writing: 'info', done: 'good', cancelled: 'quiet', failed: 'bad' };
const listed: readonly (readonly [key: ColumnKey, siasn: string, must: boolean])[] = [
  ['nip', 'NIP BARU, NIP', true],
  ['name', 'NAMA', true],
  ['position', 'JABATAN NAMA, JABATAN', true],
  ['unit', 'UNOR NAMA, UNIT KERJA', true],
  ['kind', 'JENIS JABATAN NAMA', false],
  ['golongan', 'GOL AKHIR NAMA, GOLONGAN', false],
  ['started', 'TMT JABATAN, TMT', false],
  ['birth', 'TANGGAL LAHIR', false],
  ['status', 'JENIS PEGAWAI', false],
  ['education', 'TINGKAT PENDIDIKAN NAMA', false],
  ['email', 'EMAIL GOV, EMAIL', false],
];

export function ImportPage({ lang, zone, places, form, earlier }: Props) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  return (
    <>
      <PageHead title={w.import} lead={w.lead} />
      <DirectoryTabs lang={lang} {...places} />
      <ErrorSummary lang={lang} form={form} />
      <Split
        aside={
          <Panel title={w.templateTitle} tone="sunken">
            <p>{w.templateLead}</p>
            <LinkButton href={href(lang, '/kelola/impor/contoh')} icon="download">
              {w.template}
            </LinkButton>
          </Panel>
        }
      >
        <Form action={href(lang, '/kelola/impor')} files>
          <FileField lang={lang} form={form} name="file" label={w.file} hint={w.fileHint} accept={['.csv', '.xlsx', '.txt']} />
          <Button icon="search">{w.send}</Button>
        </Form>
        {earlier.length > 0 && (
          <Section title={w.earlier}>
            <Table
              caption={w.earlier}
              keyOf={(row) => row.id}
              rows={earlier}
              columns={[
                { head: w.file, cell: (row) => <a href={href(lang, `/kelola/impor/${row.id}`)}>{row.file_name}</a> },
                { head: w.when, cell: (row) => formatInstant(row.made_at, zone, lang, 'short') },
                { head: w.state, cell: (row) => <Tag tone={tones[row.state]}>{w.states[row.state]}</Tag> },
                { head: w.result, cell: (row) => (row.state === 'done' ? w.doneText(n(row.added), n(row.changed), n(row.unchanged)) : '') },
              ]}
            />
          </Section>
        )}
        <Section title={w.columnsTitle}>
          <p class="note">{w.columnsLead}</p>
          <Table
            caption={w.columnsTitle}
            keyOf={([key]) => key}
            rows={listed}
            columns={[
              { head: w.column, cell: ([key]) => w.columns[key] },
              { head: 'SIASN', cell: ([, siasn]) => <span class="mono">{siasn}</span> },
              { head: w.state, cell: ([, , must]) => (must ? w.must : w.may) },
            ]}
          />
        </Section>
      </Split>
    </>
  );
}
