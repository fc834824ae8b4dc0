import { SegmentedControl } from '@mantine/core';
import { TimeInput } from '../shared/TimeInput.js';
import classes from './OverviewSpan.module.css';
import { DEFAULT_SPAN, spanNames, validateOverviewSearch, type OverviewSearch } from './search.js';

interface OverviewSpanProps {
  search: OverviewSearch;
  /** What is wrong with its times. */
  faults: { since?: string; until?: string };
  /** Is given what the address then says. */
  onChange: (search: OverviewSearch) => void;
}

const BETWEEN = 'between';
const spanWords = { '1h': '1 h', '6h': '6 h', '24h': '24 h' } as const;
const DAY_MILLIS = 86_400_000;

/** The span of time of the overview: one that ends now, or between two times. */
export function OverviewSpan({ search, faults, onChange }: OverviewSpanProps) {
  return (
    <div className={classes['span']}>
      {search.since !== undefined && (
        <>
          <TimeInput
            label="From"
            value={search.since}
            error={faults.since}
            onChange={(since) => {
              onChange({ since, until: search.until });
            }}
          />
          <TimeInput
            label="Until"
            value={search.until}
            error={faults.until}
            onChange={(until) => {
              onChange({ since: search.since, until });
            }}
          />
        </>
      )}
      <SegmentedControl
        aria-label="Span of time"
        size="xs"
        value={search.since === undefined ? (search.span ?? DEFAULT_SPAN) : BETWEEN}
        data={[
          ...spanNames.map((value) => ({ value, label: spanWords[value] })),
          { value: BETWEEN, label: 'Between…' },
        ]}
        onChange={(value) => {
          const [yesterday, now] = [new Date(Date.now() - DAY_MILLIS).toISOString(), new Date().toISOString()];
          onChange(value === BETWEEN ? { since: yesterday, until: now } : validateOverviewSearch({ span: value }));
        }}
      />
    </div>
  );
}
