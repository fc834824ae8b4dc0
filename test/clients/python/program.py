"""Calls Waypost with the clients that openapi-python-client generates, and verifies the notification that comes of it."""

import os
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING
from uuid import UUID

from standardwebhooks import Webhook as Verifier
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
