export { BarRows, Histogram, LevelScale } from './bars.tsx';
export { DayLine } from './day-line.tsx';
export { QrCode } from './qr.tsx';
export { RangeBar, RangeLegend } from './range-bar.tsx';
export { Sparkline } from './sparkline.tsx';
export { TrendLine } from './trend.tsx';
