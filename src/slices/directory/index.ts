export type { Agency, AgencyId, CitizenId, PersonId, UnitId } from './model.ts';
export { findOrAddCitizen, recordLooks } from './people/actions.ts';
export { findPeople, findPostOf, looksAt, peopleByIds, postsOn, subordinatesOf, supervisorOf, unitsByIds, unitsOf } from './people/store.ts';
export { holdersOf } from './grants/store.ts';
export { type IdentityProvider, identityProvider } from './accounts/oidc.ts';
export { identify, noteUse } from './accounts/identify.ts';
export { agencies } from './people/store.ts';
export { directoryRoutes } from './routes.ts';
export { sweep } from './accounts/store.ts';
