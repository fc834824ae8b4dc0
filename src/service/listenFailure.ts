/** The setting that names a port to listen on. */
type PortSetting = 'PORT' | 'METRICS_PORT';

/** What an operator can do about it, by the code of Node's error. */
const EXPLANATIONS: Record<string, (host: string, port: number, setting: PortSetting) => string> = {
  EADDRINUSE: (host, port, setting) =>
    `port ${port} of ${host} is in use by another program: stop that one, or set ${setting} to a free port`,
  EACCES: (host, port, setting) =>
    `this user may not listen on port ${port} of ${host}: set ${setting} to a port above 1023`,
  EADDRNOTAVAIL: (host) => `${host} is not an address of this machine: set HOST to one that is`,
  ENOTFOUND: (host) => `${host} is not an address of this machine, nor a name of one: set HOST to one that is`,
};

/**
 * Says in one line why an address can't be listened on, and which setting changes it.
 * @returns the error as it is if the reason is another one
 */
export function explainListenFailure(error: unknown, host: string, port: number, setting: PortSetting): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const explain = EXPLANATIONS[code];
  return explain ? new Error(`${explain(host, port, setting)} (${code})`) : error;
}
