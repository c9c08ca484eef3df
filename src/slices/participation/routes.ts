import type { Route } from '#platform/http';
import { deskRoutes } from './complaints/desk-routes.tsx';
import { complaintsRoutes } from './complaints/routes.tsx';
import { satisfactionRoutes } from './satisfaction/routes.tsx';

export const routes: readonly Route[] = [...complaintsRoutes, ...deskRoutes, ...satisfactionRoutes];
