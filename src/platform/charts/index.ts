export { BarRows, LevelScale, SegmentRows } from './bars.tsx';
export { DayLine } from './day-line.tsx';
export { Histogram } from './histogram.tsx';
export { IntervalRows } from './intervals.tsx';
export { QrCode } from './qr.tsx';
export { RangeBar, RangeLegend } from './range-bar.tsx';
export { SlopeChart } from './slope.tsx';
export { Sparkline } from './sparkline.tsx';
export { TrendLine } from './trend.tsx';
