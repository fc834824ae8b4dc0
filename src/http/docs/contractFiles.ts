import { contracts } from '../../../generated/contracts/index.js';
import type { Contract } from '../../contract/contract.js';
import { packageFile } from '../../packageFile.js';

/** A contract as files that people and generators read. */
export interface ContractFile {
  /** `webhooks` for `openapi/webhooks.yaml`. */
  name: string;
  /** The title that the contract gives itself. */
  title: string;
  /** The absolute paths of the document: one that stands alone, as generators of clients read it. */
  yaml: string;
  json: string;
}

/** The contract that a newcomer reads first. */
const FIRST = 'webhooks';

/** The files of all contracts: the Webhooks API first, the others by name. */
export function contractFiles(): ContractFile[] {
  return contracts.map(describe).sort((a, b) => Number(b.name === FIRST) - Number(a.name === FIRST));
}

function describe({ name, document }: Contract): ContractFile {
  return {
    name,
    title: document.info.title,
    yaml: packageFile(`generated/openapi/${name}.yaml`),
    json: packageFile(`generated/openapi/${name}.json`),
  };
}
