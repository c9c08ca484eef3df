import { describe, expect, it } from 'vitest';
import { show } from '#test/page';
import { PublishPage } from './publish.tsx';

const nothing = { services: [], form: { values: {}, errors: {} }, faults: [] };

describe('the page that publishes services', () => {
  it.each(['id', 'en'] as const)('takes a file where nothing is published yet: %s', async (lang) => {
    const shown = show(<PublishPage lang={lang} {...nothing} />, lang);
    expect(shown.getByText(lang === 'id' ? 'Belum ada layanan yang terbit' : 'No service is published yet')).toBeTruthy();
    expect(shown.getByRole('button', { name: lang === 'id' ? 'Terbitkan' : 'Publish' })).toBeTruthy();
    expect(await shown.faults()).toEqual([]);
  });

  it('says what to mend, place by place in the file', async () => {
    const faults = [['components.duration', 'Isian ini wajib diisi.']] as const;
    const shown = show(<PublishPage lang="id" {...nothing} form={{ values: {}, errors: { file: 'Layanan belum terbit.' } }} faults={faults} />);
    expect(shown.getByRole('row', { name: 'components.duration Isian ini wajib diisi.' })).toBeTruthy();
    expect(shown.getByRole('alert').textContent).toContain('Layanan belum terbit.');
    expect(await shown.faults()).toEqual([]);
  });
});
