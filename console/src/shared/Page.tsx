import { useEffect, type ReactNode } from 'react';
import classes from './Page.module.css';

interface PageProps {
  /** What stands in the tab, too. */
  title: string;
  /** What is shown instead of the title's bare words. */
  heading?: ReactNode;
  /** One line beneath it. */
  lead?: ReactNode;
  /** Above the heading: the way back. */
  back?: ReactNode;
  /** Buttons, beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a screen. */
export function Page({ title, heading, lead, back, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Waypost`;
  }, [title]);
  return (
    <>
      <div className={classes['head']}>
        <div className={classes['words']}>
          {back}
          <h1 className={classes['heading']}>{heading ?? title}</h1>
          {lead !== undefined && <div className={classes['lead']}>{lead}</div>}
        </div>
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </div>
      {children}
    </>
  );
}
