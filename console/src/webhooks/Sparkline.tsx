import type { WebhookHealth } from '@waypost/client';
import { countWords } from '../shared/numbers.js';
import classes from './Sparkline.module.css';

const HEIGHT = 26;
const STEP = 6;
const BAR = 4;

/** The last 24 hours as bars: what succeeded, and above it what failed. */
export function Sparkline({ hours }: { hours: WebhookHealth['recent_hours'] }) {
  const { succeeded, failed } = hours;
  const totals = succeeded.map((count, hour) => count + (failed[hour] ?? 0));
  const scale = (HEIGHT - 2) / Math.max(...totals, 1);
  const words = `In the last 24 hours ${countWords(sum(succeeded))} attempts succeeded, ${countWords(sum(failed))} failed`;
  return (
    <svg
      className={classes['sparkline']}
      width={24 * STEP}
      height={HEIGHT}
      viewBox={`0 0 ${24 * STEP} ${HEIGHT}`}
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {totals.map((total, hour) => {
        const good = barHeight(succeeded[hour] ?? 0, scale);
        const bad = barHeight(failed[hour] ?? 0, scale);
        const x = hour * STEP + 1;
        return total === 0 ? (
          <rect key={hour} x={x} y={HEIGHT - 1} width={BAR} height={1} className={classes['none']} />
        ) : (
          <g key={hour}>
            <rect x={x} y={HEIGHT - good} width={BAR} height={good} className={classes['good']} />
            <rect x={x} y={HEIGHT - good - bad} width={BAR} height={bad} className={classes['bad']} />
          </g>
        );
      })}
    </svg>
  );
}

/** A single failure among thousands is seen, too. */
function barHeight(count: number, scale: number): number {
  return count === 0 ? 0 : Math.max(Math.round(count * scale), 2);
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
