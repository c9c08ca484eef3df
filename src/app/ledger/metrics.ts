import { Gauge } from 'prom-client';
import { newestCheck, standing } from '#slices/ledger';
import type { Tx } from '#platform/db';

type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** Figures of the log and its witnesses, read when somebody asks; made once a process. */
export function measureLedger(read: Read): void {
  const gauge = (name: string, help: string, labelNames: readonly string[] = []) => new Gauge({ name, help, labelNames: [...labelNames] });
  const published = gauge('ledger_published_at_seconds', 'When the newest checkpoint was published');
  const witnessed = gauge('ledger_witnessed_entries', 'Entries of the newest checkpoint that enough witnesses have signed');
  const signed = gauge('ledger_witness_entries', 'Entries of the newest checkpoint that this witness has signed', ['witness']);
  const faulty = gauge('ledger_witness_fault', '1 while this witness does not sign, by reason', ['witness', 'fault']);
  const fit = gauge('ledger_check_fits', '1 when the last recomputation of the whole log found all right, 0 when not');
  const damaged = gauge('ledger_check_damaged_items', 'How many items the last recomputation found damaged; the inspectorate reads their names');
  const checked = gauge('ledger_checked_at_seconds', 'When the whole log was recomputed last');
  new Gauge({
    name: 'ledger_entries',
    help: 'Entries of the newest checkpoint',
    async collect() {
      // Without the database the other figures are still wanted.
      const found = await read(async (tx) => ({ at: await standing(tx), check: await newestCheck(tx) })).catch(() => undefined);
      if (!found) return;
      const { at, check } = found;
      this.set(at.size);
      published.set((at.publishedAt?.epochMilliseconds ?? 0) / 1000);
      witnessed.set(at.witnessedSize ?? 0);
      faulty.reset();
      for (const { name, state } of at.witnesses) {
        signed.set({ witness: name }, state?.size ?? 0);
        if (state?.fault) faulty.set({ witness: name, fault: state.fault }, 1);
      }
      if (!check) return;
      fit.set(check.faults.length === 0 ? 1 : 0);
      damaged.set(check.faults.length);
      checked.set(check.checkedAt.epochMilliseconds / 1000);
    },
  });
}
