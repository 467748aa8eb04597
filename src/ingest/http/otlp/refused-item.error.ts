import { BadRequestError } from '../../../common/domain-error.js';

/** A span or a point that can be read but not taken. The others of its request are. */
export class RefusedItemError extends BadRequestError {}
