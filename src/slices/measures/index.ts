export { skmFigures, timeFigures } from './figures.ts';
export { publicThreshold } from './model.ts';
export { Headline } from './pages/performance.tsx';
export { routes } from './routes.tsx';
export { satisfactionOf } from './satisfaction-slot.ts';
export { worseWaits } from './waits.ts';
export { slots } from './slots.ts';
