import { expect, test } from 'vitest';
import { show } from '#test/page';
import { NoticesSection } from './notices.tsx';

const made_at = Temporal.Instant.from('2026-11-23T01:00:00Z');
const sent = { channel: 'sms', subject: 'Permohonan LYN-1 selesai', state: 'sent', attempts: 1, made_at } as const;

test.each([
  ['sent', 1, 'terkirim'],
  ['delivered', 1, 'sampai'],
  ['failed', 8, 'gagal dikirim'],
  ['waiting', 0, 'menunggu dikirim'],
  ['waiting', 2, 'belum terkirim, dicoba lagi'],
] as const)('a message that is %s after %i attempts is told as "%s", without a fault', async (state, attempts, words) => {
  const shown = show(
    <>
      <h1>x</h1>
      <NoticesSection lang="id" zone="Asia/Makassar" id="x" mailedTo="s***a@contoh.id" sent={[{ ...sent, state, attempts }]} choice={undefined} />
    </>,
  );
  expect(shown.text).toContain(words);
  expect(await shown.faults()).toEqual([]);
});
