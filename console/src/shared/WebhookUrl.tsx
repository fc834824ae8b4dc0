import { VisuallyHidden } from '@mantine/core';
import classes from './WebhookUrl.module.css';

/**
 * A webhook's name, which is its URL. Where there is too little room, what comes after the host gives way in its middle: hosts differ, and so
 * do ends. It is whole where the pointer rests, and for who has it read out.
 */
export function WebhookUrl({ url }: { url: string }) {
  const { host, path, end } = partsOf(url);
  return (
    <span className={classes['url']} title={url}>
      {/* The parts are boxes, between which a pause would be read. */}
      <VisuallyHidden className={classes['whole'] ?? ''}>{host + path + end}</VisuallyHidden>
      <span className={classes['start']} aria-hidden>
        <span className={classes['host']}>{host}</span>
        {path}
      </span>
      <span className={classes['end']} aria-hidden>
        {end}
      </span>
    </span>
  );
}

/** The same as a text, for where there is room for all of it: a URL without its scheme, unless that is not https. */
export function webhookName(url: string): string {
  const { host, path, end } = partsOf(url);
  return host + path + end;
}

const END_LENGTH = 12;

function partsOf(url: string): { host: string; path: string; end: string } {
  const { 1: scheme = '', 2: host = url, 3: rest = '' } = /^(\w+:\/\/)([^/?#]*)(.*)$/s.exec(url) ?? [];
  const cut = Math.max(rest.length - END_LENGTH, 0);
  return {
    host: scheme === 'https://' ? host : scheme + host,
    path: rest.slice(0, cut),
    end: rest.slice(cut),
  };
}
