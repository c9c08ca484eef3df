export { type Calendar, deadlineOf, isWorkingDay, workingDaysBetween } from './calendar.ts';
export { aseanCodes, egdiCountries, egdiOf, type EgdiRow, egdiYears, gci2018 } from './countries.ts';
export { berakhlak, competencies, competencyName, levelName, requiredLevel, smartAsnTraits, topSkills, unsurCrosswalk } from './frameworks.ts';
export { countedJp, jpTerm, reachesFloor } from './jp.ts';
export { type InstrumentCode, levelIndex, levelInstrument } from './levels.ts';
export { skmOf } from './skm.ts';
export { calendarFor } from './store.ts';
export { routes } from './routes.tsx';
