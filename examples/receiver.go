// A receiver in Go: net/http, and the Standard Webhooks library to verify.
//
//	go get github.com/standard-webhooks/standard-webhooks/libraries
//	WEBHOOK_SECRET=whsec_… PORT=9000 go run receiver.go
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"sync"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

var seen sync.Map // a table with a unique column, in a receiver that may restart

func main() {
	webhook, err := standardwebhooks.NewWebhook(os.Getenv("WEBHOOK_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("POST /hook", func(response http.ResponseWriter, request *http.Request) {
		// The raw body: the signature is of its very bytes.
		body, err := io.ReadAll(http.MaxBytesReader(response, request.Body, 4<<20))
		if err != nil {
			http.Error(response, err.Error(), http.StatusBadRequest)
			return
		}
		if err := webhook.Verify(body, request.Header); err != nil {
			http.Error(response, err.Error(), http.StatusUnauthorized) // not from Waypost, or older than five minutes
			return
		}
		id := request.Header.Get("webhook-id")
		if _, repeated := seen.LoadOrStore(id, true); !repeated {
			go handle(id, body)
		}
		response.WriteHeader(http.StatusOK) // for repeats, too: they have been dealt with
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+cmp.Or(os.Getenv("PORT"), "9000"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on http://%s/hook\n", listener.Addr())
	log.Fatal(http.Serve(listener, nil))
}

func handle(id string, body []byte) {
	var notification struct {
		Event   string `json:"event"`
		RouteID string `json:"route_id"`
	}
	if err := json.Unmarshal(body, &notification); err != nil {
		log.Print(err)
		return
	}
	fmt.Printf("%s of route %s (%s)\n", notification.Event, notification.RouteID, id)
}
