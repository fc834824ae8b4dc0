// Calls Waypost with the clients that oapi-codegen generates, and verifies the notification that comes of it.
package main

import (
	"clients/console"
	"clients/deliveries"
	"clients/events"
	"clients/platform"
	"clients/webhooks"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"time"

	"github.com/google/uuid"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const dc = "GO"

type notified struct {
	body   []byte
	header http.Header
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	url, apiKey := os.Getenv("WAYPOST_URL"), os.Getenv("WAYPOST_API_KEY")
	hooks := must(webhooks.NewClientWithResponses(url, webhooks.WithRequestEditorFn(bearer(apiKey))))
	publisher := must(events.NewClientWithResponses(url, events.WithRequestEditorFn(bearer(os.Getenv("WAYPOST_PUBLISHER_KEY")))))
	deliveryLog := must(deliveries.NewClientWithResponses(url, deliveries.WithRequestEditorFn(bearer(apiKey))))

	received := make(chan notified, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		received <- notified{must(io.ReadAll(request.Body)), request.Header}
	}))
	defer receiver.Close()

	created := must(hooks.CreateWebhookWithResponse(ctx, webhooks.CreateWebhookRequest{
		WebhookUrl: receiver.URL + "/hook",
		Events:     []webhooks.WebhookEventType{webhooks.WebhookEventTypeROUTESTARTED},
		DcIds:      []webhooks.DcId{dc},
	}))
	expect(created.JSON200 != nil, created.Body)
	id := created.JSON200.Data.Webhook.Id
	fmt.Println("webhooks createWebhook")

	listed := must(hooks.ListWebhooksWithResponse(ctx))
	expect(listed.JSON200 != nil && slices.ContainsFunc(listed.JSON200.Data.Webhooks, func(webhook webhooks.Webhook) bool {
		return webhook.Id == id
	}), listed.Body)
	fmt.Println("webhooks listWebhooks")

	patched := must(hooks.UpdateWebhookWithResponse(ctx, id, webhooks.UpdateWebhookRequest{Enabled: false}))
	expect(patched.JSON200 != nil && !patched.JSON200.Data.Webhook.Enabled, patched.Body)
	fmt.Println("webhooks updateWebhook")

	replaced := must(hooks.ReplaceWebhookWithResponse(ctx, id, webhooks.UpdateWebhookRequest{Enabled: true}))
	expect(replaced.JSON200 != nil && replaced.JSON200.Data.Webhook.Enabled, replaced.Body)
	fmt.Println("webhooks replaceWebhook")

	secret := must(deliveryLog.GetWebhookSecretWithResponse(ctx, id))
	expect(secret.JSON200 != nil, secret.Body)
	fmt.Println("deliveries getWebhookSecret")

	account := must(uuid.Parse(os.Getenv("WAYPOST_ACCOUNT_ID")))
	var started, changed events.PublishedEvent
	check(started.FromRouteStartedEvent(events.RouteStartedEvent{AccountId: account, DcId: dc, RouteId: "R-1001"}))
	check(changed.FromWaypointStatusChangedEvent(events.WaypointStatusChangedEvent{
		AccountId: account, DcId: dc, RouteId: "R-1001", WaypointId: "W-7",
	}))
	published := must(publisher.PublishEventsWithResponse(ctx, events.PublishEventsRequest{
		Events: []events.PublishedEvent{started, changed},
	}))
	expect(published.JSON202 != nil, published.Body)
	accepted := published.JSON202.Data.Events
	expect(accepted[0].Deliveries == 1 && accepted[1].Deliveries == 0, published.Body)
	fmt.Println("events publishEvents")

	select {
	case <-ctx.Done():
		log.Fatal("no notification came")
	case request := <-received:
		check(must(standardwebhooks.NewWebhook(secret.JSON200.Data.Secret)).Verify(request.body, request.header))
		var notification webhooks.RouteStartedNotification
		check(json.Unmarshal(request.body, &notification))
		expect(notification.RouteId == "R-1001" && request.header.Get("webhook-id") == accepted[0].Id, request.body)
	}
	fmt.Println("webhooks ROUTE_STARTED")

	anHourAgo := time.Now().Add(-time.Hour).In(time.FixedZone("", 3600))
	listing := must(deliveryLog.ListDeliveriesWithResponse(ctx, id, &deliveries.ListDeliveriesParams{Since: &anHourAgo}))
	expect(listing.JSON200 != nil && len(listing.JSON200.Data.Deliveries) == 1, listing.Body)
	fmt.Println("deliveries listDeliveries")

	deleted := must(hooks.DeleteWebhookWithResponse(ctx, id))
	expect(deleted.JSON200 != nil, deleted.Body)
	fmt.Println("webhooks deleteWebhook")

	refused := must(hooks.DeleteWebhookWithResponse(ctx, id))
	expect(refused.JSON404 != nil && refused.JSON404.Data.Code == webhooks.ErrorCodeWebhookNotFound, refused.Body)
	fmt.Println("webhooks ErrorCode")

	manageAccounts(ctx, must(platform.NewClientWithResponses(url, platform.WithRequestEditorFn(bearer(os.Getenv("WAYPOST_OPERATOR_KEY"))))))
	signInAndOut(ctx, url, apiKey)
}

func signInAndOut(ctx context.Context, url, apiKey string) {
	anybody := must(console.NewClientWithResponses(url))
	entered := must(anybody.CreateConsoleSessionWithResponse(ctx, console.CreateConsoleSessionRequest{Credential: apiKey}))
	expect(entered.JSON200 != nil && entered.JSON200.Data.Session.Account != nil, entered.Body)
	fmt.Println("console createConsoleSession")

	token := entered.JSON200.Data.AccessToken
	signedIn := must(console.NewClientWithResponses(url, console.WithRequestEditorFn(bearer(token))))
	left := must(signedIn.EndConsoleSessionWithResponse(ctx))
	expect(left.JSON200 != nil, left.Body)
	fmt.Println("console endConsoleSession")
}

func manageAccounts(ctx context.Context, operator *platform.ClientWithResponses) {
	made := must(operator.CreateAccountWithResponse(ctx, platform.CreateAccountRequest{Name: "Go & sons"}))
	expect(made.JSON200 != nil, made.Body)
	id := made.JSON200.Data.Account.Id
	fmt.Println("platform createAccount")

	search := "go & SONS"
	found := must(operator.ListAccountsWithResponse(ctx, &platform.ListAccountsParams{Search: &search}))
	expect(found.JSON200 != nil && slices.ContainsFunc(found.JSON200.Data.Accounts, func(account platform.Account) bool {
		return account.Id == id
	}), found.Body)
	fmt.Println("platform listAccounts")

	enabled := false
	disabled := must(operator.UpdateAccountWithResponse(ctx, id, platform.UpdateAccountRequest{Enabled: &enabled}))
	expect(disabled.JSON200 != nil && !disabled.JSON200.Data.Account.Enabled, disabled.Body)
	fmt.Println("platform updateAccount")

	seconds := 60
	key := must(operator.CreateApiKeyWithResponse(ctx, id, platform.CreateApiKeyRequest{Name: "test", ExpiresInSeconds: &seconds}))
	expect(key.JSON200 != nil && key.JSON200.Data.ApiKey.ExpiresAt != nil, key.Body)
	fmt.Println("platform createApiKey")

	revoked := must(operator.RevokeApiKeyWithResponse(ctx, key.JSON200.Data.ApiKey.Id))
	expect(revoked.JSON200 != nil, revoked.Body)
	fmt.Println("platform revokeApiKey")

	gone := must(operator.DeleteAccountWithResponse(ctx, id))
	expect(gone.JSON202 != nil, gone.Body)
	fmt.Println("platform deleteAccount")
}

func bearer(key string) func(context.Context, *http.Request) error {
	return func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+key)
		return nil
	}
}

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func expect(holds bool, answer []byte) {
	if !holds {
		log.Fatalf("unexpected: %s", answer)
	}
}
