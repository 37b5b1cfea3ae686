/** Something that is opened when it is first needed, and again when that failed. */
export type Lazy<Value> = {
  /** Returns the value, opening it when it is not open. @throws what opening it says. */
  get(): Promise<Value>;
  /** The value when it is open. */
  readonly now: Value | undefined;
};

/** A failed attempt is not repeated before this, so that a wrong token is not tried with every request. */
const pauseMs = 5_000;

/** Returns a value that `open` makes, once; a failure is given to everybody who asks within 5 seconds. */
export const lazy = <Value>(open: () => Promise<Value>): Lazy<Value> => {
  let opening: Promise<Value> | undefined;
  let value: Value | undefined;
  const get = (): Promise<Value> => {
    opening ??= open().then(
      (opened) => {
        value = opened;
        return opened;
      },
      (error: unknown) => {
        setTimeout(() => {
          opening = undefined;
        }, pauseMs).unref();
        throw error;
      },
    );
    return opening;
  };
  return {
    get,
    get now() {
      return value;
    },
  };
};
