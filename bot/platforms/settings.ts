/** Environment variables that are set; an empty one is not. */
export type Given = Readonly<Record<string, string | undefined>>;

/** One variable that is wrong: its name, what it should be, and where to get that. */
export type Problem = { readonly name: string; readonly expected: string };

/** Collects everything that is wrong with the variables of one platform. */
export type Checks = {
  readonly problems: readonly Problem[];
  /** The variable must be set, because of others. */
  require(name: string, expected: string): void;
  /** When set, the variable must look like this. */
  look(name: string, pattern: RegExp, expected: string): void;
  /** The variable must not be set, because of others. */
  forbid(name: string, expected: string): void;
};

/** Returns checks over these variables. No problem ever quotes a value: it may be a secret. */
export const checksOf = (given: Given): Checks => {
  const problems: Problem[] = [];
  return {
    problems,
    require: (name, expected) => {
      if (given[name] === undefined) problems.push({ name, expected });
    },
    look: (name, pattern, expected) => {
      const value = given[name];
      if (value !== undefined && !pattern.test(value)) problems.push({ name, expected });
    },
    forbid: (name, expected) => {
      if (given[name] !== undefined) problems.push({ name, expected });
    },
  };
};

/** An address by which a stand-in or a proxy is reached. */
export const addressPattern = /^https?:\/\/[^\s/]+/;
