import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { Icon } from './Icon.js';
import classes from './Page.module.css';

function BackAnchor({ children, ...anchor }: ComponentProps<'a'>) {
  return (
    <a {...anchor} className={classes['back']}>
      <Icon name="back" size={14} /> {children}
    </a>
  );
}

/** The way to the screen above. */
export const BackLink = createLink(BackAnchor);
