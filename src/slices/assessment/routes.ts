import type { Route } from '#platform/http';
import { bankRoutes } from './bank/routes.tsx';
import { extraTimeRoutes } from './exam/extra-time-routes.tsx';
import { examRoutes } from './exam/routes.tsx';

export const routes: readonly Route[] = [...examRoutes, ...extraTimeRoutes, ...bankRoutes];
