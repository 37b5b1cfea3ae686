import type { APIError as ApiError, OpenAI as Client } from 'openai';
import { ModelError } from '../../core/errors.ts';
import { type Dialect, fullDialect, simpler } from './dialect.ts';
import type { ModelSettings } from './settings.ts';
import { type Watch, watchCall } from './watch.ts';

/** One question to a model. */
export type ChatRequest = {
  readonly model: string;
  readonly system: string;
  readonly user: string;
  readonly schema: { readonly name: string; readonly json: Readonly<Record<string, unknown>> };
  readonly mostTokens: number;
  /** Where a person waits: hears the answer as far as it has come. Makes the endpoint stream. */
  readonly onText?: (soFar: string) => void;
  readonly signal?: AbortSignal;
};

/** The answer as text. Tokens are those that the endpoint counted, undefined where it counts none. */
export type ChatReply = {
  readonly text: string;
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  /** From asking to the first word, in milliseconds. */
  readonly firstMs: number;
};

/** An address where models are asked, once each: retrying is the caller's. */
export type Endpoint = {
  /** The address without its key, as the shared record of failures calls it. */
  readonly name: string;
  /** @throws ModelError saying what was wrong; nothing else. */
  readonly ask: (request: ChatRequest) => Promise<ChatReply>;
  /** Returns the names of the endpoint's models. @throws ModelError as `ask`. */
  readonly models: () => Promise<readonly string[]>;
};

const retryAfterOf = (headers: Headers | undefined): number | undefined => {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  const text = headers?.get('retry-after');
  if (text === null || text === undefined) return undefined;
  const seconds = Number(text);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) && wait >= 0 ? wait : undefined;
};

const tooLong =
  /context.?(?:length|window)|maximum context|too long|too many tokens|exceeds? the (?:available|model)/i;

const errorOf = (error: ApiError): ModelError => {
  const { status } = error;
  const detail = { cause: error };
  if (status === 429) {
    const wait = retryAfterOf(error.headers);
    const known = wait === undefined ? {} : { retryAfterMs: wait };
    const spent = error.code === 'insufficient_quota';
    return spent
      ? new ModelError('rejected', 'The account of the model has no money left: top it up.', detail)
      : new ModelError('busy', 'The endpoint asks to wait.', { ...detail, ...known });
  }
  if (
    status === 413 ||
    error.code === 'context_length_exceeded' ||
    (status === 400 && tooLong.test(error.message))
  )
    return new ModelError('too-long', 'That is more than the model takes at once.', detail);
  if (error.code === 'content_filter') return new ModelError('refused', 'The endpoint filtered it.', detail);
  if (status === 401 || status === 403)
    return new ModelError('rejected', 'The endpoint refuses the key: check OPENAI_API_KEY.', detail);
  if (status === 404)
    return new ModelError(
      'rejected',
      'The endpoint does not know this model or address: check TEND_MODEL and OPENAI_BASE_URL.',
      detail,
    );
  if (status !== undefined && status >= 400 && status < 500 && status !== 408 && status !== 409)
    return new ModelError('rejected', `The endpoint refuses the request (${status}).`, detail);
  return new ModelError('unreachable', 'The endpoint failed.', detail);
};

/** Returns the endpoint of these settings. The client is loaded when it is asked for the first time. */
export const createEndpoint = (
  settings: Pick<ModelSettings, 'baseUrl' | 'apiKey' | 'timeoutMs' | 'silenceMs'>,
): Endpoint => {
  const dialects = new Map<string, Dialect>();
  let loading: Promise<{ client: Client; isApiError: (error: unknown) => error is ApiError }> | undefined;
  const load = () =>
    (loading ??= import('openai').then(({ APIError, OpenAI }) => ({
      isApiError: (error: unknown): error is ApiError => error instanceof APIError,
      client: new OpenAI({
        baseURL: settings.baseUrl,
        apiKey: settings.apiKey,
        organization: null,
        project: null,
        // There is one owner of retries, and it is not this.
        maxRetries: 0,
        timeout: settings.timeoutMs,
        logLevel: 'off',
      }),
    })));

  const bodyOf = (request: ChatRequest, dialect: Dialect) => {
    const { model, system, user, schema, mostTokens } = request;
    const shape = dialect.format === 'json_schema' ? '' : `\n\nJSON Schema:\n${JSON.stringify(schema.json)}`;
    const format =
      dialect.format === 'json_schema'
        ? {
            response_format: {
              type: 'json_schema' as const,
              json_schema: { name: schema.name, schema: schema.json, strict: true },
            },
          }
        : dialect.format === 'json_object'
          ? { response_format: { type: 'json_object' as const } }
          : {};
    return {
      model,
      messages: [
        { role: 'system' as const, content: system + shape },
        { role: 'user' as const, content: user },
      ],
      ...format,
      ...(dialect.temperature ? { temperature: 0 } : {}),
      [dialect.limit]: mostTokens,
    };
  };

  const whole = async (
    client: Client,
    request: ChatRequest,
    dialect: Dialect,
    watch: Watch,
  ): Promise<ChatReply> => {
    const began = performance.now();
    const answer = await client.chat.completions.create(bodyOf(request, dialect), { signal: watch.signal });
    const choice = answer.choices?.[0];
    refuseIf(choice?.message?.refusal, choice?.finish_reason);
    return {
      text: choice?.message?.content ?? '',
      inputTokens: answer.usage?.prompt_tokens,
      outputTokens: answer.usage?.completion_tokens,
      firstMs: performance.now() - began,
    };
  };

  const streamed = async (
    client: Client,
    request: ChatRequest & { readonly onText: (soFar: string) => void },
    dialect: Dialect,
    watch: Watch,
  ): Promise<ChatReply> => {
    const began = performance.now();
    const stream = await client.chat.completions.create(
      {
        ...bodyOf(request, dialect),
        stream: true,
        ...(dialect.streamUsage ? { stream_options: { include_usage: true } } : {}),
      },
      { signal: watch.signal },
    );
    let text = '';
    let refusal = '';
    let firstMs: number | undefined;
    let finish: string | null | undefined;
    let usage: { prompt_tokens: number; completion_tokens: number } | null | undefined;
    watch.hear();
    for await (const chunk of stream) {
      watch.hear();
      const choice = chunk.choices?.[0];
      usage = chunk.usage ?? usage;
      finish = choice?.finish_reason ?? finish;
      refusal += choice?.delta?.refusal ?? '';
      const more = choice?.delta?.content ?? '';
      if (more === '') continue;
      firstMs ??= performance.now() - began;
      text += more;
      request.onText(text);
    }
    // The client ends quietly when it was stopped.
    if (watch.signal.aborted) throw new ModelError('timeout', 'The answer did not go on.');
    refuseIf(refusal, finish);
    if (!finish) throw new ModelError('malformed', 'The answer broke off.');
    return {
      text,
      inputTokens: usage?.prompt_tokens,
      outputTokens: usage?.completion_tokens,
      firstMs: firstMs ?? performance.now() - began,
    };
  };

  const askIn = async (
    request: ChatRequest,
    dialect: Dialect,
  ): Promise<ChatReply | { readonly complaint: string }> => {
    const watch = watchCall(settings.timeoutMs, settings.silenceMs, request.signal);
    try {
      const { client, isApiError } = await load();
      try {
        const { onText } = request;
        return await (onText
          ? streamed(client, { ...request, onText }, dialect, watch)
          : whole(client, request, dialect, watch));
      } catch (error) {
        if (watch.timedOut())
          throw new ModelError('timeout', 'The model did not answer in time.', { cause: error });
        if (request.signal?.aborted)
          throw new ModelError('off', 'Whoever asked waits no more.', { cause: error });
        if (error instanceof ModelError) throw error;
        if (!isApiError(error))
          throw new ModelError('malformed', 'The answer could not be read.', { cause: error });
        const { status } = error;
        const mine = errorOf(error);
        if ((status === 400 || status === 422) && mine.failure === 'rejected')
          return { complaint: `${error.param ?? ''} ${error.message}` };
        throw mine;
      }
    } finally {
      watch.end();
    }
  };

  return {
    name: settings.baseUrl,
    ask: async (request) => {
      for (;;) {
        const dialect = dialects.get(request.model) ?? fullDialect;
        const reply = await askIn(request, dialect);
        if (!('complaint' in reply)) return reply;
        const less = simpler(dialect, reply.complaint);
        // Both names of the limit were tried: it is something else that is wrong.
        if (!less || (less.limit === fullDialect.limit && dialect.limit !== less.limit))
          throw new ModelError('rejected', 'The endpoint refuses the request (400).');
        dialects.set(request.model, less);
      }
    },
    models: async () => {
      const { client, isApiError } = await load();
      try {
        const page = await client.models.list({ timeout: Math.min(settings.timeoutMs, 10_000) });
        return page.data.map((each) => each.id);
      } catch (error) {
        throw isApiError(error) ? errorOf(error) : new ModelError('unreachable', 'The endpoint failed.');
      }
    },
  };
};

const refuseIf = (refusal: string | null | undefined, finish: string | null | undefined): void => {
  if (refusal) throw new ModelError('refused', 'The model would not answer.');
  if (finish === 'content_filter') throw new ModelError('refused', 'The endpoint filtered the answer.');
  if (finish === 'length') throw new ModelError('too-long', 'The answer was cut off at its longest.');
};
