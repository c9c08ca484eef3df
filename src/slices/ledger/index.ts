export { holdKey, receiptOf, sequence, settleIdentity } from './actions.ts';
export { checkLog } from './audit-actions.ts';
export type { LogKey } from './model.ts';
export { publicKeyOf, verifierKey } from './note.ts';
export { holdsCheckpoint, leafOf, newestCheckpoint } from './store.ts';
export { ledgerWaits } from './waits.tsx';
export { routes } from './routes.tsx';
