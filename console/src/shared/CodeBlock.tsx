import { CopyAction } from './Copyable.js';
import classes from './CodeBlock.module.css';

interface CodeBlockProps {
  code: string;
  /** What it is: `example`. */
  what: string;
}

/** Code or JSON as it is, with a button that copies it. */
export function CodeBlock({ code, what }: CodeBlockProps) {
  return (
    <div className={classes['block']}>
      {/* It can be scrolled by the keyboard. */}
      <pre className={classes['code']} tabIndex={0} role="region" aria-label={what}>
        {code}
      </pre>
      <span className={classes['copy']}>
        <CopyAction value={code} what={what} />
      </span>
    </div>
  );
}
