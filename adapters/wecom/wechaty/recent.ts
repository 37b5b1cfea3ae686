/** The ids of messages that were heard lately, with their room; no words. */
export type Recent = {
  has(id: string): boolean;
  /** The room of a message, undefined for a direct one and for one that is not remembered. */
  readonly roomOf: (id: string) => string | undefined;
  add(id: string, room: string | undefined): void;
  readonly forget: (id: string) => void;
};

/** Returns an empty record of at most `most` ids; the oldest are forgotten first. */
export const createRecent = (most: number): Recent => {
  const rooms = new Map<string, string | undefined>();
  return {
    has: (id) => rooms.has(id),
    roomOf: (id) => rooms.get(id),
    add: (id, room) => {
      rooms.delete(id);
      rooms.set(id, room);
      const oldest = rooms.keys().next();
      if (rooms.size > most && oldest.done !== true) rooms.delete(oldest.value);
    },
    forget: (id) => void rooms.delete(id),
  };
};
