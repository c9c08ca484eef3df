import type { Citizen } from '#platform/access';
import type { PlainDate } from '#platform/time';
import { answerComplaint, assignComplaint, submitComplaint } from '../../src/slices/participation/complaints/actions.ts';
import type { ComplaintCategory, ComplaintId } from '../../src/slices/participation/model.ts';
import { saveStep, startDraft, submitApplication } from '../../src/slices/services/applications/actions.ts';
import { findApplication } from '../../src/slices/services/applications/store.ts';
import type { Answers, ApplicationId } from '../../src/slices/services/model.ts';
import { decideApplication, returnForCorrection } from '../../src/slices/services/queue/actions.ts';
import { fieldsOf } from '../../src/slices/services/forms/rules.ts';
import { type Case, drawExaminer, type Kept, type Offered, takeInTurn, versionOf } from './cases.ts';
import { versionOf as versionOfComplaint } from './complaints.ts';
import type { UnitCode } from './names.ts';
import { actorOf, type Member, memberOf, officersOf, type Province } from './people.ts';
import type { World } from './world.ts';

export type Playing = {
  readonly world: World;
  readonly province: Province;
  readonly offered: readonly Offered[];
  readonly kept: Kept;
  readonly citizen: Citizen;
  /** The cases of others. */
  readonly open: readonly Case[];
};

type Wish = { readonly slug: string; readonly unit: UnitCode; readonly answers: Answers };
type Act = readonly [on: string, act: (playing: Playing) => Promise<void>];

const telepon = '081200002026';

function begun<Id>(id: Id | undefined): Id {
  if (id === undefined) throw new Error('this case has not begun');
  return id;
}

function serviceOf({ offered }: Playing, slug: string): Offered['service'] {
  const found = offered.find(({ service }) => service.slug === slug);
  if (!found) throw new Error(`no service ${slug}`);
  return found.service;
}

async function begin(playing: Playing, { slug, answers }: Wish, withFiles: boolean): Promise<ApplicationId> {
  const { world, kept, citizen } = playing;
  const service = serviceOf(playing, slug);
  const ctx = world.as(citizen);
  const id = await startDraft(ctx, service);
  const application = await world.db.transact('all', (tx) => findApplication(tx, id));
  if (!application) throw new Error('the draft is gone');
  const asked = withFiles ? fieldsOf(service.definition.form).filter((field) => field.type === 'file' && field.required) : [];
  await saveStep(ctx, { application, answers, files: asked.map((field) => ({ field: field.key, file: kept.file })), store: kept.store });
  return id;
}

type Ending = (playing: Playing, id: ApplicationId, officer: Member) => Promise<void>;

/** Handed in on one day, taken on the next, and then what an officer makes of it. */
function handedIn(wish: Wish, [submittedOn, takenOn, endedOn = takenOn]: readonly string[], ending?: Ending): readonly Act[] {
  const made: { id?: ApplicationId } = {};
  const officerIn = (province: Province) => memberOf(province, wish.unit, 7);
  const acts: Act[] = [
    [
      submittedOn ?? '',
      async (playing) => {
        made.id = await begin(playing, wish, true);
        await submitApplication(playing.world.as(playing.citizen), made.id);
      },
    ],
    [takenOn ?? '', ({ world, province, open }) => takeInTurn({ world, province, officers: officersOf(province), open }, begun(made.id))],
  ];
  return ending ? [...acts, [endedOn ?? '', (playing) => ending(playing, begun(made.id), officerIn(playing.province))]] : acts;
}

const decided =
  (outcome: 'granted' | 'refused', reason: string): Ending =>
  async ({ world, province }, id, officer) =>
    decideApplication(world.as(actorOf(province, officer)), { id, version: await versionOf(world, id), outcome, reason });

const returned =
  (field: string, note: string): Ending =>
  async ({ world, province }, id, officer) =>
    returnForCorrection(world.as(actorOf(province, officer)), { id, version: await versionOf(world, id), fields: [field], note });

type Said = { readonly category: ComplaintCategory; readonly title: string; readonly body: string; readonly place?: string };

/** Sent on one day, passed on the next, and answered where there is an answer. */
function complained(said: Said, to: UnitCode, [sentOn, passedOn, answeredOn]: readonly string[], answer?: string): readonly Act[] {
  const made: { id?: ComplaintId } = {};
  const seen = async (world: World) => ({ complaintId: begun(made.id), version: await versionOfComplaint(world, begun(made.id)) });
  const acts: Act[] = [
    [
      sentOn ?? '',
      async ({ world, kept, citizen }) => {
        const unsaid = { service: undefined, unit: undefined, independent: false, confidential: false, name: undefined, email: undefined };
        const input = { class: 'pengaduan' as const, place: undefined, ...said, ...unsaid };
        made.id = (
          await submitComplaint(world.as(citizen), { input, aboutUnit: undefined, files: [], store: kept.store, key: `citizen-${sentOn}` })
        ).complaintId;
      },
    ],
    [
      passedOn ?? '',
      async ({ world, province }) => {
        const manager = world.as(actorOf(province, memberOf(province, 'DPMPTSP', 2)));
        await assignComplaint(manager, { ...(await seen(world)), unitId: memberOf(province, to, 0).unitId, oversight: false });
      },
    ],
  ];
  if (!answer) return acts;
  return [
    ...acts,
    [
      answeredOn ?? '',
      async ({ world, province }) => answerComplaint(world.as(actorOf(province, memberOf(province, to, 0))), { ...(await seen(world)), answer }),
    ],
  ];
}

/** A case of every kind under the account of the demo's citizen, so that no page of it is empty. Nothing here is left to chance. */
const year: readonly Act[] = [
  ...handedIn(
    {
      slug: 'izin-pemakaian-lapangan',
      unit: 'DISPORA',
      answers: {
        telepon,
        lapangan: 'voli',
        tanggal: '2026-09-19',
        sesi: 'sore',
        nama_kegiatan: 'Lomba voli antardusun',
        jumlah_orang: '180',
        asal: '52.01.03.2001',
        perlengkapan: ['pengeras_suara'],
        panitia: [
          { nama: 'Nurhayati', tugas: 'ketertiban' },
          { nama: 'Lalu Ahmad Zaini', tugas: 'kesehatan' },
        ],
        pernyataan: 'ya',
      },
    },
    ['2026-09-14', '2026-09-15', '2026-09-16'],
    decided(
      'refused',
      'Permohonan diajukan lima hari sebelum kegiatan, sedangkan standar pelayanan meminta paling lambat tujuh hari kerja. Lapangan voli pada tanggal itu juga sudah dipakai. Silakan mengajukan lagi untuk tanggal lain.',
    ),
  ),
  ...handedIn(
    {
      slug: 'legalisasi-ijazah',
      unit: 'DIKBUD',
      answers: {
        tanggal_lahir: '1989-04-17',
        telepon,
        sekolah: 'SMA Muhammadiyah 2 Praya',
        tahun_lulus: '2007',
        nomor_ijazah: 'DN-23/M-SMA/204517',
        alasan: 'tutup',
        pernyataan: 'ya',
      },
    },
    ['2026-11-12', '2026-11-13', '2026-11-16'],
    decided('granted', ''),
  ),
  ...handedIn(
    {
      slug: 'mutasi-siswa',
      unit: 'DIKBUD',
      answers: {
        telepon,
        nama_siswa: 'Muhammad Rizki Lestari',
        nisn: '0098124537',
        sekolah_asal: 'SMAN 1 Praya',
        sekolah_tujuan: 'SMAN 3 Mataram',
        alasan: 'ikut_keluarga',
        pernyataan: 'ya',
      },
    },
    ['2026-11-16', '2026-11-18'],
    returned('nisn', 'NISN tidak cocok dengan surat keterangan pindah dari SMAN 1 Praya. Mohon disamakan dengan yang tertulis pada rapor.'),
  ),
  ...handedIn(
    {
      slug: 'uji-laboratorium-lingkungan',
      unit: 'DLHK',
      answers: {
        telepon,
        jenis_contoh: 'air_bersih',
        jumlah_contoh: '2',
        lokasi_contoh: 'Sumur warga di RT 04 Lingkungan Gomong Lama, Kota Mataram',
        tanggal_ambil: '2026-11-17',
        pernyataan: 'ya',
      },
    },
    ['2026-11-18', '2026-11-19'],
    ({ world, province }, id, officer) => drawExaminer(world, world.as(actorOf(province, officer)), id),
  ),
  [
    '2026-11-20',
    async (playing) => {
      const answers = { nik: '5271015704890002', lembaga: 'Universitas Mataram' };
      await begin(playing, { slug: 'surat-keterangan-penelitian', unit: 'DPMPTSP', answers }, false);
    },
  ],
  ...complained(
    {
      category: 'pendidikan',
      title: 'Loket legalisasi tutup sebelum pukul 15.00',
      body: 'Pada Jumat sore loket legalisasi sudah tutup pukul 14.00, padahal jam yang tertulis sampai pukul 15.30. Saya datang dari Praya dan harus kembali hari Senin.',
    },
    'DIKBUD',
    ['2026-11-09', '2026-11-10', '2026-11-17'],
    'Terima kasih, Ibu. Petugas loket hari itu dipanggil rapat tanpa pengganti. Mulai pekan ini kepala seksi menunjuk pengganti lebih dulu, dan loket buka sampai pukul 15.30 sesuai maklumat.',
  ),
  ...complained(
    {
      category: 'lingkungan',
      title: 'Sampah menumpuk di saluran Lingkungan Gomong',
      body: 'Sejak dua pekan sampah menyumbat saluran dan air meluap ke jalan saat hujan. Mohon diangkut dan dipasang saringan.',
      place: 'Saluran di Jalan Airlangga, Gomong Lama, Mataram',
    },
    'DLHK',
    ['2026-11-18', '2026-11-19'],
  ),
];

/** What the citizen of the demo, and those who serve her, do on this day. */
export async function playCitizen(playing: Playing, day: PlainDate): Promise<void> {
  const today = year.filter(([on]) => on === day.toString());
  for (const [at, [, act]] of today.entries()) {
    // After the officers' day: whoever reads the log finds what was taken first in front.
    playing.world.at(day, 16, 5 + at * 10);
    await act(playing);
  }
}
