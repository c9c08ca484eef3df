import type { Route } from '#platform/http';
import type { IdentityProvider } from './accounts/oidc.ts';
import { accountsRoutes } from './accounts/routes.tsx';
import { importsRoutes } from './imports/routes.tsx';
import { peopleRoutes } from './people/routes.tsx';
import { structureRoutes } from './structure/routes.tsx';

type Setting = { readonly provider: IdentityProvider | undefined; isEmpty(): boolean; onSetUp(): Promise<void> };

export function directoryRoutes(setting: Setting): readonly Route[] {
  return [...accountsRoutes(setting), ...structureRoutes, ...importsRoutes, ...peopleRoutes];
}
