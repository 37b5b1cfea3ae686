import { createRequire } from 'node:module';
import type * as Sdk from '@larksuiteoapi/node-sdk';

const load = createRequire(import.meta.url);

/**
 * Returns the vendor's SDK, loading it when it is asked for the first time: 0.1 s and 23 MB. `import()` of the same
 * 6 MB CommonJS file keeps its source outside the heap as well and takes 39 MB.
 */
export const loadSdk = (): typeof Sdk => load('@larksuiteoapi/node-sdk') as typeof Sdk;
