/** One minute and one hour in milliseconds. */
export const minuteMs = 60 * 1000;
export const hourMs = 60 * minuteMs;
/** One day in milliseconds. A local day has more or fewer where clocks change; ask the zone for those. */
export const dayMs = 24 * hourMs;
