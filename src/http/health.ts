import { Router } from 'express';
import { serviceUnavailable } from '../errors.js';

/**
 * `/healthz`: the process answers. `/readyz`: it can also serve, that is, `checkReady` does not throw.
 * Neither needs an API key, and neither tells more than its status.
 */
export function healthRouter(checkReady: () => Promise<void>): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'success', data: {} });
  });
  router.get('/readyz', async (_request, response) => {
    await checkReady().catch((error: unknown) => {
      throw serviceUnavailable(error);
    });
    response.json({ status: 'success', data: {} });
  });
  return router;
}
