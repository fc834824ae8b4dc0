import type { Credential } from '../../src/contract/contract.js';
import { entries, get, items, type Node } from '../specDiff/node.js';

/**
 * What callers of an operation have to show; null if that is nothing.
 * @param root the document of the operation
 * @throws Error if callers have a choice, or are asked for what the router does not read
 */
export function credentialOf(root: Node, operation: Node): Credential | null {
  const schemes = items(get(operation, 'security') ?? get(root, 'security')).flatMap((one) => [...entries(one).keys()]);
  const [scheme] = schemes;
  if (scheme === undefined) return null;
  const declared = get(get(get(root, 'components'), 'securitySchemes'), scheme);
  const [type, place] = [get(declared, 'type')?.value, get(declared, 'scheme')?.value ?? get(declared, 'in')?.value];
  const named = get(declared, 'name')?.value;
  if (schemes.length === 1 && type === 'http' && place === 'bearer') return { scheme, cookie: null };
  if (schemes.length === 1 && type === 'apiKey' && place === 'cookie') return { scheme, cookie: String(named) };
  throw new Error(`${String(get(operation, 'operationId')?.value)}: callers show one bearer token or one cookie`);
}
