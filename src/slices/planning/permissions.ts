import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'planning.own': { id: 'Melihat rekomendasi diri sendiri dan meminta pelatihan', en: 'See one’s own recommendations and ask for training' },
  'planning.nominate': { id: 'Menominasikan pegawai unitnya untuk pelatihan', en: 'Nominate staff of the unit for training' },
  'planning.approve': { id: 'Menyetujui permintaan pelatihan bawahan', en: 'Approve requests for training of subordinates' },
  'planning.overview': { id: 'Melihat usulan pelatihan seluruh instansi', en: 'See the training proposals of the whole agency' },
});
