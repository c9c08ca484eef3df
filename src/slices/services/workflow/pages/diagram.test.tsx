import { describe, expect, test } from 'vitest';
import { show } from '#test/page';
import { layOut, wrap } from '../flow-layout.ts';
import type { Workflow, WorkStep } from '../model.ts';
import { Flow, FlowList } from './diagram.tsx';

const step = (key: string, name: string, more: Partial<WorkStep> = {}): WorkStep => ({
  key,
  name: { id: name, en: `${name} (en)` },
  role: 'officer',
  days: 2,
  checksRequirements: false,
  checklist: [],
  outcomes: [{ kind: 'next' }],
  otherThan: [],
  ...more,
});
const workflow: Workflow = {
  stages: [
    { branches: [[step('berkas', 'Verifikasi berkas', { outcomes: [{ kind: 'next' }, { kind: 'applicant' }] })]] },
    {
      branches: [
        [step('lapangan', 'Pemeriksaan lapangan')],
        [step('telaah', 'Telaah teknis', { outcomes: [{ kind: 'next' }, { kind: 'back', to: 'berkas' }] })],
      ],
    },
    {
      branches: [
        [step('penetapan', 'Penetapan', { role: 'unit-head', outcomes: [{ kind: 'grant' }, { kind: 'refuse' }], otherThan: ['berkas'], unit: 'DLHK' })],
      ],
    },
  ],
};
const layout = layOut(workflow, (key) => [{ kind: 'name', text: key }], { begins: 'a', decided: 'z' });

describe('the diagram of a workflow', () => {
  test('says the same in words: who, how long, what may come of it, and by whom not', () => {
    const page = show(<FlowList lang="id" workflow={workflow} marks={new Map([['telaah', 'now']])} />);
    expect(page.text).toContain('Verifikasi berkas: Petugas layanan, 2 hari kerja. Hasil: Lanjutkan; Minta perbaikan pemohon.');
    expect(page.text).toContain('Dikerjakan bersamaan, 2 cabang');
    expect(page.text).toContain('Telaah teknis (Sekarang): Petugas layanan, 2 hari kerja. Hasil: Lanjutkan; Kembalikan ke Verifikasi berkas.');
    expect(page.text).toContain('Penetapan: Kepala unit, DLHK, 2 hari kerja. Hasil: Setujui; Tolak. Oleh orang lain dari yang mengerjakan: Verifikasi berkas.');
    expect(page.body.querySelectorAll('[aria-current=step]')).toHaveLength(1);
  });

  test('draws each step once, marks where the case is, holds nothing inline and no fault, in both languages', async () => {
    for (const lang of ['id', 'en'] as const) {
      const page = show(
        <Flow
          lang={lang}
          workflow={workflow}
          marks={
            new Map([
              ['berkas', 'done'],
              ['lapangan', 'now'],
            ])
          }
        />,
      );
      expect(page.body.querySelectorAll('.flow-step')).toHaveLength(4);
      expect(page.body.querySelectorAll('.flow-step.now')).toHaveLength(1);
      expect(page.body.querySelectorAll('.flow-bar')).toHaveLength(2);
      expect(page.body.querySelectorAll('.flow-way.back')).toHaveLength(1);
      expect(page.body.querySelector('[style]')).toBeNull();
      expect(await page.faults()).toEqual([]);
    }
  });

  test('puts branches side by side and steps beneath each other, never one over another', () => {
    for (const one of layout.boxes)
      for (const other of layout.boxes)
        if (one !== other) expect(one.x !== other.x || one.y >= other.y + other.height || other.y >= one.y + one.height).toBe(true);
    expect(Math.max(...layout.boxes.map((box) => box.x))).toBeLessThan(layout.width);
    expect(Math.max(...layout.boxes.map((box) => box.y + box.height))).toBeLessThan(layout.height);
  });

  test('breaks what is too long for a box', () => {
    expect(wrap('Pemeriksaan lapangan bersama', 21)).toEqual(['Pemeriksaan lapangan', 'bersama']);
    expect(wrap('Pertanggungjawabannyatanpaspasi', 21)).toEqual(['Pertanggungjawabannya', 'tanpaspasi']);
  });
});
