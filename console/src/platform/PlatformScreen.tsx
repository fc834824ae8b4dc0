import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { faultsByField } from '../api/faults.js';
import { Empty } from '../shared/Empty.js';
import { Failed, FailedLine } from '../shared/Failed.js';
import { LoadingRows } from '../shared/Loading.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { OverviewSpan } from './OverviewSpan.js';
import { overviewQuery } from './queries.js';
import { QueueFacts } from './QueueFacts.js';
import { Rates } from './Rates.js';
import { TroubledWebhooks } from './TroubledWebhooks.js';

const route = getRouteApi('/platform');

/** How the whole service fares: what waits, what goes on, and which webhooks are in trouble, whoever's they are. */
export function PlatformScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery({ ...overviewQuery(search), placeholderData: keepPreviousData });
  const { data: overview, error } = query;
  const { of: faults, rest } = faultsByField(error, ['since', 'until']);
  return (
    <Page title="Overview">
      {(overview ?? query.isPending) && (
        <Panel label="Queue" isPadded>
          {overview ? <QueueFacts queue={overview.queue} /> : <Skeleton height={42} />}
        </Panel>
      )}
      <Panel
        title="Activity"
        isPadded
        tools={
          <OverviewSpan
            search={search}
            faults={faults}
            onChange={(next) => {
              void navigate({ search: next, replace: true, resetScroll: false });
            }}
          />
        }
      >
        {query.isPending && <Skeleton height={230} />}
        {overview && <FailedLine error={error} />}
        {overview && <Rates minutes={overview.minutes} />}
        {!overview && rest && <Failed error={rest} onRetry={() => void query.refetch()} />}
        {!overview && error && !rest && (
          <Empty title="This span of time can’t be shown">
            It can be 25 hours long at the most, and minutes are kept for three days.
          </Empty>
        )}
      </Panel>
      {(overview ?? query.isPending) && (
        <Panel title="Webhooks in trouble">
          {overview ? <TroubledWebhooks {...overview} /> : <LoadingRows rows={3} height={60} />}
        </Panel>
      )}
    </Page>
  );
}
