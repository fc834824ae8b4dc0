// Generated from openapi/*.yaml by `npm run generate`. Do not edit.

import type { Contract } from '../../src/contract/contract.js';
import { consoleContract } from './console.js';
import { deliveriesContract } from './deliveries.js';
import { eventsContract } from './events.js';
import { platformContract } from './platform.js';
import { webhooksContract } from './webhooks.js';

export const contracts: readonly Contract[] = [consoleContract, deliveriesContract, eventsContract, platformContract, webhooksContract];
