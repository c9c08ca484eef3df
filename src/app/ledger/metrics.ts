import { Gauge } from 'prom-client';
import { newestCheck, standing } from '#slices/ledger';
import type { Tx } from '#platform/db';

type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
type Found = { readonly at: Awaited<ReturnType<typeof standing>>; readonly check: Awaited<ReturnType<typeof newestCheck>> };

/** Figures of the log and its witnesses, read when somebody asks, once for all of them; made once a process. */
export function measureLedger(read: Read): void {
  const asked: { now?: Promise<Found | undefined> | undefined } = {};
  const current = () => {
    // Without the database the other figures are still wanted.
    asked.now ??= read(async (tx) => ({ at: await standing(tx), check: await newestCheck(tx) }))
      .catch(() => undefined)
      .finally(() => setImmediate(() => (asked.now = undefined)));
    return asked.now;
  };
  const gauge = (name: string, help: string, labelNames: readonly string[], show: (gauge: Gauge, found: Found) => void) =>
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      async collect() {
        const found = await current();
        this.reset();
        if (found) show(this, found);
      },
    });
  gauge('ledger_entries', 'Entries of the newest checkpoint', [], (one, { at }) => one.set(at.size));
  gauge('ledger_published_at_seconds', 'When the newest checkpoint was published', [], (one, { at }) =>
    one.set((at.publishedAt?.epochMilliseconds ?? 0) / 1000),
  );
  gauge('ledger_witnessed_entries', 'Entries of the newest checkpoint that enough witnesses have signed', [], (one, { at }) => one.set(at.witnessedSize ?? 0));
  gauge('ledger_witness_entries', 'Entries of the newest checkpoint that this witness has signed', ['witness'], (one, { at }) => {
    for (const { name, state } of at.witnesses) one.set({ witness: name }, state?.size ?? 0);
  });
  gauge('ledger_witness_fault', '1 while this witness does not sign, by reason', ['witness', 'fault'], (one, { at }) => {
    for (const { name, state } of at.witnesses) if (state?.fault) one.set({ witness: name, fault: state.fault }, 1);
  });
  gauge('ledger_check_fits', '1 when the last recomputation of the whole log found all right, 0 when not', [], (one, { check }) => {
    if (check) one.set(check.faults.length === 0 ? 1 : 0);
  });
  gauge('ledger_check_damaged_items', 'How many items the last recomputation found damaged; the inspectorate reads their names', [], (one, { check }) => {
    if (check) one.set(check.faults.length);
  });
  gauge('ledger_checked_at_seconds', 'When the whole log was recomputed last', [], (one, { check }) => {
    if (check) one.set(check.checkedAt.epochMilliseconds / 1000);
  });
}
