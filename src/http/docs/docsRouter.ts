import { randomBytes } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { contractFiles, type ContractFile } from './contractFiles.js';
import { docsPolicy, renderDocsPage } from './docsPage.js';
import { redocScript } from './redoc.js';

/**
 * The rendered contracts, open to everyone: `/docs` shows the first contract, `/docs/<name>` each of them, and
 * `/openapi/<name>.yaml` and `.json` serve the document. Nothing on these pages asks another host for anything, and a
 * name that is no contract's is left to whatever comes after this router.
 */
export function docsRouter(contracts: ContractFile[] = contractFiles()): Router {
  const router = Router();
  const redoc = '/docs/assets/redoc.js';
  let script: Promise<string> | undefined;

  router.get(redoc, async (_request, response) => {
    script ??= redocScript();
    response
      .type('text/javascript')
      .set('Cache-Control', 'public, max-age=3600')
      .send(await script);
  });

  router.get(['/docs', '/docs/:name'], (request, response, next) => {
    const { name } = request.params;
    const contract = name === undefined ? contracts[0] : contracts.find((candidate) => candidate.name === name);
    if (contract) sendPage(request, response, contract);
    else next();
  });

  router.get('/openapi/:file', (request, response, next) => {
    const [, name, format] = /^(\w+)\.(yaml|json)$/.exec(request.params.file) ?? [];
    const contract = contracts.find((candidate) => candidate.name === name);
    if (!contract) next();
    else if (format === 'yaml') response.type('text/yaml').sendFile(contract.yaml, { dotfiles: 'allow' });
    else response.sendFile(contract.json, { dotfiles: 'allow' });
  });

  function sendPage({ baseUrl }: Request, response: Response, contract: ContractFile): void {
    const nonce = randomBytes(16).toString('base64');
    const page = renderDocsPage({
      title: contract.title,
      links: contracts.map(({ name, title }) => ({
        title,
        href: `${baseUrl}/docs/${name}`,
        current: name === contract.name,
      })),
      contract: `${baseUrl}/openapi/${contract.name}.yaml`,
      redoc: { src: baseUrl + redoc },
      downloadFileName: `${contract.name}.yaml`,
      nonce,
    });
    // A stored page would come with the nonce of another answer.
    response
      .set({ 'Content-Security-Policy': docsPolicy(nonce), 'Cache-Control': 'no-store' })
      .type('html')
      .send(page);
  }

  return router;
}
