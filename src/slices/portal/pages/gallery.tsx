import {
  Alert,
  Button,
  Checkbox,
  Choices,
  Empty,
  ErrorSummary,
  Facts,
  Figure,
  Form,
  type FormState,
  LinkButton,
  LinkList,
  Meter,
  PageHead,
  Pages,
  Panel,
  Section,
  Select,
  Table,
  Tabs,
  Tag,
  TextArea,
  TextField,
  Timeline,
} from '#platform/ui';
import type { Lang } from '#platform/words';
import { words } from '../words.ts';
import { GalleryCharts } from './gallery-charts.tsx';

const form: FormState = {
  values: { nama: 'Baiq Rina Kusumawati', pilih: 'b', banyak: ['a'] },
  errors: { surel: 'Tulis alamat surel yang lengkap, misalnya nama@contoh.id.' },
};
const options = [
  { value: 'a', label: 'Pagi', hint: '08.00 sampai 12.00' },
  { value: 'b', label: 'Sore' },
];

/** Every component in its states, for who builds pages. */
export function GalleryPage({ lang }: { readonly lang: Lang }) {
  return (
    <div class="gallery">
      <PageHead kicker="Smart ASN" title={words(lang).gallery} lead="PageHead, ErrorSummary, Form">
        <LinkButton href="#tabel">LinkButton</LinkButton>
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      <Fields lang={lang} />
      <Section title="Alert, Tag">
        {(['good', 'bad', 'warn', 'info', 'quiet'] as const).map((tone) => (
          <Alert key={tone} tone={tone} title={tone}>
            <Tag tone={tone}>Tag {tone}</Tag>
          </Alert>
        ))}
      </Section>
      <Section title="Facts, Figure, Meter, Panel">
        <Facts
          facts={[
            ['Label', 'Value'],
            ['JP', '20'],
          ]}
        />
        <div class="figures">
          <Figure label="Figure" value="85,37" of="/ 100" />
        </div>
        <Meter value={7} max={10} label="Meter" />
        <Panel title="Panel">Panel</Panel>
      </Section>
      <Lists lang={lang} />
      <Section title="Timeline">
        <Timeline
          label="Timeline"
          steps={[
            { title: 'done', when: '1 Jan', state: 'done' },
            { title: 'now', state: 'now' },
            { title: 'next', state: 'next' },
          ]}
        />
      </Section>
      <GalleryCharts lang={lang} />
    </div>
  );
}

function Fields({ lang }: { readonly lang: Lang }) {
  return (
    <Form action="#">
      <TextField lang={lang} form={form} name="nama" label="TextField" hint="hint" />
      <TextField lang={lang} form={form} name="surel" label="TextField, error" type="email" />
      <TextArea lang={lang} form={form} name="cerita" label="TextArea" optional />
      <Select lang={lang} form={form} name="unit" label="Select" blank="–" options={options} />
      <Choices lang={lang} form={form} name="pilih" label="Choices" options={options} />
      <Choices lang={lang} form={form} name="banyak" label="Choices, many" many options={options} />
      <Checkbox lang={lang} form={form} name="setuju" label="Checkbox" />
      <div class="button-row">
        <Button>primary</Button>
        <Button kind="plain">plain</Button>
        <Button kind="danger">danger</Button>
      </div>
    </Form>
  );
}

function Lists({ lang }: { readonly lang: Lang }) {
  return (
    <Section title="Table, Tabs, Pages, LinkList, Empty" id="tabel">
      <Tabs
        lang={lang}
        label="Tabs"
        tabs={[
          { href: '#tabel', label: 'Satu', count: 3, current: true },
          { href: '#', label: 'Dua', current: false },
        ]}
      />
      <Table
        caption="Table"
        keyOf={(row) => row.name}
        rows={[
          { name: 'DPMPTSP', n: 12 },
          { name: 'DLHK', n: 3 },
        ]}
        columns={[
          { head: 'Unit', cell: (row) => row.name },
          { head: 'n', number: true, cell: (row) => String(row.n) },
        ]}
      />
      <Pages lang={lang} page={2} pages={5} hrefOf={(page) => `#hal-${page}`} />
      <LinkList rows={[{ href: '#tabel', title: 'LinkList', note: 'note', icon: 'books', side: <Tag>side</Tag> }]} />
      <Empty title="Empty" />
    </Section>
  );
}
