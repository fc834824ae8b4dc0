/**
 * The charts, on Recharts: the one place that imports it, and loaded only by what shows a chart. Its elements are SVG with our colours, so that they
 * are dark and light by themselves.
 */
import type { ReactElement } from 'react';
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { exactTime } from './time.js';
import { shortCount } from './numbers.js';
import classes from './charts.module.css';

export interface Series {
  /** The property of a point. */
  key: string;
  label: string;
  /** A colour, as CSS has it. */
  color: string;
}

/** A moment, and numbers by their series; one that is missing is a gap. */
export type Point = { start: string } & Record<string, number | string | undefined>;

interface ChartProps {
  /** What it shows, for who does not see it. */
  label: string;
  points: Point[];
  series: Series[];
  /** How a number is written; as a count, unless told otherwise. */
  format?: (value: number) => string;
}

const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };

/** Counts, stacked. */
export function StackedBars({ label, points, series, format = shortCount }: ChartProps) {
  return (
    <Frame label={label} series={series}>
      <BarChart data={points} margin={MARGIN} barCategoryGap={points.length > 60 ? 0 : '15%'}>
        {axes(points, format)}
        {tooltip(series, format, { fill: 'var(--hover)' })}
        {series.map(({ key, label: name, color }) => (
          <Bar key={key} dataKey={key} name={name} stackId="all" fill={color} isAnimationActive={false} />
        ))}
      </BarChart>
    </Frame>
  );
}

/** Values that are no parts of a whole. */
export function Lines({ label, points, series, format = shortCount }: ChartProps) {
  return (
    <Frame label={label} series={series}>
      <LineChart data={points} margin={MARGIN}>
        {axes(points, format)}
        {tooltip(series, format, { stroke: 'var(--line)' })}
        {series.map(({ key, label: name, color }) => (
          <Line
            key={key}
            type="monotone"
            dataKey={key}
            name={name}
            stroke={color}
            strokeWidth={1.6}
            // The only one for a while has no line to it.
            dot={{ r: points.length > 60 ? 1.2 : 2, fill: color, strokeWidth: 0 }}
            activeDot={{ r: 3 }}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </Frame>
  );
}

function Frame({ label, series, children }: { label: string; series: Series[]; children: ReactElement }) {
  return (
    <figure className={classes['figure']} aria-label={label}>
      <figcaption className={classes['legend']}>
        <span className={classes['label']}>{label}</span>
        {series.map(({ key, label: name, color }) => (
          <span key={key} className={classes['name']}>
            <span className={classes['swatch']} style={{ background: color }} /> {name}
          </span>
        ))}
      </figcaption>
      <div className={classes['chart']}>
        <ResponsiveContainer width="100%" height="100%">
          {children}
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

function axes(points: Point[], format: (value: number) => string) {
  const tick = { fontSize: 11, fill: 'var(--text-quiet)' };
  return (
    <>
      <CartesianGrid vertical={false} stroke="var(--line-soft)" />
      <XAxis
        dataKey="start"
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: 'var(--line)' }}
        minTickGap={40}
        tickFormatter={tickWords(points)}
      />
      <YAxis
        width={52}
        tick={tick}
        tickLine={false}
        axisLine={false}
        tickFormatter={onOneLine(format)}
        allowDecimals={false}
      />
    </>
  );
}

/** Recharts begins a line at each space. */
const onOneLine = (format: (value: number) => string) => (value: number) => format(value).replaceAll(' ', '\u00a0');

function tooltip(series: Series[], format: (value: number) => string, cursor: object) {
  return (
    <Tooltip
      cursor={cursor}
      isAnimationActive={false}
      content={({ active, label, payload }) => {
        if (!active || typeof label !== 'string') return null;
        return (
          <div className={classes['tooltip']}>
            <div className={classes['when']}>{exactTime(label)}</div>
            {series.map(({ key, label: name, color }) => {
              const value: unknown = payload.find(({ dataKey }) => dataKey === key)?.value;
              return (
                <div key={key} className={classes['row']}>
                  <span className={classes['swatch']} style={{ background: color }} /> {name}
                  <span className={classes['value']}>{typeof value === 'number' ? format(value) : '–'}</span>
                </div>
              );
            })}
          </div>
        );
      }}
    />
  );
}

const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Times of day within two days, and days beyond. */
function tickWords(points: Point[]): (start: string) => string {
  const [first, last] = [points[0]?.start ?? '', points.at(-1)?.start ?? ''];
  const format = Date.parse(last) - Date.parse(first) <= 172_800_000 ? minute : day;
  return (start) => format.format(new Date(start));
}
