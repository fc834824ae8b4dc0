import { Button } from '@mantine/core';
import { FailedLine } from '../shared/Failed.js';
import classes from './ListEnd.module.css';
import type { Pages } from './usePages.js';

/** Beneath a list that is read page by page: whether that was all of it, and then how much that is. */
export function ListEnd({ pages, all }: { pages: Pages<unknown>; all: string }) {
  if (pages.pageError) {
    return (
      <div className={classes['end']}>
        <FailedLine error={pages.pageError} />
        <Button variant="default" size="xs" onClick={pages.retry}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <p className={classes['end']} role="status">
      {pages.hasMore ? 'Loading more…' : all}
    </p>
  );
}
