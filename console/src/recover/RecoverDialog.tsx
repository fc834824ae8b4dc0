import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { RecoverableState } from '@waypost/client';
import { useState } from 'react';
import { answer } from '../api/answer.js';
import { api } from '../api/api.js';
import { faultsByField } from '../api/faults.js';
import { refreshDeliveries } from '../deliveries/useDeliveryList.js';
import { FailedLine } from '../shared/Failed.js';
import { boundedCount, plural } from '../shared/numbers.js';
import { TimeInput } from '../shared/TimeInput.js';
import { WebhookUrl } from '../shared/WebhookUrl.js';
import classes from './RecoverDialog.module.css';

interface RecoverDialogProps {
  webhook: { id: string; url: string };
  /** From when on, to begin with; a day ago unless told otherwise. */
  since?: string | undefined;
  isOpen: boolean;
  onClose: () => void;
}

/** Sends again what a webhook's receiver has missed in a span of time; how much that is is shown before. */
export function RecoverDialog(props: RecoverDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Recover deliveries" size={500}>
      <RecoverForm {...props} />
    </Modal>
  );
}

const states: { state: RecoverableState; label: string; description: string }[] = [
  { state: 'exhausted', label: 'Given up', description: 'Their retry schedule is over.' },
  { state: 'superseded', label: 'Superseded', description: 'A newer event of the same route took their place.' },
  { state: 'succeeded', label: 'Succeeded', description: 'The receiver has had them, and gets them once more.' },
];
/** As far as they are counted, as recoverDeliveries says. */
const COUNTED = 100_000;
const DAY_MILLIS = 86_400_000;

function RecoverForm({ webhook, since: given, onClose }: RecoverDialogProps) {
  const [since, setSince] = useState(() => given ?? new Date(Date.now() - DAY_MILLIS).toISOString());
  const [until, setUntil] = useState('');
  const [chosen, setChosen] = useState<RecoverableState[]>(['exhausted']);
  const [includesMissed, setIncludesMissed] = useState(true);

  const recovering = useMutation({
    mutationFn: (isDry: boolean) =>
      answer(
        api.deliveries.POST('/webhooks/{id}/recover', {
          params: { path: { id: webhook.id } },
          body: {
            since,
            ...(until !== '' && { until }),
            states: chosen,
            include_missed: includesMissed,
            dry_run: isDry,
          },
        }),
      ),
    onSuccess: (_counts, isDry) => (isDry ? undefined : refreshDeliveries()),
  });
  const counted = recovering.isSuccess && recovering.variables ? recovering.data : null;
  const sent = recovering.isSuccess && !recovering.variables ? recovering.data : null;
  const { of: faults, rest } = faultsByField(recovering.error, ['since', 'until', 'states']);

  if (sent) {
    return (
      <Stack>
        <p className={classes['count']} role="status">
          {plural(sent.count, 'delivery is', 'deliveries are')} being sent again, behind live events.
        </p>
        <Group justify="flex-end">
          <Button onClick={onClose} data-autofocus>
            Close
          </Button>
        </Group>
      </Stack>
    );
  }
  /** A count is of what it was made for. */
  function change(apply: () => void) {
    recovering.reset();
    apply();
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen.length > 0) recovering.mutate(counted === null);
      }}
    >
      <Stack gap="sm">
        <WebhookUrl url={webhook.url} />
        <div className={classes['span']}>
          <TimeInput
            label="Published from"
            isLabelled
            value={since}
            error={faults.since}
            onChange={(time) => {
              change(() => {
                setSince(time);
              });
            }}
          />
          <TimeInput
            label="Until (now, if empty)"
            isLabelled
            value={until}
            error={faults.until}
            onChange={(time) => {
              change(() => {
                setUntil(time);
              });
            }}
          />
        </div>
        <Checkbox.Group
          label="Deliveries that are"
          value={chosen}
          error={faults.states ?? (chosen.length === 0 && 'Choose at least one')}
          onChange={(values) => {
            change(() => {
              setChosen(states.flatMap(({ state }) => (values.includes(state) ? state : [])));
            });
          }}
        >
          <Stack gap={8} mt={6}>
            {states.map(({ state, label, description }) => (
              <Checkbox key={state} value={state} label={label} description={description} />
            ))}
          </Stack>
        </Checkbox.Group>
        <Checkbox
          label="Also what was missed while it was disabled"
          checked={includesMissed}
          onChange={({ currentTarget: { checked } }) => {
            change(() => {
              setIncludesMissed(checked);
            });
          }}
        />
        <FailedLine error={rest} />
        {counted && (
          <p className={classes['count']} role="status">
            <strong>{boundedCount(counted.count, COUNTED)}</strong> would be sent:{' '}
            {boundedCount(counted.failed, COUNTED)} again, {boundedCount(counted.missed, COUNTED)} for the first time.
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={recovering.isPending} disabled={chosen.length === 0 || counted?.count === 0}>
            {counted === null ? 'Count first' : `Send ${boundedCount(counted.count, COUNTED)}`}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
