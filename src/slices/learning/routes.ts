import type { Route } from '#platform/http';
import { classesRoutes } from './classes/routes.tsx';
import { authorRoutes } from './content/author-routes.tsx';
import { contentRoutes } from './content/routes.tsx';
import { credentialsRoutes } from './credentials/routes.tsx';

export const routes: readonly Route[] = [...credentialsRoutes, ...contentRoutes, ...authorRoutes, ...classesRoutes];
