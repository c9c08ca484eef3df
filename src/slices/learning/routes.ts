import type { Route } from '#platform/http';
import { manageRoutes } from './classes/manage-routes.tsx';
import { classesRoutes } from './classes/routes.tsx';
import { authorRoutes } from './content/author-routes.tsx';
import { homeRoutes } from './content/home-routes.tsx';
import { moduleRoutes } from './content/module-routes.tsx';
import { participantRoutes } from './content/participant-routes.tsx';
import { contentRoutes } from './content/routes.tsx';
import { credentialsRoutes } from './credentials/routes.tsx';

export const routes: readonly Route[] = [
  ...credentialsRoutes,
  ...homeRoutes,
  ...contentRoutes,
  ...authorRoutes,
  ...moduleRoutes,
  ...participantRoutes,
  ...classesRoutes,
  ...manageRoutes,
];
