import type { Route } from '#platform/http';
import { applicationsRoutes } from './applications/routes.tsx';
import { appointmentsRoutes } from './appointments/routes.tsx';
import { counterRoutes } from './counter/routes.tsx';
import { noticesRoutes } from './notices/routes.tsx';
import { deadlinesRoutes } from './deadlines/routes.tsx';
import { fairnessRoutes } from './fairness/routes.tsx';
import { objectionsRoutes } from './objections/routes.tsx';
import { builderRoutes } from './forms/builder-routes.tsx';
import { formsRoutes } from './forms/schema-routes.tsx';
import { queueRoutes } from './queue/routes.tsx';
import { resultsRoutes } from './results/routes.tsx';
import { draftRoutes } from './standards/draft-routes.tsx';
import { editorRoutes } from './standards/editor-routes.tsx';
import { historyRoutes } from './standards/history-routes.tsx';
import { standardsRoutes } from './standards/routes.tsx';
import { workflowRoutes } from './workflow/routes.tsx';

export const routes: readonly Route[] = [
  ...standardsRoutes,
  ...draftRoutes,
  ...editorRoutes,
  ...historyRoutes,
  ...workflowRoutes,
  ...builderRoutes,
  ...formsRoutes,
  ...applicationsRoutes,
  ...appointmentsRoutes,
  ...counterRoutes,
  ...objectionsRoutes,
  ...queueRoutes,
  ...resultsRoutes,
  ...fairnessRoutes,
  ...deadlinesRoutes,
  ...noticesRoutes,
];
