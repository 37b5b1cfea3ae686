/** Something wrong with a playbook: at which keys, and what to do about it. */
export type PlaybookProblem = { readonly path: readonly (string | number)[]; readonly what: string };
