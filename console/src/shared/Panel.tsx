import type { ReactNode } from 'react';
import classes from './Panel.module.css';

interface PanelProps {
  /** A heading; without it, `label` names the panel for who does not see it. */
  title?: ReactNode;
  label?: string;
  /** Beside the heading. */
  tools?: ReactNode;
  /** Whether its content has space around it: lists have none. */
  isPadded?: boolean;
  children: ReactNode;
}

/** A part of a screen, with a border around it. */
export function Panel({ title, label, tools, isPadded = false, children }: PanelProps) {
  return (
    <section className={classes['panel']} aria-label={label}>
      {(title !== undefined || tools !== undefined) && (
        <div className={classes['head']}>
          {title !== undefined && <h2 className={classes['title']}>{title}</h2>}
          {tools}
        </div>
      )}
      <div className={isPadded ? classes['padded'] : undefined}>{children}</div>
    </section>
  );
}
