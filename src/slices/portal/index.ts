export { type NavEntry, navigationOf } from './places.ts';
export { portalRoutes } from './routes.tsx';
