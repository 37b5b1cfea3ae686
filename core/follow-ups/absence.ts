/** That a member is away until a time (epoch ms; null: until they say that they are back), and who stands in. */
export type Absence = {
  readonly memberId: number;
  readonly untilAt: number | null;
  readonly deputyId: number | null;
};

/**
 * Returns who is told in a member's place: the member when they are there, else their deputy, or whoever stands in for
 * that one. Undefined when nobody does. `absences` are those of the moment, by member.
 */
export const standInFor = (memberId: number, absences: ReadonlyMap<number, Absence>): number | undefined => {
  const passed = new Set<number>();
  let current = memberId;
  for (;;) {
    const absence = absences.get(current);
    if (!absence) return current;
    passed.add(current);
    if (absence.deputyId === null || passed.has(absence.deputyId)) return undefined;
    current = absence.deputyId;
  }
};

/** Returns the members whom `memberId` is told for at this moment: those away who come to them, and themselves if there. */
export const toldFor = (memberId: number, absences: ReadonlyMap<number, Absence>): readonly number[] => [
  ...(absences.has(memberId) ? [] : [memberId]),
  ...[...absences.keys()].filter((away) => standInFor(away, absences) === memberId),
];
