export { startEmbedded } from './server.ts';
export type { ServerNews } from './keep-alive.ts';
