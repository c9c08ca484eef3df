import { BarRows, Histogram, IntervalRows, LevelScale, QrCode, RangeBar, RangeLegend, SegmentRows, SlopeChart, Sparkline, TrendLine } from '#platform/charts';
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
import { formatNumber, type Lang } from '#platform/words';
import { words } from '../words.ts';

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
      <Charts lang={lang} />
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

function Charts({ lang }: { readonly lang: Lang }) {
  const n = (value: number) => formatNumber(value, lang, 1);
  return (
    <Section title="Charts">
      <BarRows
        lang={lang}
        title="BarRows"
        columns={['Unit', 'n']}
        min={1}
        max={4}
        norm={3.1}
        format={n}
        rows={[
          { label: 'DPMPTSP', value: 3.4, note: 'n 41' },
          { label: 'DIKBUD', value: 2.9, tone: 'miss' },
          { label: 'DLHK', value: undefined },
        ]}
      />
      <IntervalRows
        lang={lang}
        title="IntervalRows"
        note="SKM"
        columns={['Unit', 'SKM', '95%', 'n']}
        min={60}
        max={100}
        marks={[
          { value: 65, label: '65 C' },
          { value: 76.61, label: '76,61 B' },
          { value: 88.31, label: '88,31 A' },
        ]}
        format={n}
        rows={[
          { label: 'Dinas Pendidikan dan Kebudayaan, Layanan Ijazah', note: 'n 301', value: 88.9, low: 87, high: 90.8 },
          { label: 'DLHK', note: 'n 36', value: 74.6, low: 70.3, high: 78.9, tone: 'miss' },
          { label: 'DKP', note: 'n < 5', value: undefined },
        ]}
      />
      <SegmentRows
        lang={lang}
        title="SegmentRows"
        columns={['Aspek', 'Tingkat']}
        steps={5}
        format={n}
        rows={[
          { label: 'Data', note: 'bobot 15%', value: 2.53 },
          { label: 'Keamanan', note: 'bobot 15%', value: 1.73, tone: 'miss' },
        ]}
      />
      <SlopeChart
        lang={lang}
        title="SlopeChart"
        sides={['2018', '2024']}
        column="Negara"
        format={n}
        rows={[
          { label: 'Singapura', from: 0.88, to: 0.97 },
          { label: 'Viet Nam', from: 0.59, to: 0.77 },
          { label: 'Indonesia', from: 0.53, to: 0.8, strong: true },
          { label: 'Laos', from: undefined, to: 0.5 },
        ]}
      />
      <TrendLine
        lang={lang}
        title="TrendLine"
        columns={['Bulan', 'n']}
        min={70}
        max={95}
        format={n}
        points={[
          { label: 'Jan', value: 80 },
          { label: 'Feb', value: undefined },
          { label: 'Mar', value: 84 },
          { label: 'Apr', value: 88 },
        ]}
      />
      <Histogram
        lang={lang}
        title="Histogram"
        binsLabel="hari"
        promiseAt={3}
        promiseLabel="Janji: 3"
        bins={[2, 8, 12, 6, 2, 1].map((count, at) => ({ label: String(at), count }))}
      />
      <LevelScale
        lang={lang}
        title="LevelScale"
        columns={['Kompetensi', 'Ditunjukkan', 'Diminta']}
        rows={[
          { label: 'M.05', held: 2, required: 3 },
          { label: 'T.01', held: undefined, required: 1 },
        ]}
      />
      <RangeBar lang={lang} label="RangeBar" promise={3} half={2} nineTenths={4} format={(days) => `${n(days)} hari`} />
      <RangeLegend lang={lang} />
      <Sparkline label="Sparkline" values={[80, 81, undefined, 84, 83, 88]} />
      <QrCode text="https://contoh.go.id" label="QrCode" />
    </Section>
  );
}
