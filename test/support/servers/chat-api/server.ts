import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ChatQuestion, checkQuestion } from './check-request.ts';

/** What the stand-in does with a question. */
export type ChatAnswer =
  /** Answers with this text; `finish` is why it ends. */
  | { readonly text: string; readonly finish?: 'stop' | 'length' | 'content_filter'; readonly usage?: false }
  /** Answers with this as JSON. */
  | { readonly json: unknown }
  | { readonly refusal: string }
  /** Refuses with a status as the real API does. */
  | {
      readonly status: number;
      readonly message?: string;
      readonly code?: string;
      readonly headers?: Record<string, string>;
    }
  /** Is silent for so long: before anything, or in the middle of a stream after some of the text. */
  | { readonly silentMs: number; readonly after?: string; readonly rest: string }
  /** Breaks the connection in the middle. */
  | { readonly broken: string };

/** A question with what the stand-in knows of it. */
export type Heard = {
  readonly question: ChatQuestion;
  readonly key: string | undefined;
  readonly at: number;
};

/** A local server that speaks the chat completions API, streaming and errors included. */
export type ChatApi = {
  readonly baseUrl: string;
  readonly heard: readonly Heard[];
  /** How it answers from here on: by a list in order (the last one stays), or by a function. */
  answer(how: readonly ChatAnswer[] | ((question: ChatQuestion) => ChatAnswer | Promise<ChatAnswer>)): void;
  /** What it refuses, as older and local endpoints do. */
  lacks(
    ...parameters: readonly (
      | 'json_schema'
      | 'json_object'
      | 'max_completion_tokens'
      | 'temperature'
      | 'stream_options'
    )[]
  ): void;
  /** How many questions were under way at the same time at most. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const tokensOf = (text: string): number => Math.ceil(text.length / 3);

const send = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

const fail = (
  response: ServerResponse,
  status: number,
  message: string,
  code: string | null = null,
  headers = {},
): void =>
  send(response, status, { error: { message, type: 'invalid_request_error', param: null, code } }, headers);

const usageOf = (question: ChatQuestion, text: string) => {
  const prompt = tokensOf(question.messages.map((each) => each.content).join('\n'));
  const completion = tokensOf(text);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
};

const wait = (ms: number, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    response.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Starts the stand-in. It answers `{}` until it is told how. */
export const startChatApi = async (): Promise<ChatApi> => {
  const heard: Heard[] = [];
  const missing = new Set<string>();
  let how: (question: ChatQuestion) => ChatAnswer | Promise<ChatAnswer> = () => ({ json: {} });
  let open = 0;
  let most = 0;

  const lacking = (question: ChatQuestion): string | undefined =>
    [...missing].find(
      (name) =>
        name in question || (question.response_format as { type?: string } | undefined)?.type === name,
    );

  const respond = async (question: ChatQuestion, response: ServerResponse): Promise<void> => {
    const answer = await how(question);
    if ('status' in answer) {
      fail(
        response,
        answer.status,
        answer.message ?? 'It failed.',
        answer.code ?? null,
        answer.headers ?? {},
      );
      return;
    }
    const text =
      'text' in answer
        ? answer.text
        : 'json' in answer
          ? JSON.stringify(answer.json)
          : 'rest' in answer
            ? answer.rest
            : 'broken' in answer
              ? answer.broken
              : '';
    const refusal = 'refusal' in answer ? answer.refusal : null;
    const finish = 'finish' in answer && answer.finish ? answer.finish : 'stop';
    const head = {
      id: `chatcmpl-${heard.length}`,
      created: Math.floor(Date.now() / 1000),
      model: question.model,
    };
    if (!question.stream) {
      if ('silentMs' in answer) await wait(answer.silentMs, response);
      if ('broken' in answer) {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(`{"id":"x","choices":[{"message":{"content":${JSON.stringify(text).slice(0, -2)}`);
        response.destroy();
        return;
      }
      send(response, 200, {
        ...head,
        object: 'chat.completion',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: refusal === null ? text : null, refusal },
            finish_reason: finish,
            logprobs: null,
          },
        ],
        ...('usage' in answer ? {} : { usage: usageOf(question, text) }),
      });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    const chunk = (delta: object, reason: string | null = null, usage?: object): void => {
      const choices = usage ? [] : [{ index: 0, delta, finish_reason: reason, logprobs: null }];
      response.write(
        `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices, ...(usage ? { usage } : {}) })}\n\n`,
      );
    };
    chunk({ role: 'assistant', content: '' });
    if (refusal !== null) chunk({ refusal });
    const before = 'silentMs' in answer ? (answer.after ?? '') : '';
    if (before !== '') chunk({ content: before });
    if ('silentMs' in answer) await wait(answer.silentMs, response);
    const rest = text.slice(before.length);
    for (let at = 0; at < rest.length && !response.destroyed; at += 24) {
      if ('broken' in answer && at > rest.length / 2) {
        response.destroy();
        return;
      }
      chunk({ content: rest.slice(at, at + 24) });
    }
    if (response.destroyed) return;
    chunk({}, finish);
    if (question.stream_options?.include_usage) chunk({}, null, usageOf(question, text));
    response.end('data: [DONE]\n\n');
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === 'GET' && request.url === '/v1/models') {
      send(response, 200, {
        object: 'list',
        data: ['small', 'large'].map((id) => ({ id, object: 'model', created: 0, owned_by: 'here' })),
      });
      return;
    }
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      fail(response, 404, 'Unknown address.');
      return;
    }
    const question = checkQuestion(await bodyOf(request));
    if ('wrong' in question) {
      fail(response, 400, question.wrong);
      return;
    }
    const lack = lacking(question);
    if (lack !== undefined) {
      fail(
        response,
        400,
        `Unsupported parameter: '${lack}' is not supported with this model.`,
        'unsupported_parameter',
      );
      return;
    }
    heard.push({
      question,
      key: request.headers.authorization?.replace('Bearer ', ''),
      at: performance.now(),
    });
    open++;
    most = Math.max(most, open);
    response.on('close', () => {
      open--;
    });
    await respond(question, response);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) fail(response, 500, error instanceof Error ? error.message : 'It failed.');
      else response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    heard,
    answer: (given) => {
      if (typeof given === 'function') {
        how = given;
        return;
      }
      const list = [...given];
      how = () => (list.length > 1 ? list.shift() : list[0]) ?? { json: {} };
    },
    lacks: (...parameters) => {
      missing.clear();
      for (const each of parameters) missing.add(each);
    },
    mostAtOnce: () => most,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
