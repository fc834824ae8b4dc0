import type { components } from '../generated/webhooks.js';

/** One fault of a value: where it is (`/body/dc_ids/1`) and what is wrong there. */
export type Fault = components['schemas']['Fault'];

/** Enough to mend a request by. Whoever looks for faults stops when there are more, so that a request of nothing but faults costs little. */
export const MAX_FAULTS = 50;
