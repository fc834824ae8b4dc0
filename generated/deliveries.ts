// Generated from openapi/deliveries.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Lists the deliveries of a webhook
         * @description Newest first. Deliveries that arrive while you page through the list do not move the pages.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the deliveries of all webhooks
         * @description Newest first, across all webhooks of your account, with the filters of the list of one. Deliveries that arrive while you page through the list
         *     do not move the pages. Those of a webhook that was deleted are in it.
         */
        get: operations["listAllDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/undelivered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what has not reached its receiver
         * @description Everything of your account, across all webhooks, that has not reached its receiver: `pending`, `parked` and `exhausted` deliveries, newest
         *     first.
         */
        get: operations["listUndelivered"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-0000000000d1
                 */
                id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        /**
         * Gets a delivery with its payload and all attempts
         * @description The payload is the notification as it is sent. Deliveries are kept for the operator's retention time, also those of deleted webhooks.
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-0000000000d1
                 */
                id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a delivery again at once
         * @description Whatever its state, one that has succeeded included. The attempt is marked as manual. It is refused if the webhook was deleted, or is
         *     disabled (enable it first), or if the event is no longer kept.
         *
         *     After a 503 it may be on its way: look at the delivery before you repeat the request, which sends it once more.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends again what failed in a span of time
         * @description Queues the deliveries of a webhook that failed in a span of time, and with `include_missed` also the events that it would have been sent had it not been
         *     disabled then. It goes on in the background, a few at a time and behind live events. With `dry_run` nothing is sent, and the answer says
         *     how many it would be.
         *
         *     Sending again what is being recovered already changes nothing. The count is taken when you ask, up to 100,000.
         *
         *     After a 503 it may have begun. Repeated, it sends what is in the `states` that you name by then, so that nothing that has arrived in between is
         *     sent again unless you name `succeeded`.
         */
        post: operations["recoverDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhook-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists how all webhooks fare
         * @description The health of each webhook of your account, oldest first, with what was sent in the last 24 hours. What waits or was given up is counted up to 100
         *     for each: 100 says that there may be more.
         */
        get: operations["listWebhookHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Gets how a webhook fares
         * @description Whether it succeeds, since when it fails and why, and when it would be disabled for it. What waits or was given up is counted up to 10,000: 10,000 says
         *     that there may be more.
         */
        get: operations["getWebhookHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Counts what was sent to a webhook, over time
         * @description A span of time in buckets of a minute, an hour or a day (UTC), of which 1,500 are answered at the most; the span is widened to whole buckets. An attempt counts
         *     in the bucket in which it began, some seconds after it ended. Minutes are kept for three days, hours and days as long as deliveries are.
         *
         *     What was sent again counts again, so that these are numbers of attempts; only `exhausted` is one of deliveries.
         */
        get: operations["getWebhookStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /**
         * Gets the signing secret of a webhook
         * @description Give it to the receiver, which verifies notifications with it. Treat it like a password. Whoever is signed in to the console for reading only is refused.
         */
        get: operations["getWebhookSecret"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/secret/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replaces the signing secret of a webhook
         * @description From now on notifications carry two signatures, one of the new secret and one of the old, until the grace period is over: change the receiver
         *     at any time in between. Rotating again ends the old secret's grace period: after a 503, get the secret before you repeat the request, since it
         *     may have been replaced.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends an example notification now
         * @description Sends the example that the Webhooks API shows for an event type, signed like any other and marked by the header `webhook-test: true`, and answers with the
         *     outcome. It is sent whether or not the webhook is enabled or registered for the event type, it is not retried, and it does not appear in the log.
         *
         *     A test counts as one of the attempts that go on for the webhook at the same time, 50 unless the operator set another number: together with its
         *     deliveries where the process that answers delivers as well, and together with its other tests in any case. One more is a 429, and nothing is sent.
         *     After a 503 nothing was sent.
         */
        post: operations["sendTestEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        DeliveryState: DeliveryState;
        RecoverableState: RecoverableState;
        Delivery: Delivery;
        DeliveryDetails: DeliveryDetails;
        DeliveryRequest: DeliveryRequest;
        Attempt: Attempt;
        WebhookStatus: WebhookStatus;
        DisabledReason: DisabledReason;
        WebhookHealth: WebhookHealth;
        AttemptFailure: AttemptFailure;
        UndeliveredCounts: UndeliveredCounts;
        RecentHours: RecentHours;
        StatisticsBucketSize: StatisticsBucketSize;
        LatencyPercentiles: LatencyPercentiles;
        StatisticsTotal: StatisticsTotal;
        StatisticsBucket: StatisticsBucket;
        RecoverRequest: RecoverRequest;
        RotateRequest: RotateRequest;
        TestEventRequest: TestEventRequest;
        DeliveryListResponse: DeliveryListResponse;
        WebhookHealthListResponse: WebhookHealthListResponse;
        WebhookHealthResponse: WebhookHealthResponse;
        StatisticsResponse: StatisticsResponse;
        DeliveryDetailsResponse: DeliveryDetailsResponse;
        DeliveryQueuedResponse: DeliveryQueuedResponse;
        RecoveryResponse: RecoveryResponse;
        WebhookSecretResponse: WebhookSecretResponse;
        TestEventResponse: TestEventResponse;
        Pending: Pending;
        WebhookEventType: WebhookEventType;
        DcId: DcId;
        RouteId: RouteId;
        /**
         * @description What went wrong, by hundreds: 1000 the shape of the request, 1100 the parameters of a webhook, 1200 published events, 1300 sending again, 2000 authentication,
         *     3000 not found, 4000 limits, 5000 the server.
         * @enum {integer}
         */
        ErrorCode: 1000 | 1001 | 1002 | 1003 | 1004 | 1005 | 1006 | 1007 | 1100 | 1101 | 1102 | 1103 | 1104 | 1105 | 1106 | 1200 | 1201 | 1300 | 1301 | 2000 | 2001 | 2002 | 2003 | 2004 | 2005 | 2006 | 3000 | 3001 | 3002 | 3003 | 3004 | 4000 | 4001 | 5000 | 5001;
        Fault: Fault;
        ErrorResponse: ErrorResponse;
        Success: Success;
    };
    responses: {
        /** @description A page of webhooks' health, oldest webhook first. */
        HealthList: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": WebhookHealthListResponse;
            };
        };
        /** @description How the webhook fares. */
        CurrentHealth: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": WebhookHealthResponse;
            };
        };
        /** @description What was sent, bucket by bucket. */
        StatisticsOfWebhook: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": StatisticsResponse;
            };
        };
        /** @description A page of deliveries, newest first. */
        DeliveryList: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": DeliveryListResponse;
            };
        };
        /** @description The delivery. */
        DeliveryFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": DeliveryDetailsResponse;
            };
        };
        /** @description The delivery is sent again. */
        DeliveryQueued: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": DeliveryQueuedResponse;
            };
        };
        /** @description How many deliveries are being sent again, or with `dry_run` would be. */
        RecoveryAccepted: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": RecoveryResponse;
            };
        };
        /** @description The secret that notifications are signed with. */
        CurrentSecret: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": WebhookSecretResponse;
            };
        };
        /** @description The test notification was sent, or could not be; `delivered` says whether the receiver acknowledged it. */
        TestEventSent: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": TestEventResponse;
            };
        };
        /** @description Too many requests with this key, or the webhook has as many attempts going on as it may have. Nothing was sent. */
        TooManyTests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The account has no delivery with this id. */
        DeliveryNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The request is invalid, or there is nothing that could be sent to. */
        NotSendable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /**
         * @description Any other answer has the error envelope, too. The server sends these before it knows which operation is asked for: 408 if the request does not
         *     arrive in time, 417 for an `Expect` other than `100-continue`, 431 if path and headers are larger than 16 KiB.
         */
        UnexpectedError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The request does not have the shape that this operation takes. */
        InvalidRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The API key is missing, malformed, unknown or revoked. */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The key is valid, but is no account's, such as a publisher key, or its account is disabled, or it is for reading only. */
        WrongKindOfKey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The account has no webhook with this id. */
        WebhookNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The path exists, but not with this method. */
        MethodNotAllowed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description Too many requests with this key. */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description A fault of the server. Quote the request id when you report it. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /**
         * @description The server can't answer right now; try again after `Retry-After`. What the request changes may have been changed all the same, if the answer
         *     of the database was lost: the operation's description says what it does when it is repeated.
         */
        ServiceUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The body is larger than 64 KiB. */
        BodyTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /**
         * @description The body is not declared as `application/json`, or has a charset or a `Content-Encoding` that is not read. `errors` says what was sent and what
         *     is accepted. Bodies may be compressed with `gzip`, `deflate` or `br`.
         */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
    };
    parameters: {
        /**
         * @description The delivery id. One that is malformed, unknown or another account's is answered with the same 404.
         * @example 019b76da-a800-7000-8000-0000000000d1
         */
        DeliveryId: string;
        /** @description Only deliveries in this state. */
        StateFilter: DeliveryState;
        /** @description Only deliveries of this event type. */
        EventFilter: WebhookEventType;
        /** @description Only deliveries of events of this DC. In a query, `+` is a space and `%2B` a plus. */
        DcIdFilter: DcId;
        /** @description Only deliveries of events of this route. In a query, `+` is a space and `%2B` a plus. */
        RouteIdFilter: RouteId;
        /**
         * @description Only deliveries that were created at this time or later. The `+` of an offset may be written as it is, although it is a space elsewhere in a
         *     query: `2026-01-01T10:00:00+01:00`.
         * @example 2026-01-01T09:00:00Z
         */
        Since: string;
        /**
         * @description Only deliveries that were created before this time, written like `since`.
         * @example 2026-01-01T10:00:00Z
         */
        Until: string;
        /** @description How many at the most, in decimal digits. */
        Limit: number;
        /** @description The `next_cursor` of the page before. */
        Cursor: string;
        /** @description How many webhooks at the most, in decimal digits. */
        HealthLimit: number;
        /**
         * @description From this time on, written as in the list of deliveries; 24 hours before `until` if it is left out.
         * @example 2026-01-01T09:00:00Z
         */
        StatisticsSince: string;
        /**
         * @description Up to this time, written like `since` and later than it; now if it is left out.
         * @example 2026-01-01T10:00:00Z
         */
        StatisticsUntil: string;
        /** @description How long each bucket is. */
        Bucket: StatisticsBucketSize;
        /**
         * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
         * @example 019b76da-a800-7000-8000-000000000001
         */
        WebhookId: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The id of this request. Quote it when you ask about it.
         * @example 019b76da-a800-7000-8000-0000000000f1
         */
        "X-Request-Id": string;
        /**
         * @description What is left of the key's quota, `r` requests in the next `t` seconds (draft-ietf-httpapi-ratelimit-headers).
         * @example "api-key"; r=11999; t=60
         */
        RateLimit: string;
        /**
         * @description The key's quota, `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).
         * @example "api-key"; q=12000; w=60
         */
        "RateLimit-Policy": string;
        /**
         * @description The authentication that is asked for.
         * @example Bearer realm="waypost"
         */
        "WWW-Authenticate": string;
        /**
         * @description The methods that this path has.
         * @example GET, POST
         */
        Allow: string;
        /**
         * @description How many seconds to wait before the next try.
         * @example 5
         */
        "Retry-After": number;
        /**
         * @description The `Content-Encoding`s that are read, where that of the request is not.
         * @example gzip, deflate, br
         */
        "Accept-Encoding": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Only deliveries in this state. */
                state?: components["parameters"]["StateFilter"];
                /** @description Only deliveries of this event type. */
                event?: components["parameters"]["EventFilter"];
                /** @description Only deliveries of events of this DC. In a query, `+` is a space and `%2B` a plus. */
                dc_id?: components["parameters"]["DcIdFilter"];
                /** @description Only deliveries of events of this route. In a query, `+` is a space and `%2B` a plus. */
                route_id?: components["parameters"]["RouteIdFilter"];
                /**
                 * @description Only deliveries that were created at this time or later. The `+` of an offset may be written as it is, although it is a space elsewhere in a
                 *     query: `2026-01-01T10:00:00+01:00`.
                 * @example 2026-01-01T09:00:00Z
                 */
                since?: components["parameters"]["Since"];
                /**
                 * @description Only deliveries that were created before this time, written like `since`.
                 * @example 2026-01-01T10:00:00Z
                 */
                until?: components["parameters"]["Until"];
                /** @description How many at the most, in decimal digits. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DeliveryList"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    listAllDeliveries: {
        parameters: {
            query?: {
                /** @description Only deliveries in this state. */
                state?: components["parameters"]["StateFilter"];
                /** @description Only deliveries of this event type. */
                event?: components["parameters"]["EventFilter"];
                /** @description Only deliveries of events of this DC. In a query, `+` is a space and `%2B` a plus. */
                dc_id?: components["parameters"]["DcIdFilter"];
                /** @description Only deliveries of events of this route. In a query, `+` is a space and `%2B` a plus. */
                route_id?: components["parameters"]["RouteIdFilter"];
                /**
                 * @description Only deliveries that were created at this time or later. The `+` of an offset may be written as it is, although it is a space elsewhere in a
                 *     query: `2026-01-01T10:00:00+01:00`.
                 * @example 2026-01-01T09:00:00Z
                 */
                since?: components["parameters"]["Since"];
                /**
                 * @description Only deliveries that were created before this time, written like `since`.
                 * @example 2026-01-01T10:00:00Z
                 */
                until?: components["parameters"]["Until"];
                /** @description How many at the most, in decimal digits. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DeliveryList"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    listUndelivered: {
        parameters: {
            query?: {
                /**
                 * @description Only deliveries that were created at this time or later. The `+` of an offset may be written as it is, although it is a space elsewhere in a
                 *     query: `2026-01-01T10:00:00+01:00`.
                 * @example 2026-01-01T09:00:00Z
                 */
                since?: components["parameters"]["Since"];
                /**
                 * @description Only deliveries that were created before this time, written like `since`.
                 * @example 2026-01-01T10:00:00Z
                 */
                until?: components["parameters"]["Until"];
                /** @description How many at the most, in decimal digits. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DeliveryList"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-0000000000d1
                 */
                id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["DeliveryFound"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["DeliveryNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The delivery id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-0000000000d1
                 */
                id: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: components["responses"]["DeliveryQueued"];
            400: components["responses"]["NotSendable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["DeliveryNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    recoverDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description What to recover. */
        requestBody: {
            content: {
                "application/json": RecoverRequest;
            };
        };
        responses: {
            202: components["responses"]["RecoveryAccepted"];
            400: components["responses"]["NotSendable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    listWebhookHealth: {
        parameters: {
            query?: {
                /** @description How many webhooks at the most, in decimal digits. */
                limit?: components["parameters"]["HealthLimit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["HealthList"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    getWebhookHealth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CurrentHealth"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    getWebhookStatistics: {
        parameters: {
            query?: {
                /**
                 * @description From this time on, written as in the list of deliveries; 24 hours before `until` if it is left out.
                 * @example 2026-01-01T09:00:00Z
                 */
                since?: components["parameters"]["StatisticsSince"];
                /**
                 * @description Up to this time, written like `since` and later than it; now if it is left out.
                 * @example 2026-01-01T10:00:00Z
                 */
                until?: components["parameters"]["StatisticsUntil"];
                /** @description How long each bucket is. */
                bucket?: components["parameters"]["Bucket"];
            };
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["StatisticsOfWebhook"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    getWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CurrentSecret"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description How long the old secret still signs. */
        requestBody: {
            content: {
                "application/json": RotateRequest;
            };
        };
        responses: {
            200: components["responses"]["CurrentSecret"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    sendTestEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-000000000001
                 */
                id: components["parameters"]["WebhookId"];
            };
            cookie?: never;
        };
        /** @description What to send. */
        requestBody: {
            content: {
                "application/json": TestEventRequest;
            };
        };
        responses: {
            200: components["responses"]["TestEventSent"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            404: components["responses"]["WebhookNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyTests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
}
/**
 * @description What became of a delivery.
 * @enum {string}
 */
export type DeliveryState = "pending" | "parked" | "succeeded" | "exhausted" | "cancelled" | "superseded";
/**
 * @description The states that a delivery can be recovered from.
 * @enum {string}
 */
export type RecoverableState = "succeeded" | "exhausted" | "superseded";
/** @description One event for one webhook. */
export interface Delivery {
    /** @description The delivery id. */
    id: string;
    /** @description The webhook that it is for. */
    webhook_id: string;
    /** @description The id of the event, which receivers see as `webhook-id`; null if the event is no longer kept. */
    event_id: string | null;
    /** @description The event type. */
    event: string;
    /** @description The DC of the event. */
    dc_id: string;
    /** @description The route of the event. */
    route_id: string;
    state: DeliveryState;
    /** @description How many attempts were made. */
    attempt_count: number;
    /**
     * Format: date-time
     * @description When the event was published.
     */
    created_at: string;
    /**
     * Format: date-time
     * @description When the next attempt is due; null if there is none.
     */
    next_attempt_at: string | null;
    /**
     * Format: date-time
     * @description When it succeeded or was given up; null while it waits.
     */
    finished_at: string | null;
}
/** @description A delivery with its payload and all attempts. */
export interface DeliveryDetails {
    /** @description The delivery id. */
    id: string;
    /** @description The webhook that it is for. */
    webhook_id: string;
    /** @description The id of the event, which receivers see as `webhook-id`; null if the event is no longer kept. */
    event_id: string | null;
    /** @description The event type. */
    event: string;
    /** @description The DC of the event. */
    dc_id: string;
    /** @description The route of the event. */
    route_id: string;
    state: DeliveryState;
    /** @description How many attempts were made. */
    attempt_count: number;
    /**
     * Format: date-time
     * @description When the event was published.
     */
    created_at: string;
    /**
     * Format: date-time
     * @description When the next attempt is due; null if there is none.
     */
    next_attempt_at: string | null;
    /**
     * Format: date-time
     * @description When it succeeded or was given up; null while it waits.
     */
    finished_at: string | null;
    request: DeliveryRequest;
    /** @description The notification as it is sent; null if the event is no longer kept. */
    payload: {
        [key: string]: unknown;
    } | null;
    /** @description The attempts, first one first. */
    attempts: Attempt[];
}
/** @description What is sent at each attempt, besides the payload. It is a POST. */
export interface DeliveryRequest {
    /** @description The URL of the webhook; null if that was deleted. */
    url: string | null;
    /**
     * @description The headers that are the same at each attempt. Besides, each has `webhook-timestamp`, the seconds of its `started_at`, and `webhook-signature`, which is not
     *     kept.
     */
    headers: {
        [key: string]: string;
    };
}
/** @description One HTTP try. */
export interface Attempt {
    /** @description Which attempt it was; a number is missing where a worker died before it could report. */
    number: number;
    /** @description Whether somebody asked for it. */
    manual: boolean;
    /**
     * Format: date-time
     * @description When it began.
     */
    started_at: string;
    /** @description How long it took. */
    duration_millis: number;
    /** @description The status that the receiver answered with; null without an answer. */
    status_code: number | null;
    /**
     * @description Why there is no complete answer: `timeout`, `dns`, `blocked` (the host leads to an address that webhooks may not reach), `connection`, `tls` or
     *     `protocol` (what came is not HTTP/1.1, or has more than 64 KiB or 10 informational answers); null if there is one.
     */
    error_kind: string | null;
    /** @description The error, for people. */
    error_message: string | null;
    /** @description The beginning of the answer, at most 1 KiB. */
    response_excerpt: string;
}
/**
 * @description How a webhook fares.
 * @enum {string}
 */
export type WebhookStatus = "healthy" | "failing" | "disabled";
/**
 * @description Why a webhook was disabled.
 * @enum {string}
 */
export type DisabledReason = "requested" | "failing" | "gone" | "account_disabled";
/** @description How a webhook fares. */
export interface WebhookHealth {
    /** @description The webhook. */
    webhook_id: string;
    status: WebhookStatus;
    /**
     * Format: date-time
     * @description When the first attempt failed after the last success; null if the last one succeeded.
     */
    failing_since: string | null;
    /** @description Why it fails, or failed when it was disabled, to some ten seconds; left out if the last attempt succeeded. */
    last_failure?: AttemptFailure;
    /**
     * Format: date-time
     * @description When it will be disabled unless an attempt succeeds before; null if it does not fail, or is disabled.
     */
    disables_at: string | null;
    /**
     * Format: date-time
     * @description When Waypost disabled it; null if it did not.
     */
    disabled_at: string | null;
    /** @description Why it is disabled; left out if it is not. */
    disabled_reason?: DisabledReason;
    /**
     * Format: date-time
     * @description When an attempt last succeeded; null if none did for as long as deliveries are kept.
     */
    last_succeeded_at: string | null;
    undelivered: UndeliveredCounts;
    recent_hours: RecentHours;
}
/** @description How an attempt failed. */
export interface AttemptFailure {
    /**
     * Format: date-time
     * @description When it failed.
     */
    at: string;
    /** @description The status that the receiver answered with; null without an answer. */
    status_code: number | null;
    /**
     * @description Why there is no complete answer: `timeout`, `dns`, `blocked` (the host leads to an address that webhooks may not reach), `connection`, `tls` or
     *     `protocol` (what came is not HTTP/1.1, or has more than 64 KiB or 10 informational answers); null if there is one.
     */
    error_kind: string | null;
    /** @description The error, for people. */
    error_message: string | null;
}
/** @description How many deliveries of the webhook have not reached its receiver. */
export interface UndeliveredCounts {
    /** @description Those that wait for an attempt. */
    pending: number;
    /** @description Those that wait for the webhook to be enabled. */
    parked: number;
    /** @description Those that were given up. */
    exhausted: number;
}
/** @description How many attempts succeeded and failed in each of the last 24 hours (UTC), the one that goes on included. */
export interface RecentHours {
    /**
     * Format: date-time
     * @description When the first of them began.
     */
    since: string;
    /** @description One number an hour, oldest first. */
    succeeded: number[];
    /** @description One number an hour, oldest first. */
    failed: number[];
}
/**
 * @description How long a bucket is.
 * @default hour
 * @enum {string}
 */
export type StatisticsBucketSize = "minute" | "hour" | "day";
/** @description How long attempts took, in milliseconds, to about a tenth of each value. */
export interface LatencyPercentiles {
    /** @description Half of them took at most as long. */
    p50: number;
    /** @description 95 of 100 took at most as long. */
    p95: number;
    /** @description 99 of 100 took at most as long. */
    p99: number;
}
/** @description All of the span. */
export interface StatisticsTotal {
    /** @description Attempts that succeeded. */
    succeeded: number;
    /** @description Attempts that failed. */
    failed: number;
    /** @description Deliveries that were given up at their last attempt, which has failed as well. */
    exhausted: number;
    /** @description How long the attempts took; left out if there were none. */
    latency_millis?: LatencyPercentiles;
}
/** @description A part of the span. */
export interface StatisticsBucket {
    /**
     * Format: date-time
     * @description When it begins.
     */
    start: string;
    /** @description Attempts that succeeded. */
    succeeded: number;
    /** @description Attempts that failed. */
    failed: number;
    /** @description Deliveries that were given up at their last attempt, which has failed as well. */
    exhausted: number;
    /** @description How long the attempts took; left out if there were none. */
    latency_millis?: LatencyPercentiles;
}
/** @description What to recover. */
export interface RecoverRequest {
    /**
     * Format: date-time
     * @description Deliveries that were created at this time or later.
     */
    since: string;
    /**
     * Format: date-time
     * @description Deliveries that were created before this time, which is later than `since`; now if it is left out.
     */
    until?: string;
    /** @description The states to recover; `exhausted` if it is left out. */
    states?: RecoverableState[];
    /** @description Only events of these types; all if it is left out. */
    event_types?: WebhookEventType[];
    /**
     * @description Whether to send also the stored events that match the webhook and were never sent to it, since it was disabled.
     * @default false
     */
    include_missed?: boolean;
    /**
     * @description Whether to count only.
     * @default false
     */
    dry_run?: boolean;
}
/** @description How long the old secret still signs. */
export interface RotateRequest {
    /**
     * @description How long the old secret still signs, at most 30 days.
     * @default 86400
     */
    grace_period_seconds?: number;
}
/** @description What to send. */
export interface TestEventRequest {
    event: WebhookEventType;
}
/** @description A page of deliveries. */
export interface DeliveryListResponse {
    status: Success;
    data: {
        /** @description The deliveries, newest first. */
        deliveries: Delivery[];
        /** @description The cursor of the next page; null if this is the last. */
        next_cursor: string | null;
    };
}
/** @description A page of webhooks' health. */
export interface WebhookHealthListResponse {
    status: Success;
    data: {
        /** @description How each webhook fares, the oldest webhook first. */
        webhooks: WebhookHealth[];
        /** @description The cursor of the next page; null if this is the last. */
        next_cursor: string | null;
    };
}
/** @description How one webhook fares. */
export interface WebhookHealthResponse {
    status: Success;
    data: {
        health: WebhookHealth;
    };
}
/** @description What was sent over time. */
export interface StatisticsResponse {
    status: Success;
    data: {
        bucket: StatisticsBucketSize;
        /**
         * Format: date-time
         * @description When the first bucket begins.
         */
        since: string;
        /**
         * Format: date-time
         * @description When the last bucket ends.
         */
        until: string;
        total: StatisticsTotal;
        /** @description Every bucket of the span, also those in which nothing was sent, oldest first. */
        buckets: StatisticsBucket[];
    };
}
/** @description One delivery. */
export interface DeliveryDetailsResponse {
    status: Success;
    data: {
        delivery: DeliveryDetails;
    };
}
/** @description The delivery, pending. */
export interface DeliveryQueuedResponse {
    status: Pending;
    data: {
        delivery: Delivery;
    };
}
/** @description How many. */
export interface RecoveryResponse {
    status: Pending;
    data: {
        /** @description All of them. */
        count: number;
        /** @description Deliveries that are sent again. */
        failed: number;
        /** @description Events that are sent for the first time. */
        missed: number;
    };
}
/** @description A signing secret. */
export interface WebhookSecretResponse {
    status: Success;
    data: {
        /** @description The secret, `whsec_` and base64, as Standard Webhooks has it. */
        secret: string;
        /**
         * Format: date-time
         * @description Until when notifications are signed with the secret before it, too; null if there is none.
         */
        previous_secret_expires_at: string | null;
    };
}
/** @description The outcome of a test. */
export interface TestEventResponse {
    status: Success;
    data: {
        /** @description Whether the receiver answered 2xx. */
        delivered: boolean;
        /** @description The id that the receiver saw as `webhook-id`. */
        event_id: string;
        /**
         * Format: date-time
         * @description When it began.
         */
        started_at: string;
        /** @description How long it took. */
        duration_millis: number;
        /** @description The status that the receiver answered with; null without an answer. */
        status_code: number | null;
        /**
         * @description Why there is no complete answer: `timeout`, `dns`, `blocked` (the host leads to an address that webhooks may not reach), `connection`, `tls` or
         *     `protocol` (what came is not HTTP/1.1, or has more than 64 KiB or 10 informational answers); null if there is one.
         */
        error_kind: string | null;
        /** @description The error, for people. */
        error_message: string | null;
        /** @description The beginning of the answer, at most 1 KiB. */
        response_excerpt: string;
    };
}
/**
 * @description Accepted, and still being carried out.
 * @constant
 */
export type Pending = "pending";
/**
 * @description The kinds of events that a webhook can be registered for.
 * @enum {string}
 */
export type WebhookEventType = "ROUTE_CREATED" | "ROUTE_STARTED" | "ROUTE_ETAS_CHANGED" | "WAYPOINT_STATUS_CHANGED";
/**
 * @description The id of a distribution centre, as your organisation chose it.
 * @example 1
 * @example BO016
 */
export type DcId = string;
/**
 * @description The id of the route.
 * @example R-1001
 */
export type RouteId = string;
/** @description One fault of a request. */
export interface Fault {
    /** @description Where it is, such as `/body/dc_ids/1`, `/query/page` or `/headers/content-type`. */
    path: string;
    /** @description What is wrong there. */
    message: string;
}
/** @description What went wrong. */
export interface ErrorResponse {
    /**
     * @description The request was not carried out.
     * @constant
     */
    status: "error";
    data: {
        code: components["schemas"]["ErrorCode"];
        /** @description What went wrong, for people. */
        message: string;
        /** @description Every fault of the request; the first 50, if there are more. */
        errors?: Fault[];
        /**
         * @description Whether the request has more faults than those in `errors`. Left out if it has not.
         * @constant
         */
        more_errors?: true;
        /** @description The id of the request, where it is needed to find out what happened. */
        request_id?: string;
    };
}
/**
 * @description The request was carried out.
 * @constant
 */
export type Success = "success";

/** The operations that the server answers; the others of `operations` are notifications that it sends. */
export type ServedOperationId = "listDeliveries" | "listAllDeliveries" | "listUndelivered" | "getDelivery" | "retryDelivery" | "recoverDeliveries" | "listWebhookHealth" | "getWebhookHealth" | "getWebhookStatistics" | "getWebhookSecret" | "rotateWebhookSecret" | "sendTestEvent";

export const deliveryStates = ["pending","parked","succeeded","exhausted","cancelled","superseded"] as const;

export const recoverableStates = ["succeeded","exhausted","superseded"] as const;

export const webhookStatuss = ["healthy","failing","disabled"] as const;

export const disabledReasons = ["requested","failing","gone","account_disabled"] as const;

export const statisticsBucketSizes = ["minute","hour","day"] as const;

export const webhookEventTypes = ["ROUTE_CREATED","ROUTE_STARTED","ROUTE_ETAS_CHANGED","WAYPOINT_STATUS_CHANGED"] as const;

export const ErrorCode = {
  /** 1000: The request does not match the contract. */
  InvalidRequest: 1000,
  /** 1001: The body is not valid JSON. */
  MalformedJson: 1001,
  /** 1002: The body is not sent in a form that is accepted: send JSON with Content-Type: application/json. */
  UnsupportedMediaType: 1002,
  /** 1003: The body is too large. */
  BodyTooLarge: 1003,
  /** 1004: The path does not have this method. */
  MethodNotAllowed: 1004,
  /** 1005: The request did not arrive in time. */
  RequestTimeout: 1005,
  /** 1006: The path and the headers are too large. */
  HeadersTooLarge: 1006,
  /** 1007: What arrived is not a request of HTTP/1.1. */
  UnreadableRequest: 1007,
  /** 1100: The webhook_url is not acceptable. */
  InvalidWebhookUrl: 1100,
  /** 1101: The host of the webhook_url is not reachable from here on purpose. */
  ForbiddenAddress: 1101,
  /** 1102: The events are not acceptable. */
  InvalidEvents: 1102,
  /** 1103: The dc_ids are not acceptable. */
  InvalidDcIds: 1103,
  /** 1104: The value of enabled is not acceptable. */
  InvalidEnabled: 1104,
  /** 1105: Only enabled can be changed: delete the webhook and create another. */
  UnchangeableProperty: 1105,
  /** 1106: The account has as many webhooks as it may have. */
  TooManyWebhooks: 1106,
  /** 1200: The published events are not acceptable. */
  InvalidPublishedEvents: 1200,
  /** 1201: An event names an account that does not exist. */
  UnknownAccount: 1201,
  /** 1300: The webhook was deleted: there is nothing to send to. */
  WebhookDeleted: 1300,
  /** 1301: The webhook is disabled: enable it first. */
  WebhookDisabled: 1301,
  /** 2000: The API key is missing: send it as Authorization: Bearer <API key>. */
  MissingApiKey: 2000,
  /** 2001: The API key is invalid. */
  InvalidApiKey: 2001,
  /** 2002: This kind of API key may not use this operation. */
  WrongKindOfApiKey: 2002,
  /** 2003: The account is disabled: ask who runs this service. */
  AccountDisabled: 2003,
  /** 2004: You are signed in for reading only. */
  ReadOnlyAccess: 2004,
  /** 2005: The link to the console was used already, or its time is over: ask for another. */
  ConsoleLinkInvalid: 2005,
  /** 2006: You are not signed in to the console, or no longer. */
  ConsoleSessionOver: 2006,
  /** 3000: There is nothing at this path. */
  PathNotFound: 3000,
  /** 3001: The webhook could not be found. */
  WebhookNotFound: 3001,
  /** 3002: The delivery could not be found. */
  DeliveryNotFound: 3002,
  /** 3003: The account could not be found. */
  AccountNotFound: 3003,
  /** 3004: The API key could not be found. */
  ApiKeyNotFound: 3004,
  /** 4000: Too many requests with this API key: wait as long as Retry-After says. */
  RateLimited: 4000,
  /** 4001: The webhook is sent as much at the same time as it may be: wait as long as Retry-After says. */
  WebhookBusy: 4001,
  /** 5000: The server failed. Quote the request id when you report it. */
  InternalError: 5000,
  /** 5001: The service is not available right now. Try again later. */
  ServiceUnavailable: 5001,
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

export const errorCodeMeanings: Record<ErrorCode, string> = {
  1000: "The request does not match the contract.",
  1001: "The body is not valid JSON.",
  1002: "The body is not sent in a form that is accepted: send JSON with Content-Type: application/json.",
  1003: "The body is too large.",
  1004: "The path does not have this method.",
  1005: "The request did not arrive in time.",
  1006: "The path and the headers are too large.",
  1007: "What arrived is not a request of HTTP/1.1.",
  1100: "The webhook_url is not acceptable.",
  1101: "The host of the webhook_url is not reachable from here on purpose.",
  1102: "The events are not acceptable.",
  1103: "The dc_ids are not acceptable.",
  1104: "The value of enabled is not acceptable.",
  1105: "Only enabled can be changed: delete the webhook and create another.",
  1106: "The account has as many webhooks as it may have.",
  1200: "The published events are not acceptable.",
  1201: "An event names an account that does not exist.",
  1300: "The webhook was deleted: there is nothing to send to.",
  1301: "The webhook is disabled: enable it first.",
  2000: "The API key is missing: send it as Authorization: Bearer <API key>.",
  2001: "The API key is invalid.",
  2002: "This kind of API key may not use this operation.",
  2003: "The account is disabled: ask who runs this service.",
  2004: "You are signed in for reading only.",
  2005: "The link to the console was used already, or its time is over: ask for another.",
  2006: "You are not signed in to the console, or no longer.",
  3000: "There is nothing at this path.",
  3001: "The webhook could not be found.",
  3002: "The delivery could not be found.",
  3003: "The account could not be found.",
  3004: "The API key could not be found.",
  4000: "Too many requests with this API key: wait as long as Retry-After says.",
  4001: "The webhook is sent as much at the same time as it may be: wait as long as Retry-After says.",
  5000: "The server failed. Quote the request id when you report it.",
  5001: "The service is not available right now. Try again later.",
};
