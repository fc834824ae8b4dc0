import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Router } from 'express';
import { contractFiles, docsDocument } from './contractFiles.js';
import { docsPolicy, renderDocsPage } from './docsPage.js';
import { scalarScript } from './scalar.js';

/**
 * The rendered contracts, open to everyone: `/docs` is one page over all of them, `/docs/<name>` leads to the chapter of a contract there, and
 * `/openapi/<name>.yaml` and `.json` serve its document. Nothing on the page asks another host for anything, and a name that is no
 * contract's is left to whatever comes after this router.
 */
export function docsRouter(): Router {
  const router = Router({ strict: true });
  const contracts = contractFiles();
  const [script, document] = ['/docs/assets/scalar.js', '/docs/assets/docs.json'];
  let scalar: ReturnType<typeof compressedScript> | undefined;

  router.get(script, async (request, response) => {
    scalar ??= compressedScript();
    const { plain, gzipped } = await scalar;
    const isCompressed = request.acceptsEncodings(['gzip', 'identity']) === 'gzip';
    if (isCompressed) response.set('Content-Encoding', 'gzip');
    response
      .type('text/javascript')
      .set('Cache-Control', 'public, max-age=3600')
      .vary('Accept-Encoding')
      .send(isCompressed ? gzipped : plain);
  });

  router.get(document, (_request, response) => {
    response.sendFile(docsDocument, { dotfiles: 'allow' });
  });

  router.get('/docs', ({ baseUrl }, response) => {
    const nonce = randomBytes(16).toString('base64');
    const page = renderDocsPage({ document: baseUrl + document, script: { src: baseUrl + script }, nonce });
    // A stored page would come with the nonce of another answer.
    response
      .set({ 'Content-Security-Policy': docsPolicy(nonce), 'Cache-Control': 'no-store' })
      .type('html')
      .send(page);
  });

  // The page's own links are relative to it.
  router.get('/docs/', ({ baseUrl }, response) => {
    response.redirect(301, `${baseUrl}/docs`);
  });

  router.get(['/docs/:name', '/docs/:name/'], ({ baseUrl, params }, response, next) => {
    const contract = contracts.find(({ name }) => name === params.name);
    if (contract) response.redirect(301, `${baseUrl}/docs#${contract.chapter}`);
    else next();
  });

  router.get('/openapi/:file', (request, response, next) => {
    const [, name, format] = /^(\w+)\.(yaml|json)$/.exec(request.params.file) ?? [];
    const contract = contracts.find((candidate) => candidate.name === name);
    if (!contract) next();
    else if (format === 'yaml') response.type('text/yaml').sendFile(contract.yaml, { dotfiles: 'allow' });
    else response.sendFile(contract.json, { dotfiles: 'allow' });
  });

  return router;
}

/** Compressed once for everybody: of 3.6 MB, a quarter is left. */
async function compressedScript(): Promise<{ plain: Buffer; gzipped: Buffer }> {
  const plain = Buffer.from(await scalarScript());
  return { plain, gzipped: await promisify(gzip)(plain) };
}
