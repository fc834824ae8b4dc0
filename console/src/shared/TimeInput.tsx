import { TextInput } from '@mantine/core';

interface TimeInputProps {
  label: string;
  /** As the contract writes it; empty if there is none. */
  value: string;
  onChange: (time: string) => void;
  /** Whether the label is seen; it is read out in any case. */
  isLabelled?: boolean;
  error?: string | undefined;
}

/** A time in the reader's zone, to the minute, by the browser's own picker. */
export function TimeInput({ label, value, onChange, isLabelled = false, error }: TimeInputProps) {
  return (
    <TextInput
      type="datetime-local"
      size={isLabelled ? 'sm' : 'xs'}
      {...(isLabelled ? { label } : { 'aria-label': label })}
      value={value === '' ? '' : localMinute(new Date(value))}
      error={error}
      onChange={({ currentTarget: { value: typed } }) => {
        if (typed !== '') onChange(new Date(typed).toISOString());
      }}
    />
  );
}

/** `2026-01-01T09:30`, on the reader's clock. */
function localMinute(date: Date): string {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
