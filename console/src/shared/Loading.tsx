import { Skeleton } from '@mantine/core';
import classes from './Panel.module.css';

/** The place of rows that are being loaded, of the height that they will have. */
export function LoadingRows({ rows = 6, height = 44 }: { rows?: number; height?: number }) {
  return (
    <div aria-busy="true" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes['loading']} style={{ height }}>
          <Skeleton height={12} width={`${60 - ((index * 7) % 25)}%`} />
          <Skeleton height={12} width="4rem" />
        </div>
      ))}
    </div>
  );
}
