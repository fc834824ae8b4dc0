import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import waypost.console.api.SessionsApi;
import waypost.console.model.CreateConsoleSessionRequest;
import waypost.deliveries.api.DeliveriesApi;
import waypost.deliveries.api.SecretsApi;
import waypost.events.api.EventsApi;
import waypost.events.model.PublishEventsRequest;
import waypost.events.model.PublishedEvent;
import waypost.events.model.RouteStartedEvent;
import waypost.events.model.WaypointStatusChangedEvent;
import waypost.platform.api.AccountsApi;
import waypost.platform.api.KeysApi;
import waypost.platform.model.CreateAccountRequest;
import waypost.platform.model.CreateApiKeyRequest;
import waypost.platform.model.UpdateAccountRequest;
import waypost.webhooks.ApiClient;
import waypost.webhooks.ApiException;
import waypost.webhooks.api.WebhooksApi;
import waypost.webhooks.model.CreateWebhookRequest;
import waypost.webhooks.model.ErrorCode;
import waypost.webhooks.model.ErrorResponse;
import waypost.webhooks.model.RouteStartedNotification;
import waypost.webhooks.model.UpdateWebhookRequest;
import waypost.webhooks.model.WebhookEventType;

/** Calls Waypost with the clients that openapi-generator generates, and verifies the notification that comes of it. */
public final class Program {
    private static final String DC = "JAVA";

    private record Notified(String body, Map<String, List<String>> headers) {}

    public static void main(String[] args) throws Exception {
        String url = System.getenv("WAYPOST_URL");
        Consumer<HttpRequest.Builder> account = bearer(System.getenv("WAYPOST_API_KEY"));
        ApiClient client = new ApiClient();
        client.updateBaseUri(url);
        client.setRequestInterceptor(account);
        WebhooksApi webhooks = new WebhooksApi(client);
        var publisher = new waypost.events.ApiClient();
        publisher.updateBaseUri(url);
        publisher.setRequestInterceptor(bearer(System.getenv("WAYPOST_PUBLISHER_KEY")));
        var log = new waypost.deliveries.ApiClient();
        log.updateBaseUri(url);
        log.setRequestInterceptor(account);

        var received = new LinkedBlockingQueue<Notified>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
            received.add(new Notified(body, exchange.getRequestHeaders()));
        });
        receiver.start();
        try {
            String target = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";

            var created = webhooks.createWebhook(new CreateWebhookRequest()
                    .webhookUrl(target)
                    .addEventsItem(WebhookEventType.ROUTE_STARTED)
                    .addDcIdsItem(DC));
            String id = created.getData().getWebhook().getId();
            System.out.println("webhooks createWebhook");

            expect(webhooks.listWebhooks().getData().getWebhooks().stream().anyMatch(webhook -> webhook.getId().equals(id)));
            System.out.println("webhooks listWebhooks");

            expect(!webhooks.updateWebhook(id, new UpdateWebhookRequest().enabled(false)).getData().getWebhook().getEnabled());
            System.out.println("webhooks updateWebhook");

            expect(webhooks.replaceWebhook(id, new UpdateWebhookRequest().enabled(true)).getData().getWebhook().getEnabled());
            System.out.println("webhooks replaceWebhook");

            String secret = new SecretsApi(log).getWebhookSecret(id).getData().getSecret();
            System.out.println("deliveries getWebhookSecret");

            UUID accountId = UUID.fromString(System.getenv("WAYPOST_ACCOUNT_ID"));
            var started = new RouteStartedEvent()
                    .event(RouteStartedEvent.EventEnum.ROUTE_STARTED)
                    .accountId(accountId)
                    .dcId(DC)
                    .routeId("R-1001");
            var changed = new WaypointStatusChangedEvent()
                    .event(WaypointStatusChangedEvent.EventEnum.WAYPOINT_STATUS_CHANGED)
                    .accountId(accountId)
                    .dcId(DC)
                    .routeId("R-1001")
                    .waypointId("W-7");
            var accepted = new EventsApi(publisher)
                    .publishEvents(new PublishEventsRequest()
                            .addEventsItem(new PublishedEvent(started))
                            .addEventsItem(new PublishedEvent(changed)))
                    .getData()
                    .getEvents();
            expect(accepted.get(0).getDeliveries() == 1 && accepted.get(1).getDeliveries() == 0);
            System.out.println("events publishEvents");

            Notified request = received.poll(30, TimeUnit.SECONDS);
            expect(request != null);
            new Webhook(secret).verify(request.body(), lowerCase(request.headers()));
            var notification = client.getObjectMapper().readValue(request.body(), RouteStartedNotification.class);
            expect(notification.getRouteId().equals("R-1001"));
            System.out.println("webhooks ROUTE_STARTED");

            OffsetDateTime anHourAgo = OffsetDateTime.now(ZoneOffset.ofHours(1)).minusHours(1);
            var deliveries = new DeliveriesApi(log).listDeliveries(id, null, null, null, null, anHourAgo, null, null, null);
            expect(deliveries.getData().getDeliveries().size() == 1);
            System.out.println("deliveries listDeliveries");

            webhooks.deleteWebhook(id);
            System.out.println("webhooks deleteWebhook");

            try {
                webhooks.deleteWebhook(id);
                throw new AssertionError("deleted twice");
            } catch (ApiException refused) {
                var error = client.getObjectMapper().readValue(refused.getResponseBody(), ErrorResponse.class);
                expect(error.getData().getCode() == ErrorCode.WebhookNotFound);
            }
            System.out.println("webhooks ErrorCode");

            var platform = new waypost.platform.ApiClient();
            platform.updateBaseUri(url);
            platform.setRequestInterceptor(bearer(System.getenv("WAYPOST_OPERATOR_KEY")));
            manageAccounts(new AccountsApi(platform), new KeysApi(platform));
            signInAndOut(url);
        } finally {
            receiver.stop(0);
        }
    }

    private static void manageAccounts(AccountsApi accounts, KeysApi keys) throws Exception {
        String id = accounts.createAccount(new CreateAccountRequest().name("Java & sons")).getData().getAccount().getId();
        System.out.println("platform createAccount");

        var found = accounts.listAccounts("java & SONS", null, null).getData().getAccounts();
        expect(found.stream().anyMatch(account -> account.getId().equals(id)));
        System.out.println("platform listAccounts");

        expect(!accounts.updateAccount(id, new UpdateAccountRequest().enabled(false)).getData().getAccount().getEnabled());
        System.out.println("platform updateAccount");

        var key = keys.createApiKey(id, new CreateApiKeyRequest().name("test").expiresInSeconds(60)).getData();
        expect(key.getApiKey().getExpiresAt() != null);
        System.out.println("platform createApiKey");

        keys.revokeApiKey(key.getApiKey().getId());
        System.out.println("platform revokeApiKey");

        accounts.deleteAccount(id);
        System.out.println("platform deleteAccount");
    }

    private static void signInAndOut(String url) throws Exception {
        var console = new waypost.console.ApiClient();
        console.updateBaseUri(url);
        var credential = new CreateConsoleSessionRequest().credential(System.getenv("WAYPOST_API_KEY"));
        var entered = new SessionsApi(console).createConsoleSession(credential).getData();
        expect(entered.getSession().getAccount() != null);
        System.out.println("console createConsoleSession");

        console.setRequestInterceptor(bearer(entered.getAccessToken()));
        new SessionsApi(console).endConsoleSession();
        System.out.println("console endConsoleSession");
    }

    private static Consumer<HttpRequest.Builder> bearer(String key) {
        return request -> request.header("Authorization", "Bearer " + key);
    }

    /** The library looks headers up by their names in lower case; this server writes them as `Webhook-id`. */
    private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
        var lower = new HashMap<String, List<String>>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
        return lower;
    }

    private static void expect(boolean holds) {
        if (!holds) throw new AssertionError("unexpected answer");
    }
}
