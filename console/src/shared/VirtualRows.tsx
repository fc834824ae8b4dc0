import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import classes from './VirtualRows.module.css';

interface VirtualRowsProps<Item> {
  /** What the list is of, for who has it read out. */
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** In pixels, the same for all: the place of what is not rendered is known without it. */
  rowHeight: number;
  /** The cells of a row; each is a `role="cell"`. */
  render: (item: Item) => ReactNode;
  /** The names of the columns; each is a `role="columnheader"`. */
  head: ReactNode;
  /** Lays out the columns, of head and rows alike. */
  className?: string | undefined;
  /** How many there are in all, where that is known. */
  total?: number;
  /** Called when the end comes near. */
  onNearEnd?: () => void;
}

/** Rows of which only those in sight are in the page, which scrolls as a whole: ten thousand are as light as thirty. */
export function VirtualRows<Item>(props: VirtualRowsProps<Item>) {
  const { label, items, keyOf, rowHeight, render, head, className, total, onNearEnd } = props;
  const list = useRef<HTMLDivElement>(null);
  const scrollMargin = useOffsetTop(list);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight]);
  const rows = virtualizer.getVirtualItems();
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= items.length - 20;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd, items.length]);
  return (
    <div role="table" aria-label={label} aria-rowcount={(total ?? items.length) + 1} className={classes['table']}>
      <div role="rowgroup">
        <div role="row" aria-rowindex={1} className={`${classes['head'] ?? ''} ${className ?? ''}`}>
          {head}
        </div>
      </div>
      <div role="rowgroup" ref={list} className={classes['rows']} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, key, start }) => {
          const item = items[index];
          return (
            item !== undefined && (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className={`${classes['row'] ?? ''} ${className ?? ''}`}
                style={{ height: rowHeight, transform: `translateY(${start - scrollMargin}px)` }}
              >
                {render(item)}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

/** How far the list is from the page's beginning, which changes with what is above it. */
function useOffsetTop(list: { current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    function measure() {
      if (list.current) setTop(list.current.getBoundingClientRect().top + scrollY);
    }
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  }, [list]);
  return top;
}
