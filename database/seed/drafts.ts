import type { DraftContent, DraftId } from '../../src/slices/services/model.ts';
import { beginDraft, editDraft, sendDraft } from '../../src/slices/services/standards/actions.ts';
import { findInput } from '../../src/slices/services/standards/store.ts';
import { actorOf, memberOf, type Province } from './people.ts';
import type { World } from './world.ts';

const begun: DraftContent = {
  name: { id: 'Surat Keterangan Domisili Usaha', en: 'Certificate of Business Domicile' },
  summary: { id: 'Keterangan tempat usaha bagi pelaku usaha yang baru pindah atau membuka cabang.' },
  unit: 'DPMPTSP',
  lifeEvent: 'usaha',
  synonyms: ['domisili usaha', 'SKDU', 'surat domisili perusahaan'],
};
const written: readonly DraftContent[] = [
  { workingDays: 3, accountNeeded: true },
  { fee: { rupiah: 0, basis: 'Bukan objek retribusi daerah menurut Undang-Undang Nomor 1 Tahun 2022' } },
  {
    components: {
      requirements: [{ id: 'Nomor Induk Berusaha (NIB)' }, { id: 'Bukti penguasaan tempat usaha: sertifikat, sewa, atau izin pemilik' }],
      duration: { id: 'Tiga hari kerja sejak berkas dinyatakan lengkap.' },
      cost: { id: 'Gratis.' },
    },
  },
  {
    preCheck: {
      questions: [
        {
          question: { id: 'Apakah usaha Anda sudah memiliki NIB?' },
          answers: [
            { label: { id: 'Sudah' }, leads: 'yes' },
            {
              label: { id: 'Belum' },
              leads: 'no',
              reason: { id: 'Keterangan ini memerlukan NIB.' },
              where: { id: 'Urus NIB lebih dulu' },
              href: 'https://oss.go.id',
            },
          ],
        },
      ],
    },
  },
];

/** What the service manager is at today: one service just begun, and the next version of another, which waits for its reviewer. */
export async function leaveDrafts(world: World, province: Province): Promise<void> {
  const writer = world.as(actorOf(province, memberOf(province, 'DPMPTSP', 2)));
  const { agencyId } = province;
  const id: DraftId = await beginDraft(writer, agencyId, begun);
  let version = 1;
  for (const change of written) version = await editDraft(writer, { agencyId, id, version, change });
  const laboratory = await world.db.transact('all', (tx) => findInput(tx, agencyId, 'uji-laboratorium-lingkungan'));
  if (!laboratory) throw new Error('the laboratory has no service');
  const next = await beginDraft(writer, agencyId, laboratory);
  const change = { workingDays: laboratory.workingDays - 1, synonyms: [...laboratory.synonyms, 'uji air sumur'] };
  await sendDraft(writer, { agencyId, id: next, version: await editDraft(writer, { agencyId, id: next, version: 1, change }) });
}
