/** From how many answers on a group's figure is shown: in public, and to signed-in staff of the agency. One constant, everywhere. */
export const shownFrom = { public: 10, staff: 5 } as const;
