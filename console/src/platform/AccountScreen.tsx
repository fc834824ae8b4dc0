import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Account } from '@waypost/client';
import { ApiError } from '../api/apiError.js';
import { useMayChange } from '../api/session.js';
import { BackLink } from '../shared/BackLink.js';
import { Copyable } from '../shared/Copyable.js';
import { Empty } from '../shared/Empty.js';
import { Failed, FailedLine } from '../shared/Failed.js';
import { Fact, Facts } from '../shared/Facts.js';
import { LoadingRows } from '../shared/Loading.js';
import { countWords } from '../shared/numbers.js';
import { Page } from '../shared/Page.js';
import { Panel } from '../shared/Panel.js';
import { RelativeTime } from '../shared/RelativeTime.js';
import { AccountActions } from './AccountActions.js';
import { AccountStatus } from './AccountCells.js';
import classes from './AccountScreen.module.css';
import { KeysPanel } from './KeysPanel.js';
import { accountQuery, nameOf } from './queries.js';

const route = getRouteApi('/platform/accounts/$accountId');

/** One account: how it stands, its keys, and what can be done about it. */
export function AccountScreen() {
  const { accountId } = route.useParams();
  const { data: account, error, isPending, refetch } = useQuery(accountQuery(accountId));
  const isGone = error instanceof ApiError && error.isNotFound;
  if (account && !isGone) return <OneAccount key={account.id} account={account} error={error} />;
  return (
    <Page title="Account" back={<BackLink to="/platform/accounts">Accounts</BackLink>}>
      <Panel label="Account">
        {isPending && <LoadingRows />}
        {isGone && (
          <Empty title="There is no such account" action={<Link to="/platform/accounts">All accounts</Link>}>
            It was deleted, or the address is not whole.
          </Empty>
        )}
        {error && !isGone && <Failed error={error} onRetry={() => void refetch()} />}
      </Panel>
    </Page>
  );
}

function OneAccount({ account, error }: { account: Account; error: Error | null }) {
  const mayChange = useMayChange();
  return (
    <Page
      title={nameOf(account)}
      back={<BackLink to="/platform/accounts">Accounts</BackLink>}
      actions={mayChange && <AccountActions account={account} />}
    >
      <Panel label="How it stands" isPadded>
        <FailedLine error={error} />
        <Facts>
          <Fact label="Status">
            <AccountStatus isEnabled={account.enabled} />
            {!account.enabled && (
              <span className={classes['note']}>Its keys are refused, and its webhooks receive nothing</span>
            )}
          </Fact>
          <Fact label="Webhooks">
            {countWords(account.webhook_count)}
            <span className={classes['limit']}> of {countWords(account.webhook_limit)}</span>
          </Fact>
          <Fact label="In trouble">
            <span className={classes['troubled']} data-any={account.troubled_webhook_count > 0}>
              {countWords(account.troubled_webhook_count)}
            </span>
          </Fact>
          <Fact label="Created">
            <RelativeTime at={account.created_at} />
          </Fact>
        </Facts>
        <div className={classes['detail']}>
          <Copyable value={account.id} what="account id" />
        </div>
      </Panel>
      <KeysPanel account={account} />
    </Page>
  );
}
