import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, open as openFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ArchiveCursor, ArchiveOptions } from '../../../adapters/wecom/archive/transport.ts';
import type { InboundEvent } from '../../../core/events.ts';
import { archiveItem, archiveRequest, openArchive } from '../../support/servers/wecom/archive-bench.ts';
import { until } from '../../support/until.ts';

/** There is no call of Node for this; every system that has named pipes has the program. */
const pipeMaker = 'mkfifo';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'tend-archive-'));
  ends.push(() => rm(path, { recursive: true }));
  return path;
};

const start = async (options: ArchiveOptions, failures = 0) => {
  const bench = await openArchive(options);
  const texts: string[] = [];
  const events: InboundEvent[] = [];
  let left = failures;
  await bench.adapter.start(async (event) => {
    if (left-- > 0) throw new Error('the database is away');
    events.push(event);
    if (event.type === 'message') texts.push(event.text);
  });
  ends.push(() => bench.adapter.stop());
  return { bench, texts, events };
};

const cursorAt = (seq?: number): ArchiveCursor & { readonly seq: () => number | undefined } => {
  let at = seq;
  return {
    seq: () => at,
    read: async () => at,
    write: async (next) => {
      at = next;
    },
  };
};

const line = (seq: number, text: string, more: object = {}) =>
  `${JSON.stringify({ seq, ...archiveItem(text), ...more })}\n`;

describe('a file', () => {
  test('is read as it grows, also when lines come in pieces', async () => {
    const path = join(await folder(), 'archive.ndjson');
    const { texts } = await start({ path });
    await writeFile(path, line(1, 'one'));
    await until(() => texts.length === 1, 'nothing was read');
    const second = Buffer.from(line(2, '二'));
    await appendFile(path, second.subarray(0, second.indexOf(Buffer.from('二')) + 1));
    await new Promise((resolve) => setTimeout(resolve, 700));
    await appendFile(
      path,
      Buffer.concat([second.subarray(second.indexOf(Buffer.from('二')) + 1), Buffer.from('\n\n')]),
    );
    await appendFile(path, `junk\n${line(3, 'three')}`);
    await until(() => texts.length === 3, 'the rest was not read');
    expect(texts).toEqual(['one', '二', 'three']);
  });

  test('is read on from where it was left', async () => {
    const path = join(await folder(), 'archive.ndjson');
    await writeFile(path, [1, 2, 3].map((seq) => line(seq, `text ${seq}`)).join(''));
    const cursor = cursorAt(2);
    const { texts } = await start({ path, cursor });
    await until(() => cursor.seq() === 3, 'it was not read');
    expect(texts).toEqual(['text 3']);
  });

  test('that was replaced is read from its start', async () => {
    const path = join(await folder(), 'archive.ndjson');
    await writeFile(path, line(1, 'old'));
    const { texts } = await start({ path });
    await until(() => texts.length === 1, 'nothing was read');
    await writeFile(`${path}.new`, line(2, 'new'));
    await rename(`${path}.new`, path);
    await until(() => texts.length === 2, 'the new one was not read');
    expect(texts).toEqual(['old', 'new']);
  });

  test('what could not be stored is stored before what follows, and the place is not left before', async () => {
    const path = join(await folder(), 'archive.ndjson');
    await writeFile(path, line(1, 'one') + line(2, 'two'));
    const cursor = cursorAt();
    const { texts } = await start({ path, cursor }, 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(cursor.seq()).toBeUndefined();
    await until(() => texts.length === 2, 'it was lost');
    expect(texts).toEqual(['one', 'two']);
    expect(cursor.seq()).toBe(2);
  });
});

test('a named pipe is read, also after its writer went away', async () => {
  const path = join(await folder(), 'pipe');
  execFileSync(pipeMaker, [path]);
  const { texts, bench } = await start({ path });
  for (const text of ['one', 'two']) {
    const writer = await openFile(path, 'w');
    await writer.write(line(texts.length + 1, text));
    await writer.close();
    await until(() => texts.includes(text), 'the pipe was not read');
  }
  expect(texts).toEqual(['one', 'two']);
  await bench.adapter.stop();
});

describe('consent', () => {
  const post = async (...items: readonly object[]) => {
    const { bench, texts } = await start({});
    expect((await bench.adapter.webhook?.(archiveRequest(items)))?.status).toBe(200);
    return { texts, logged: bench.logged() };
  };

  test('of customers is needed item by item; members among themselves need none', async () => {
    const { texts, logged } = await post(
      archiveItem('agreed'),
      archiveItem('she said no', { consent: 'Disagree' }),
      archiveItem('not said', { consent: undefined }),
      archiveItem('by another name', { consent: undefined, agree_status: 'Agree' }),
      archiveItem('among us', {
        consent: undefined,
        msgid: 'm1',
        from: 'zhangsan',
        tolist: ['lisi'],
        roomid: '',
      }),
    );
    expect(texts).toEqual(['agreed', 'by another name', 'among us']);
    for (const text of ['she said no', 'not said', 'among us']) expect(logged).not.toContain(text);
  });

  test('whoever says no is heard no more until they agree, and the others go on', async () => {
    const says = (type: 'agree' | 'disagree') =>
      archiveItem('', { msgtype: type, [type]: { userid: 'wmALICE1' } });
    const { texts } = await post(
      archiveItem('before', { from: 'wmALICE1' }),
      says('disagree'),
      archiveItem('after', { from: 'wmALICE1' }),
      archiveItem('to her', { from: 'zhangsan', tolist: ['wmALICE1'], roomid: '' }),
      archiveItem('somebody else', { from: 'wmBOB1' }),
      says('agree'),
      archiveItem('again', { from: 'wmALICE1' }),
    );
    expect(texts).toEqual(['before', 'somebody else', 'again']);
  });
});

describe('by HTTP', () => {
  test('only with the token, and the last place is told', async () => {
    const cursor = cursorAt(7);
    const { bench, texts } = await start({ cursor });
    const ask = (headers: Record<string, string>) =>
      bench.adapter.webhook?.(new Request('http://bot.example/wecom/archive', { headers }));
    expect((await ask({}))?.status).toBe(401);
    expect((await bench.adapter.webhook?.(archiveRequest([archiveItem('x')], 'wrong')))?.status).toBe(401);
    const [token = ''] = bench.secrets;
    expect(await (await ask({ authorization: `Bearer ${token}` }))?.json()).toEqual({ seq: 7 });
    const items = [8, 9].map((seq) => ({ seq, ...archiveItem(`text ${seq}`) }));
    expect(await (await bench.adapter.webhook?.(archiveRequest(items)))?.json()).toEqual({ seq: 9 });
    expect(texts).toEqual(['text 8', 'text 9']);
  });

  test('what could not be stored is answered with the place to go on from', async () => {
    const { bench, texts } = await start({}, 0);
    const items = [1, 2].map((seq) => ({ seq, ...archiveItem(`text ${seq}`) }));
    await bench.adapter.webhook?.(archiveRequest(items));
    await bench.adapter.stop();
    expect((await bench.adapter.webhook?.(archiveRequest(items)))?.status).toBe(503);
    expect(texts).toHaveLength(2);
  });
});
