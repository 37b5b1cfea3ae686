import { Socket } from 'node:net';

/** Where this process connected to since it was watched. */
export type Outgoing = {
  /** Hosts that are not this machine. */
  readonly strangers: readonly string[];
  /** How many connections were made, so that a watch that sees nothing is found out. */
  readonly count: () => number;
  stop(): void;
};

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127\..*)$/;

type Target = { readonly host?: string; readonly path?: string; readonly port?: number | string };

/** `net` hands its arguments on as a list, or as options, or as a port and a host. */
const targetOf = (args: readonly unknown[]): Target => {
  const [first, second] = args;
  if (Array.isArray(first)) return targetOf(first as readonly unknown[]);
  if (typeof first === 'object' && first !== null) return first as Target;
  return { port: first as number, ...(typeof second === 'string' ? { host: second } : {}) };
};

/** Watches every connection that this process makes, whichever library makes it; none is kept from it. */
export const watchOutgoing = (): Outgoing => {
  const strangers: string[] = [];
  let count = 0;
  const connect = Reflect.get(Socket.prototype, 'connect') as (...args: unknown[]) => Socket;
  const watched = function (this: Socket, ...args: unknown[]): Socket {
    const { host = 'localhost', path } = targetOf(args);
    count += 1;
    if (path === undefined && !loopback.test(host)) strangers.push(host);
    return Reflect.apply(connect, this, args) as Socket;
  };
  Reflect.set(Socket.prototype, 'connect', watched);
  return {
    strangers,
    count: () => count,
    stop: () => {
      Reflect.set(Socket.prototype, 'connect', connect);
    },
  };
};
