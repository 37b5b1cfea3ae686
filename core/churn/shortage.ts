/** Why there is no model: no past date whose outcome is known, too few of them, or too few customers on a side. */
export type Shortage = 'too-short' | 'too-few-customers' | 'too-few-gone' | 'too-few-staying';

/** Fewer past dates than this are no history. */
export const fewestDates = 3;
/** So many customers must have been seen by the newest past date. */
export const fewestCustomers = 200;
/** So many of them must be gone, and so many not. */
export const fewestOfEach = 50;
