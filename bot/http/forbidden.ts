import { InputError } from '../../core/errors.ts';

/** The person may not see this; answered with HTTP 403. */
export class Forbidden extends InputError {}
