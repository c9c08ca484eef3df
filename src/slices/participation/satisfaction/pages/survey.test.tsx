import { describe, expect, it } from 'vitest';
import { skmQuestions } from '#slices/standards';
import { show } from '#test/page';
import { emptyForm } from '#platform/ui';
import { CommentsPage } from './comments.tsx';
import { SurveyClosed, SurveyFind, SurveyPage, SurveyThanks } from './survey.tsx';

const survey = (lang: 'id' | 'en') => <SurveyPage lang={lang} form={emptyForm} token="7H3K92QD" service="Uji laboratorium" questions={skmQuestions(lang)} />;

describe('the survey', () => {
  it('asks the nine unsur of the regulation, four answers each, and posts without a script', () => {
    const shown = show(survey('id'));
    expect(shown.getAllByRole('group')).toHaveLength(9);
    expect(shown.getAllByRole('radio')).toHaveLength(36);
    expect(shown.getByRole('group', { name: /^7\. .*kesopanan dan keramahan/ })).toBeDefined();
    expect(shown.body.querySelector('form')?.getAttribute('action')).toBe('/survei/7H3K92QD');
    expect(shown.text).toContain('Kami tidak menyimpan siapa yang menjawab apa');
  });

  it('has room for a suggestion', () => {
    expect(show(survey('id')).getByRole('textbox', { name: /Saran Anda/ })).toBeDefined();
  });

  it('keeps what was chosen and leads to what is missing', () => {
    const form = { values: { U1: '4' }, errors: { U2: 'Isian ini wajib diisi.' } };
    const shown = show(<SurveyPage lang="id" form={form} token="x" service="Uji" questions={skmQuestions('id')} />);
    expect(shown.getByRole('link', { name: 'Isian ini wajib diisi.' }).getAttribute('href')).toBe('#f-U2');
    expect((shown.getByRole('radio', { name: 'Sangat sesuai', checked: true }) as HTMLInputElement).name).toBe('U1');
  });

  it('is complete in English', () => {
    const shown = show(survey('en'), 'en');
    expect(shown.getByRole('group', { name: /^6\. How competent/ })).toBeDefined();
  });

  it.each([
    ['questions', survey('id')],
    ['by number and code', <SurveyFind key="f" lang="id" form={emptyForm} />],
    ['thanks', <SurveyThanks key="t" lang="id" />],
    ['closed', <SurveyClosed key="c" lang="id" />],
    [
      'suggestions',
      <CommentsPage
        key="s"
        lang="id"
        threshold={5}
        page={1}
        pages={1}
        rows={[{ id: '1', text: 'Bagus.', unit: 'DLHK', service: 'Uji', month: 'Maret 2026' }]}
      />,
    ],
  ] as const)('has no fault that axe finds: %s', async (_name, page) => {
    expect(await show(page).faults()).toEqual([]);
  });
});
