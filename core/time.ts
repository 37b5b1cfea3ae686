/** One day in milliseconds. A local day has more or fewer where clocks change; ask the zone for those. */
export const dayMs = 24 * 60 * 60 * 1000;
