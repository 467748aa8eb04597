import { BadRequestError } from '../../../common/domain-error.js';

/** A span that can be read but not taken. The others of its request are. */
export class RefusedSpanError extends BadRequestError {}
