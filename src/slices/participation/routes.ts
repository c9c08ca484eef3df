import type { Route } from '#platform/http';
import { complaintsRoutes } from './complaints/routes.tsx';
import { satisfactionRoutes } from './satisfaction/routes.tsx';

export const routes: readonly Route[] = [...complaintsRoutes, ...satisfactionRoutes];
