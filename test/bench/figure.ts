/** One line of the table: what was measured, what it should be, what it was. */
export type Figure = { readonly what: string; readonly target: string; readonly measured: string };
