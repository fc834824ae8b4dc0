import type { ReactNode } from 'react';
import classes from './states.module.css';

interface EmptyProps {
  title: string;
  children?: ReactNode;
  /** What to do about it. */
  action?: ReactNode;
}

/** Where there is nothing to show: why, and what to do. */
export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={classes['state']}>
      <p className={classes['title']}>{title}</p>
      {children !== undefined && <p className={classes['words']}>{children}</p>}
      {action}
    </div>
  );
}
