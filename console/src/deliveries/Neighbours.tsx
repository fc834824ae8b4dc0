import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Icon } from '../shared/Icon.js';
import type { ListPlace } from './place.js';
import { useDeliveryList } from './useDeliveryList.js';

/** The ways to the deliveries beside this one, in the list that it was opened from: also where it has left that meanwhile. The order of ids is that of the list. */
export function Neighbours({ id, list }: { id: string; list: ListPlace }) {
  const { deliveries, loadMore } = useDeliveryList(list.source, list.query);
  const newer = deliveries.findLast((delivery) => delivery.id > id);
  const olderAt = deliveries.findIndex((delivery) => delivery.id < id);
  const isNearEnd = olderAt === -1 || olderAt >= deliveries.length - 2;
  useEffect(() => {
    if (isNearEnd) loadMore();
  }, [isNearEnd, loadMore, deliveries.length]);
  return (
    <ActionIcon.Group>
      <Neighbour label="Newer delivery" icon="back" id={newer?.id} list={list} />
      <Neighbour label="Older delivery" icon="next" id={deliveries[olderAt]?.id} list={list} />
    </ActionIcon.Group>
  );
}

interface NeighbourProps {
  label: string;
  icon: 'back' | 'next';
  id: string | undefined;
  list: ListPlace;
}

function Neighbour({ label, icon, id, list }: NeighbourProps) {
  if (id === undefined) {
    return (
      <ActionIcon variant="default" size={36} aria-label={label} disabled>
        <Icon name={icon} />
      </ActionIcon>
    );
  }
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label={label}
      title={label}
      renderRoot={(props) => (
        <Link to="/deliveries/$deliveryId" params={{ deliveryId: id }} state={{ list }} replace {...props} />
      )}
    >
      <Icon name={icon} />
    </ActionIcon>
  );
}
