/** One thing that `tend doctor` looked at. `detail` says what it is or, when it is not ok, what to do and where. */
export type Finding = { readonly what: string; readonly ok: boolean; readonly detail: string };
