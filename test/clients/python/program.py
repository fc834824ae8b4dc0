"""Calls Waypost with the clients that openapi-python-client generates, and verifies the notification that comes of it."""

import os
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING
from uuid import UUID

from standardwebhooks import Webhook as Verifier
from waypost_console import AuthenticatedClient as SessionClient
from waypost_console import Client as ConsoleClient
from waypost_console.api.sessions import create_console_session, end_console_session
from waypost_console.models import ConsoleSessionResponse, CreateConsoleSessionRequest
from waypost_console.models import EmptyResponse as SignedOutResponse
from waypost_deliveries import AuthenticatedClient as DeliveriesClient
from waypost_deliveries.api.deliveries import list_deliveries
from waypost_deliveries.api.secrets import get_webhook_secret
from waypost_deliveries.models import DeliveryListResponse, WebhookSecretResponse
from waypost_events import AuthenticatedClient as EventsClient
from waypost_events.api.events import publish_events
from waypost_events.models import (
    EventsAcceptedResponse,
    PublishEventsRequest,
    RouteStartedEvent,
    RouteStartedEventEvent,
    WaypointStatusChangedEvent,
    WaypointStatusChangedEventEvent,
)
from waypost_platform import AuthenticatedClient as PlatformClient
from waypost_platform.api.accounts import create_account, delete_account, list_accounts, update_account
from waypost_platform.api.keys import create_api_key, revoke_api_key
from waypost_platform.models import (
    AccountDeletedResponse,
    AccountListResponse,
    AccountResponse,
    ApiKeyCreatedResponse,
    CreateAccountRequest,
    CreateApiKeyRequest,
    UpdateAccountRequest,
)
from waypost_platform.models import EmptyResponse as RevokedResponse
from waypost_webhooks import AuthenticatedClient as WebhooksClient
from waypost_webhooks.api.webhooks import create_webhook, delete_webhook, list_webhooks, replace_webhook, update_webhook
from waypost_webhooks.models import (
    CreateWebhookRequest,
    EmptyResponse,
    ErrorCode,
    ErrorResponse,
    RouteStartedNotification,
    UpdateWebhookRequest,
    WebhookEventType,
    WebhookListResponse,
    WebhookResponse,
)

DC = "PYTHON"
URL = os.environ["WAYPOST_URL"]
API_KEY = os.environ["WAYPOST_API_KEY"]
ACCOUNT = UUID(os.environ["WAYPOST_ACCOUNT_ID"])
webhooks = WebhooksClient(base_url=URL, token=API_KEY)
deliveries = DeliveriesClient(base_url=URL, token=API_KEY)
events = EventsClient(base_url=URL, token=os.environ["WAYPOST_PUBLISHER_KEY"])
platform = PlatformClient(base_url=URL, token=os.environ["WAYPOST_OPERATOR_KEY"])

received: Queue[tuple[bytes, dict[str, str]]] = Queue()


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        received.put((body, {name.lower(): value for name, value in self.headers.items()}))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The program says what it has done itself."""


server = HTTPServer(("127.0.0.1", 0), Receiver)
Thread(target=server.serve_forever, daemon=True).start()

created = create_webhook.sync(
    client=webhooks,
    body=CreateWebhookRequest(
        webhook_url=f"http://127.0.0.1:{server.server_port}/hook",
        events=[WebhookEventType.ROUTE_STARTED],
        dc_ids=[DC],
    ),
)
assert isinstance(created, WebhookResponse), created
webhook = created.data.webhook
print("webhooks createWebhook")

listed = list_webhooks.sync(client=webhooks)
assert isinstance(listed, WebhookListResponse) and webhook.id in [other.id for other in listed.data.webhooks], listed
print("webhooks listWebhooks")

patched = update_webhook.sync(webhook.id, client=webhooks, body=UpdateWebhookRequest(enabled=False))
assert isinstance(patched, WebhookResponse) and not patched.data.webhook.enabled, patched
print("webhooks updateWebhook")

replaced = replace_webhook.sync(webhook.id, client=webhooks, body=UpdateWebhookRequest(enabled=True))
assert isinstance(replaced, WebhookResponse) and replaced.data.webhook.enabled, replaced
print("webhooks replaceWebhook")

secret = get_webhook_secret.sync(webhook.id, client=deliveries)
assert isinstance(secret, WebhookSecretResponse), secret
print("deliveries getWebhookSecret")

started = RouteStartedEvent(account_id=ACCOUNT, event=RouteStartedEventEvent.ROUTE_STARTED, dc_id=DC, route_id="R-1001")
changed = WaypointStatusChangedEvent(
    account_id=ACCOUNT,
    event=WaypointStatusChangedEventEvent.WAYPOINT_STATUS_CHANGED,
    dc_id=DC,
    route_id="R-1001",
    waypoint_id="W-7",
)
if TYPE_CHECKING:  # what happened to a waypoint names the waypoint
    WaypointStatusChangedEvent(  # type: ignore[call-arg]
        account_id=ACCOUNT, event=changed.event, dc_id=DC, route_id="R-1001"
    )
published = publish_events.sync(client=events, body=PublishEventsRequest(events=[started, changed]))
assert isinstance(published, EventsAcceptedResponse), published
assert [event.deliveries for event in published.data.events] == [1, 0], published
print("events publishEvents")

body, headers = received.get(timeout=30)
notification = RouteStartedNotification.from_dict(Verifier(secret.data.secret).verify(body, headers))
assert notification.route_id == "R-1001" and headers["webhook-id"] == published.data.events[0].id
print("webhooks ROUTE_STARTED")

an_hour_ago = datetime.now(timezone(timedelta(hours=1))) - timedelta(hours=1)
log = list_deliveries.sync(webhook.id, client=deliveries, since=an_hour_ago)
assert isinstance(log, DeliveryListResponse) and len(log.data.deliveries) == 1, log
print("deliveries listDeliveries")

deleted = delete_webhook.sync(webhook.id, client=webhooks)
assert isinstance(deleted, EmptyResponse), deleted
print("webhooks deleteWebhook")

refused = delete_webhook.sync(webhook.id, client=webhooks)
assert isinstance(refused, ErrorResponse) and refused.data.code is ErrorCode.WEBHOOK_NOT_FOUND, refused
print("webhooks ErrorCode")

made = create_account.sync(client=platform, body=CreateAccountRequest(name="Python & sons"))
assert isinstance(made, AccountResponse), made
account = made.data.account
print("platform createAccount")

found = list_accounts.sync(client=platform, search="python & SONS")
assert isinstance(found, AccountListResponse) and account.id in [other.id for other in found.data.accounts], found
print("platform listAccounts")

disabled = update_account.sync(account.id, client=platform, body=UpdateAccountRequest(enabled=False))
assert isinstance(disabled, AccountResponse) and not disabled.data.account.enabled, disabled
print("platform updateAccount")

key = create_api_key.sync(account.id, client=platform, body=CreateApiKeyRequest(name="test", expires_in_seconds=60))
assert isinstance(key, ApiKeyCreatedResponse) and key.data.api_key.expires_at is not None, key
print("platform createApiKey")

revoked = revoke_api_key.sync(key.data.api_key.id, client=platform)
assert isinstance(revoked, RevokedResponse), revoked
print("platform revokeApiKey")

gone = delete_account.sync(account.id, client=platform)
assert isinstance(gone, AccountDeletedResponse), gone
print("platform deleteAccount")

signed_in = create_console_session.sync(
    client=ConsoleClient(base_url=URL), body=CreateConsoleSessionRequest(credential=API_KEY, read_only=True)
)
assert isinstance(signed_in, ConsoleSessionResponse) and signed_in.data.session.read_only, signed_in
token = signed_in.data.access_token
print("console createConsoleSession")

read_only = delete_webhook.sync(webhook.id, client=WebhooksClient(base_url=URL, token=token))
assert isinstance(read_only, ErrorResponse) and read_only.data.code is ErrorCode.READ_ONLY_ACCESS, read_only
signed_out = end_console_session.sync(client=SessionClient(base_url=URL, token=token))
assert isinstance(signed_out, SignedOutResponse), signed_out
print("console endConsoleSession")
