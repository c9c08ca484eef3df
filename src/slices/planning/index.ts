export { permissions } from './permissions.ts';
export { reasonText } from './reason-text.ts';
export { proposalsList, recommendationsOf, requestedOf } from './store.ts';
