export { publicThreshold, skmFigures, timeFigures } from './figures.ts';
export { Headline } from './pages/performance.tsx';
