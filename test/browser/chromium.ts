import { chromium, type Browser, type ConsoleMessage, type Page } from 'playwright-core';

/** Where Debian's package `chromium` puts it; `CHROMIUM_PATH` names another one. */
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** A headless Chromium that does nothing of its own accord. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What a page asked for and complained about while it was open. */
export interface Observed {
  /** The URLs of all requests, data: URLs aside. */
  requests: string[];
  /** Errors and warnings of the console, violations of the page's policy, whether or not somebody catches them, and uncaught exceptions. */
  complaints: string[];
}

/** Begins to observe a page that nothing was loaded into yet. */
export async function observe(page: Page): Promise<Observed> {
  await page.addInitScript(
    "document.addEventListener('securitypolicyviolation', (e) => console.error(`${e.violatedDirective} refuses ${e.blockedURI}`))",
  );
  const observed: Observed = { requests: [], complaints: [] };
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) observed.requests.push(request.url());
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) observed.complaints.push(wordsOf(message));
  });
  page.on('pageerror', (error) => observed.complaints.push(error.message));
  return observed;
}

/** With the path of what was refused, where Chromium says nothing but that something was. */
function wordsOf(message: ConsoleMessage): string {
  const [text, { url }] = [message.text(), message.location()];
  return text.startsWith('Failed to load resource')
    ? `${text} of ${URL.canParse(url) ? new URL(url).pathname : url}`
    : text;
}
