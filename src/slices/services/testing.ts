import { assignProductRoles } from '#test/roles';
import { type AgencyId, type UnitId, unitsByIds } from '#slices/directory';
import type { Staff } from '#platform/access';
import type { Ctx } from '#platform/context';
import { makeSecret } from '#platform/db';
import type { Answers, ApplicationId, FormDefinition, ServiceInput } from './model.ts';
import { saveStep, startDraft, submitApplication } from './applications/actions.ts';
import { codeOf } from './applications/case-code.ts';
import { findApplication } from './applications/store.ts';
import { decideApplication, returnForCorrection, takeApplication } from './queue/actions.ts';
import { beginDraft, publishDraft, sendDraft } from './standards/actions.ts';
import { findService, type Service } from './standards/store.ts';
import { type TaskId, tasksOf } from './workflow/store.ts';

let serial = 0;

const said = (id: string) => ({ id, en: `${id} (en)` });

/** Two steps without files, one of them a choice: enough for every rule of a form. */
const form: FormDefinition = {
  steps: [
    {
      key: 'pemohon',
      title: said('Pemohon'),
      fields: [
        { key: 'nama', type: 'text', label: said('Nama lengkap'), required: true, maxLength: 100 },
        { key: 'email', type: 'email', label: said('Surel'), required: false },
      ],
    },
    {
      key: 'isi',
      title: said('Isi permohonan'),
      fields: [
        { key: 'tujuan', type: 'textarea', label: said('Tujuan'), required: true, maxLength: 500 },
        {
          key: 'cara',
          type: 'choice',
          label: said('Cara menerima'),
          required: true,
          options: [
            { value: 'surel', label: said('Lewat surel') },
            { value: 'loket', label: said('Di loket') },
          ],
        },
      ],
    },
  ],
};

const standard: Omit<ServiceInput, 'slug' | 'unit'> = {
  name: said('Surat Keterangan'),
  summary: said('Surat keterangan untuk keperluan warga.'),
  lifeEvent: 'pendidikan',
  synonyms: [],
  workingDays: 3,
  fee: { rupiah: 0, basis: 'Tidak dipungut biaya' },
  accountNeeded: false,
  components: {
    requirements: [said('Kartu identitas')],
    procedure: [said('Isi dan kirim permohonan.'), said('Petugas memeriksa.')],
    duration: said('Tiga hari kerja.'),
    cost: said('Gratis.'),
    product: said('Surat keterangan.'),
    complaints: said('Lewat halaman aduan.'),
    legalBasis: ['Undang-Undang Nomor 25 Tahun 2009'],
    facilities: said('Loket.'),
    competence: said('Memahami standar pelayanan.'),
    supervision: said('Atasan langsung.'),
    staffing: said('Dua orang.'),
    guarantee: said('Sesuai standar.'),
    safety: said('Data dijaga.'),
    evaluation: said('Tiap triwulan.'),
  },
  form,
  letters: { granted: { title: said('Surat Keterangan'), text: said('Diterangkan bahwa {nama} mengajukan permohonan untuk {tujuan}.') } },
};

const answers: Answers = { nama: 'Lalu Hamdan Saputra', email: '', tujuan: 'melanjutkan sekolah', cara: 'surel' };

type DraftOptions = { readonly service: Service; readonly answers?: Answers };
type DecidedOptions = DraftOptions & { readonly officer: Staff; readonly outcome?: 'granted' | 'refused'; readonly reason?: string };

const as = (ctx: Ctx, actor: Staff): Ctx => ({ ...ctx, actor });

async function versionOf(ctx: Ctx, id: ApplicationId): Promise<number> {
  return (await ctx.read((tx) => findApplication(tx, id)))?.version ?? 0;
}

/**
 * Makers for tests, all through the slice's own actions. The context is the applicant's (a citizen's, or nobody's) and its moment
 * is the moment of the act; officers are named. `make.service` first: it lays the secret and the roles that the rest needs.
 */
export const make = {
  async service(ctx: Ctx, options: Partial<ServiceInput> & { readonly unitId: UnitId }): Promise<Service> {
    serial += 1;
    assignProductRoles();
    await ctx.transact(async (tx) => {
      for (const name of ['applications', 'kin']) await makeSecret(tx, name);
    });
    const { unitId, ...changed } = options;
    const unit = (await ctx.read((tx) => unitsByIds(tx, [unitId]))).get(unitId);
    // The standard's letter names the standard's questions.
    const letters = changed.form ? { granted: { title: said('Surat Keterangan'), text: said('Diterangkan.') } } : standard.letters;
    const input: ServiceInput = { ...standard, letters, slug: `layanan-${serial}`, unit: unit?.code ?? '', ...changed };
    await make.published(ctx, input);
    const service = await ctx.read((tx) => findService(tx, ctx.agency.id, input.slug));
    if (!service) throw new Error('the service that was published is not there');
    return service;
  },

  /** As its editors would: written, sent for review, published. */
  async published(ctx: Ctx, input: ServiceInput): Promise<void> {
    const system: Ctx = { ...ctx, actor: { kind: 'system', name: 'test' } };
    const agencyId = ctx.agency.id as AgencyId;
    const id = await beginDraft(system, agencyId, input);
    await sendDraft(system, { agencyId, id, version: 1 });
    await publishDraft(system, { agencyId, id, version: 2 });
  },

  /** A draft with every answer given. */
  async draft(ctx: Ctx, options: DraftOptions): Promise<ApplicationId> {
    const id = await startDraft(ctx, options.service);
    const application = await ctx.read((tx) => findApplication(tx, id));
    if (!application) throw new Error('the draft that was begun is not there');
    const store = { put: () => Promise.resolve(), read: () => Promise.resolve(undefined), remove: () => Promise.resolve() };
    await saveStep(ctx, { application, answers: { ...answers, ...options.answers }, files: [], store });
    return id;
  },

  async submitted(ctx: Ctx, options: DraftOptions): Promise<{ readonly id: ApplicationId; readonly ticket: string }> {
    const id = await make.draft(ctx, options);
    return { id, ...(await submitApplication(ctx, id)) };
  },

  /** The code that stands beside the number on a receipt. */
  async code(ctx: Ctx, id: ApplicationId): Promise<string> {
    return ctx.read((tx) => codeOf(tx, id));
  },

  /** The newest step of a case. */
  async stepOf(ctx: Ctx, id: ApplicationId): Promise<TaskId> {
    const task = (await ctx.read((tx) => tasksOf(tx, { agency_id: ctx.agency.id, id }))).at(-1);
    if (!task) throw new Error('a case without a step');
    return task.id;
  },

  async taken(ctx: Ctx, id: ApplicationId, officer: Staff): Promise<void> {
    await takeApplication(as(ctx, officer), { id, because: 'hukum' });
  },

  /** Sent back to the applicant, who is to mend the named fields. */
  async returned(ctx: Ctx, id: ApplicationId, officer: Staff, fields: readonly string[] = ['tujuan']): Promise<void> {
    await returnForCorrection(as(ctx, officer), { id, version: await versionOf(ctx, id), fields, note: 'Mohon dilengkapi.' });
  },

  async decided(
    ctx: Ctx,
    { officer, outcome = 'granted', reason, ...options }: DecidedOptions,
  ): Promise<{ readonly id: ApplicationId; readonly ticket: string }> {
    const submitted = await make.submitted(ctx, options);
    await make.taken(ctx, submitted.id, officer);
    const version = await versionOf(ctx, submitted.id);
    await decideApplication(as(ctx, officer), {
      id: submitted.id,
      version,
      outcome,
      reason: reason ?? (outcome === 'refused' ? 'Persyaratan tidak dipenuhi.' : ''),
    });
    return submitted;
  },
};
