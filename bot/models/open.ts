import type { Config } from '../config.ts';
import { createEndpoint } from './endpoint.ts';
import { createModel, type Model, type ModelParts } from './model.ts';

/** Returns the language model of the configuration, undefined where none is configured. */
export const openModel = (
  config: Pick<Config, 'model'>,
  parts: Omit<ModelParts, 'settings' | 'endpoint'>,
): Model | undefined => {
  const settings = config.model;
  return settings && createModel({ ...parts, settings, endpoint: createEndpoint(settings) });
};
