import { ModelError } from '../../core/errors.ts';
import type { Finding } from '../platforms/finding.ts';
import { createEndpoint } from './endpoint.ts';
import type { ModelSettings } from './settings.ts';

/** Returns what is to be said of the language model: whether its endpoint answers and has the models that are named. */
export const checkModel = async (settings: ModelSettings | undefined): Promise<readonly Finding[]> => {
  if (!settings) return [];
  const wanted = [...new Set([settings.cheap, settings.better, ...Object.values(settings.byPrompt)])];
  try {
    const there = new Set(await createEndpoint(settings).models());
    const missing = wanted.filter((name) => !there.has(name) && !there.has(`${name}:latest`));
    const detail =
      missing.length === 0
        ? wanted.join(', ')
        : `the endpoint does not list ${missing.join(', ')}; check TEND_MODEL (it lists ${[...there].slice(0, 8).join(', ')})`;
    return [{ what: 'language model', ok: missing.length === 0, detail }];
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return [
      { what: 'language model', ok: false, detail: `${error.message} Until then everything works offline.` },
    ];
  }
};
