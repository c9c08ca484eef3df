export { calendarLoaded } from './events.ts';
export { deadlineOf, workingDaysBetween } from './calendar.ts';
export { countryName, egdiOf, type EgdiRow, type EgdiSurvey, egdiSurvey, egdiYears, gci2018 } from './countries.ts';
export { competencies, competencyName, requiredLevel, unsurCrosswalk } from './frameworks.ts';
export { countedJp, jpTerm, reachesFloor } from './jp.ts';
export { type LevelIndex, levelIndex, levelInstrument } from './levels.ts';
export { skmGoodFrom, skmOf } from './skm.ts';
export { calendarFor } from './store.ts';
export { routes } from './routes.tsx';
