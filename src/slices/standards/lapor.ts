import lapor from '#reference/instruments/lapor/2018/instrument.json' with { type: 'json' };

/** Terms of handling a complaint, in working days, as the edition `lapor` gives them. */
export type ComplaintTerms = {
  /** From receipt to verification. */
  readonly verify: number;
  /** From disposition to the answer: a plain request for information. */
  readonly information: number;
  /** A complaint that needs no field check. */
  readonly plain: number;
  /** A complaint that needs a field check or oversight. */
  readonly oversight: number;
  /** An aspiration: the edition found no term. */
  readonly aspiration: number | undefined;
  /** From the last answer until a silent case closes by itself; not verified. */
  readonly feedback: number;
};

function termOf(id: string): number | undefined {
  const found = lapor.deadlines.find((one) => one.id === id);
  if (!found) throw new Error(`the edition lapor has no deadline ${id}`);
  if (found.max !== null && found.unit !== 'hari kerja') throw new Error(`${id} is not in working days`);
  return found.max ?? undefined;
}

function sure(id: string): number {
  const term = termOf(id);
  if (term === undefined) throw new Error(`the edition lapor leaves ${id} open`);
  return term;
}

export function complaintTerms(): ComplaintTerms {
  return {
    verify: sure('verifikasi'),
    information: sure('permintaan_informasi_normatif'),
    plain: sure('tidak_berkadar_pengawasan'),
    oversight: sure('berkadar_pengawasan'),
    aspiration: termOf('aspirasi'),
    feedback: sure('umpan_balik_pelapor_lalu_tutup'),
  };
}
