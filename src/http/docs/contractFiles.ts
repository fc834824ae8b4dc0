import { contracts } from '../../../generated/contracts/index.js';
import type { Contract } from '../../contract/contract.js';
import { packageFile } from '../../packageFile.js';

/** A contract as files that people and generators read. */
export interface ContractFile {
  /** `webhooks` for `openapi/webhooks.yaml`. */
  name: string;
  /** The anchor of its chapter in the docs. */
  chapter: string;
  /** The absolute paths of the document: one that stands alone, as generators of clients read it. */
  yaml: string;
  json: string;
}

/** The document that the docs show, all contracts in one: its absolute path. */
export const docsDocument = packageFile('generated/docs.json');

/** The files of all contracts. */
export function contractFiles(): ContractFile[] {
  return contracts.map(describe);
}

function describe({ name, document }: Contract): ContractFile {
  const title = document.info.title.replace(/^Waypost /, '');
  return {
    name,
    chapter: `description/${title.toLowerCase().replaceAll(' ', '-')}`,
    yaml: packageFile(`generated/openapi/${name}.yaml`),
    json: packageFile(`generated/openapi/${name}.json`),
  };
}
