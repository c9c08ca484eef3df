import {
  Button,
  Empty,
  ErrorSummary,
  Form,
  type FormState,
  LinkButton,
  type Option,
  PageHead,
  said,
  Section,
  Select,
  Table,
  TextArea,
  TextField,
} from '#platform/ui';
import { formatNumber, formatPercent, href, type Lang } from '#platform/words';
import type { FullItem, Test } from '../../model.ts';
import { words } from '../../words.ts';

type Use = { readonly served: number; readonly right: number };
type View = {
  readonly lang: Lang;
  readonly items: readonly FullItem[];
  readonly use: ReadonlyMap<string, Use>;
  readonly tests: readonly Test[];
  readonly inBank: readonly Option[];
  readonly competency: string | undefined;
  readonly level: number | undefined;
  readonly form: FormState;
};

/** What may be said of few: signed-in staff see figures from five on. */
const fewest = 5;

export function BankPage({ lang, items, use, tests, inBank, competency, level, form }: View) {
  const w = words(lang);
  const shown = items.filter((item) => (!competency || item.competency === competency) && (!level || item.level === level));
  return (
    <>
      <PageHead title={w.bank} lead={w.bankLead(formatNumber(items.length, lang))}>
        <LinkButton kind="primary" href={href(lang, '/kelola/soal/baru')} icon="plus">
          {w.newItem}
        </LinkButton>
        <LinkButton href={href(lang, '/kelola/waktu-tes')} icon="clock">
          {w.extraTime}
        </LinkButton>
      </PageHead>
      <ErrorSummary lang={lang} form={form} />
      {items.length === 0 ? (
        <Empty title={w.bankNone}>
          <p>{w.bankNoneText}</p>
        </Empty>
      ) : (
        <>
          <Counts lang={lang} items={items} inBank={inBank} />
          <Tests lang={lang} tests={tests} inBank={inBank} form={form} />
          <Section title={w.bank} id="soal">
            <Filter lang={lang} inBank={inBank} competency={competency} level={level} />
            <p class="note">{w.items(formatNumber(shown.length, lang))}</p>
            <ol class="bank">
              {shown.map((item) => (
                <Item key={item.id} lang={lang} item={item} use={use.get(item.id)} />
              ))}
            </ol>
          </Section>
        </>
      )}
    </>
  );
}

function Counts({ lang, items, inBank }: Pick<View, 'lang' | 'items' | 'inBank'>) {
  const w = words(lang);
  const levels = Array.from(new Set(items.map((item) => item.level))).toSorted((a, b) => a - b);
  const countOf = (code: string, level?: number) => items.filter((item) => item.competency === code && (level === undefined || item.level === level)).length;
  return (
    <Section title={w.perLevel}>
      <Table
        caption={w.perLevel}
        keyOf={(row) => row.value}
        rows={inBank}
        columns={[
          { head: w.competency, cell: (row) => row.label },
          ...levels.map((level) => ({
            head: w.levelRow(formatNumber(level, lang)),
            number: true,
            cell: (row: Option) => formatNumber(countOf(row.value, level), lang),
          })),
          { head: w.count, number: true, cell: (row) => formatNumber(countOf(row.value), lang) },
        ]}
      />
    </Section>
  );
}

function Tests({ lang, tests, inBank, form }: Pick<View, 'lang' | 'tests' | 'inBank' | 'form'>) {
  const w = words(lang);
  return (
    <Section title={w.openTests}>
      {tests.length === 0 ? (
        <p class="note">{w.none}</p>
      ) : (
        <Table
          caption={w.openTests}
          keyOf={(row) => row.slug}
          rows={tests}
          columns={[
            { head: w.title, cell: (row) => said(row.title, lang) },
            { head: w.competency, cell: (row) => row.competencies.join(', ') },
            { head: w.itemsPerLevel, number: true, cell: (row) => formatNumber(row.itemsPerLevel, lang) },
            { head: w.minutesField, number: true, cell: (row) => formatNumber(row.duration_minutes, lang) },
            { head: w.closeTest, cell: (row) => <CloseTest lang={lang} test={row} /> },
          ]}
        />
      )}
      <details class="more" open={Object.keys(form.errors).length > 0}>
        <summary>{w.openTest}</summary>
        <Form action={href(lang, '/kelola/soal/tes')}>
          <p class="note">{w.openTestLead}</p>
          <TextField lang={lang} form={form} name="title" label={w.title} maxLength={150} />
          <TextField lang={lang} form={form} name="titleEn" label={w.titleEn} optional maxLength={150} />
          <TextField lang={lang} form={form} name="slug" label={w.slug} hint={w.slugHint} width="medium" maxLength={80} />
          <TextArea lang={lang} form={form} name="summary" label={w.summary} rows={2} maxLength={400} />
          <Select lang={lang} form={form} name="competency" label={w.competency} options={inBank} />
          <TextField lang={lang} form={form} name="minutes" label={w.minutesField} inputmode="numeric" width="short" />
          <TextField lang={lang} form={form} name="itemsPerLevel" label={w.itemsPerLevel} hint={w.itemsPerLevelHint} inputmode="numeric" width="short" />
          <Button icon="plus">{w.openTest}</Button>
        </Form>
      </details>
    </Section>
  );
}

function CloseTest({ lang, test }: { readonly lang: Lang; readonly test: Test }) {
  return (
    <Form action={href(lang, `/kelola/soal/tes/${test.slug}/tutup`)} inline>
      <Button kind="plain">
        {words(lang).closeTest} <span class="visually-hidden">{said(test.title, lang)}</span>
      </Button>
    </Form>
  );
}

function Filter({ lang, inBank, competency, level }: Pick<View, 'lang' | 'inBank' | 'competency' | 'level'>) {
  const w = words(lang);
  const form: FormState = { values: { kompetensi: competency, tingkat: level ? String(level) : undefined }, errors: {} };
  const levels = [1, 2, 3, 4, 5].map((one) => ({ value: String(one), label: w.levelRow(formatNumber(one, lang)) }));
  return (
    <Form action={`${href(lang, '/kelola/soal')}#soal`} method="get" inline>
      <Select lang={lang} form={form} name="kompetensi" label={w.competency} blank={w.all} options={inBank} />
      <Select lang={lang} form={form} name="tingkat" label={w.level} blank={w.all} options={levels} />
      <Button kind="plain">{w.filter}</Button>
    </Form>
  );
}

function Item({ lang, item, use }: { readonly lang: Lang; readonly item: FullItem; readonly use: Use | undefined }) {
  const w = words(lang);
  const n = (value: number) => formatNumber(value, lang);
  const enough = use !== undefined && use.served >= fewest;
  return (
    <li>
      <details>
        <summary>
          <span class="mono">{item.code}</span> <span lang="id">{item.stem}</span>
        </summary>
        <ul class="plain" lang="id">
          {item.options.map((option) => (
            <li key={option.key}>
              {option.key}. {option.key === item.answer ? <strong>{option.text}</strong> : option.text}
            </li>
          ))}
        </ul>
        <p>
          <strong>
            {w.key}: {item.answer}
          </strong>
          . {w.rationale}: <span lang="id">{item.rationale}</span>
        </p>
        <p class="note">
          {item.competency}, {w.levelShown(n(item.level))}.{' '}
          {enough ? `${w.use(n(use.right), n(use.served))} (${formatPercent(use.right / use.served, lang)})` : w.useFew}.
        </p>
      </details>
    </li>
  );
}
