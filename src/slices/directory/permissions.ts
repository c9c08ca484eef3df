import { definePermissions } from '#platform/access';

export const permissions = definePermissions({
  'directory.people': { id: 'Melihat daftar pegawai instansi', en: 'See the staff of the agency' },
  'directory.manage': { id: 'Mengatur unit, jabatan, pegawai, dan penempatannya', en: 'Arrange units, positions, staff and their posts' },
  'directory.import': { id: 'Mengimpor daftar pegawai', en: 'Import staff lists' },
  'directory.grant': { id: 'Memberi dan mengakhiri kewenangan, mengatur ulang kata sandi', en: 'Grant and end roles, reset passwords' },
});
