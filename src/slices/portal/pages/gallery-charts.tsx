import { BarRows, Histogram, IntervalRows, LevelScale, QrCode, RangeBar, RangeLegend, SegmentRows, SlopeChart, Sparkline, TrendLine } from '#platform/charts';
import { Section } from '#platform/ui';
import { formatNumber, type Lang } from '#platform/words';

type Props = { readonly lang: Lang };
const format = (lang: Lang) => (value: number) => formatNumber(value, lang, 1);

/** Every kind of chart, with something unknown in it. */
export function GalleryCharts({ lang }: Props) {
  return (
    <Section title="Charts">
      <Rows lang={lang} />
      <Comparisons lang={lang} />
      <Times lang={lang} />
    </Section>
  );
}

function Rows({ lang }: Props) {
  const n = format(lang);
  return (
    <>
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
    </>
  );
}

function Comparisons({ lang }: Props) {
  const n = format(lang);
  return (
    <>
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
      <LevelScale
        lang={lang}
        title="LevelScale"
        columns={['Kompetensi', 'Terbukti', 'Disyaratkan']}
        levels={['Paham', 'Dasar', 'Menengah', 'Mumpuni', 'Ahli']}
        legend={{ held: 'terbukti', below: 'di bawah syarat', unknown: 'belum cukup bukti', required: 'disyaratkan' }}
        rows={[
          { label: 'M.05', held: 2, required: 3, said: '2 / 3' },
          { label: 'T.01', held: undefined, required: 1, said: '–' },
        ]}
      />
    </>
  );
}

function Times({ lang }: Props) {
  const n = format(lang);
  return (
    <>
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
      <RangeBar lang={lang} label="RangeBar" promise={3} half={2} nineTenths={4} format={(days) => `${n(days)} hari`} />
      <RangeLegend lang={lang} />
      <Sparkline label="Sparkline" values={[80, 81, undefined, 84, 83, 88]} />
      <QrCode text="https://contoh.go.id" label="QrCode" />
    </>
  );
}
