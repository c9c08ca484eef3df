export { navigationOf } from './places.ts';
export { portalRoutes } from './routes.tsx';
