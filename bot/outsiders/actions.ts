/** The only buttons that people outside the company may press. Everything else of theirs is ignored. */
const outsiderActions = ['survey', 'points-spend', 'rsvp', 'poll'] as const;

/** One of the buttons for customers. */
export type OutsiderAction = (typeof outsiderActions)[number];

/** Returns whether a button is one for customers: pressed by a member it does nothing. */
export const isForOutsiders = (action: string): action is OutsiderAction =>
  outsiderActions.some((each) => each === action);
