// Generated from openapi/webhooks.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gets all registered webhooks
         * @description Returns all webhooks of your account, oldest first. There are no pages, since the number of webhooks of an account is limited.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Creates a webhook
         * @description Registers a URL for one or several event types of one or several DCs. The webhook is enabled at once.
         *
         *     The URL must be a fully formed `http` or `https` URL and is stored as you send it. The same URL may be registered more than once; each
         *     registration receives its own copy of a matching event. After a 503, list your webhooks before you repeat it: the webhook may be there.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
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
        /**
         * Replaces what can be changed of a webhook
         * @description The same as `PATCH /webhooks/{id}`: only `enabled` can be changed, so that a replacement consists of it alone. Repeating it changes nothing.
         */
        put: operations["replaceWebhook"];
        post?: never;
        /**
         * Deletes a webhook
         * @description Removes the registration. Nothing more is sent to it, neither new events nor those that wait for another attempt. This can't be undone.
         *     Repeating it is safe: a 404 after a 503 says that it was done.
         */
        delete: operations["deleteWebhook"];
        options?: never;
        head?: never;
        /**
         * Updates a webhook
         * @description Enables or disables a webhook. A disabled webhook receives nothing; what already waits for it goes on when it is enabled again soon enough.
         *
         *     Only `enabled` can be changed. To change anything else, delete the webhook and create another. Repeating it changes nothing.
         */
        patch: operations["updateWebhook"];
        trace?: never;
    };
}
export interface webhooks {
    ROUTE_CREATED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A route was created
         * @description A route out of one of the webhook's DCs was planned and now exists.
         */
        post: operations["notifyRouteCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    ROUTE_STARTED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A route was started
         * @description The driver has set out.
         */
        post: operations["notifyRouteStarted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    ROUTE_ETAS_CHANGED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The ETAs of a route changed
         * @description The estimated times of arrival of one or several waypoints of a route are different now. Only the latest matter: a notification that still
         *     waits to be sent is left out when a newer one of the same route comes.
         */
        post: operations["notifyRouteEtasChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    WAYPOINT_STATUS_CHANGED: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The status of a waypoint changed
         * @description A waypoint of a route was reached, completed, skipped or otherwise changed its status.
         */
        post: operations["notifyWaypointStatusChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        WebhookEventType: WebhookEventType;
        DcId: DcId;
        RouteId: RouteId;
        WaypointId: WaypointId;
        EventTime: EventTime;
        Webhook: Webhook;
        CreateWebhookRequest: CreateWebhookRequest;
        UpdateWebhookRequest: UpdateWebhookRequest;
        RouteCreatedNotification: RouteCreatedNotification;
        RouteStartedNotification: RouteStartedNotification;
        RouteEtasChangedNotification: RouteEtasChangedNotification;
        WaypointStatusChangedNotification: WaypointStatusChangedNotification;
        WebhookResponse: WebhookResponse;
        WebhookListResponse: WebhookListResponse;
        EmptyResponse: EmptyResponse;
        Success: Success;
        ErrorResponse: ErrorResponse;
        Fault: Fault;
        /**
         * @description What went wrong, by hundreds: 1000 the shape of the request, 1100 the parameters of a webhook, 1200 published events, 1300 sending again, 2000 authentication,
         *     3000 not found, 4000 limits, 5000 the server.
         * @enum {integer}
         */
        ErrorCode: 1000 | 1001 | 1002 | 1003 | 1004 | 1005 | 1006 | 1007 | 1100 | 1101 | 1102 | 1103 | 1104 | 1105 | 1106 | 1200 | 1201 | 1300 | 1301 | 2000 | 2001 | 2002 | 2003 | 2004 | 2005 | 2006 | 3000 | 3001 | 3002 | 3003 | 3004 | 4000 | 4001 | 5000 | 5001;
    };
    responses: {
        /** @description The webhooks of the account, oldest first. */
        WebhookList: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": WebhookListResponse;
            };
        };
        /** @description The webhook as it is now. */
        CurrentWebhook: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": WebhookResponse;
            };
        };
        /** @description The webhook was deleted. */
        WebhookDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": EmptyResponse;
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
        /**
         * @description One or more parameters are invalid. `code` names the parameter at fault, or is 1000 when several are; `errors` has
         *     every fault with its place, up to 50.
         */
        InvalidWebhook: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The body is not `enabled` alone, or `enabled` is not a boolean. */
        InvalidUpdate: {
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
    };
    parameters: {
        /**
         * @description The webhook id. One that is malformed, unknown or another account's is answered with the same 404.
         * @example 019b76da-a800-7000-8000-000000000001
         */
        WebhookId: string;
        /**
         * @description The id of the event, the same on every attempt and for every webhook that receives it. Deduplicate on it.
         * @example 019b76da-a800-7000-8000-0000000000e1
         */
        NotificationId: string;
        /**
         * @description When this attempt was signed, in seconds since the epoch. Refuse those that are far from your clock.
         * @example 1767258001
         */
        NotificationTimestamp: number;
        /**
         * @description One or several signatures, separated by spaces; one that verifies is enough. Each is `v1,` and the base64 of
         *     the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` under the webhook's secret, the one of `GET /webhooks/{id}/secret`.
         * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
         */
        NotificationSignature: string;
    };
    requestBodies: {
        /** @description Whether the webhook is to be enabled. */
        UpdateWebhook: {
            content: {
                "application/json": UpdateWebhookRequest;
            };
        };
    };
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
         * @description How many seconds to wait before the next try.
         * @example 5
         */
        "Retry-After": number;
        /**
         * @description The authentication that is asked for.
         * @example Bearer realm="waypost"
         */
        "WWW-Authenticate": string;
        /**
         * @description The `Content-Encoding`s that are read, where that of the request is not.
         * @example gzip, deflate, br
         */
        "Accept-Encoding": string;
        /**
         * @description The methods that this path has.
         * @example GET, POST
         */
        Allow: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["WebhookList"];
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
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What to send, and where to. */
        requestBody: {
            content: {
                "application/json": CreateWebhookRequest;
            };
        };
        responses: {
            200: components["responses"]["CurrentWebhook"];
            400: components["responses"]["InvalidWebhook"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["WrongKindOfKey"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    replaceWebhook: {
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
        requestBody: components["requestBodies"]["UpdateWebhook"];
        responses: {
            200: components["responses"]["CurrentWebhook"];
            400: components["responses"]["InvalidUpdate"];
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
    deleteWebhook: {
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
            200: components["responses"]["WebhookDeleted"];
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
    updateWebhook: {
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
        requestBody: components["requestBodies"]["UpdateWebhook"];
        responses: {
            200: components["responses"]["CurrentWebhook"];
            400: components["responses"]["InvalidUpdate"];
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
    notifyRouteCreated: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The id of the event, the same on every attempt and for every webhook that receives it. Deduplicate on it.
                 * @example 019b76da-a800-7000-8000-0000000000e1
                 */
                "webhook-id": components["parameters"]["NotificationId"];
                /**
                 * @description When this attempt was signed, in seconds since the epoch. Refuse those that are far from your clock.
                 * @example 1767258001
                 */
                "webhook-timestamp": components["parameters"]["NotificationTimestamp"];
                /**
                 * @description One or several signatures, separated by spaces; one that verifies is enough. Each is `v1,` and the base64 of
                 *     the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` under the webhook's secret, the one of `GET /webhooks/{id}/secret`.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": components["parameters"]["NotificationSignature"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The notification. */
        requestBody: {
            content: {
                "application/json": RouteCreatedNotification;
            };
        };
        responses: {
            /** @description The notification was received. Any other 2xx is taken as the same. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is down. The delivery is tried again after `Retry-After`, within bounds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    notifyRouteStarted: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The id of the event, the same on every attempt and for every webhook that receives it. Deduplicate on it.
                 * @example 019b76da-a800-7000-8000-0000000000e1
                 */
                "webhook-id": components["parameters"]["NotificationId"];
                /**
                 * @description When this attempt was signed, in seconds since the epoch. Refuse those that are far from your clock.
                 * @example 1767258001
                 */
                "webhook-timestamp": components["parameters"]["NotificationTimestamp"];
                /**
                 * @description One or several signatures, separated by spaces; one that verifies is enough. Each is `v1,` and the base64 of
                 *     the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` under the webhook's secret, the one of `GET /webhooks/{id}/secret`.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": components["parameters"]["NotificationSignature"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The notification. */
        requestBody: {
            content: {
                "application/json": RouteStartedNotification;
            };
        };
        responses: {
            /** @description The notification was received. Any other 2xx is taken as the same. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is down. The delivery is tried again after `Retry-After`, within bounds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    notifyRouteEtasChanged: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The id of the event, the same on every attempt and for every webhook that receives it. Deduplicate on it.
                 * @example 019b76da-a800-7000-8000-0000000000e1
                 */
                "webhook-id": components["parameters"]["NotificationId"];
                /**
                 * @description When this attempt was signed, in seconds since the epoch. Refuse those that are far from your clock.
                 * @example 1767258001
                 */
                "webhook-timestamp": components["parameters"]["NotificationTimestamp"];
                /**
                 * @description One or several signatures, separated by spaces; one that verifies is enough. Each is `v1,` and the base64 of
                 *     the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` under the webhook's secret, the one of `GET /webhooks/{id}/secret`.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": components["parameters"]["NotificationSignature"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The notification. */
        requestBody: {
            content: {
                "application/json": RouteEtasChangedNotification;
            };
        };
        responses: {
            /** @description The notification was received. Any other 2xx is taken as the same. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is down. The delivery is tried again after `Retry-After`, within bounds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    notifyWaypointStatusChanged: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The id of the event, the same on every attempt and for every webhook that receives it. Deduplicate on it.
                 * @example 019b76da-a800-7000-8000-0000000000e1
                 */
                "webhook-id": components["parameters"]["NotificationId"];
                /**
                 * @description When this attempt was signed, in seconds since the epoch. Refuse those that are far from your clock.
                 * @example 1767258001
                 */
                "webhook-timestamp": components["parameters"]["NotificationTimestamp"];
                /**
                 * @description One or several signatures, separated by spaces; one that verifies is enough. Each is `v1,` and the base64 of
                 *     the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` under the webhook's secret, the one of `GET /webhooks/{id}/secret`.
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": components["parameters"]["NotificationSignature"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The notification. */
        requestBody: {
            content: {
                "application/json": WaypointStatusChangedNotification;
            };
        };
        responses: {
            /** @description The notification was received. Any other 2xx is taken as the same. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The receiver is down. The delivery is tried again after `Retry-After`, within bounds. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
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
/**
 * @description The id of the waypoint.
 * @example W-7
 */
export type WaypointId = string;
/**
 * Format: int64
 * @description When the event occurred, in milliseconds since the epoch.
 * @example 1767258000000
 */
export type EventTime = number;
/** @description A registration. */
export interface Webhook {
    /** @description The webhook id. */
    id: string;
    /** @description Where notifications are sent, as it was registered. */
    url: string;
    /** @description Whether notifications are sent. */
    enabled: boolean;
    /** @description The DCs for which events are sent. */
    dc_ids: DcId[];
    /** @description The event types that are sent. */
    events: WebhookEventType[];
}
/** @description What to send, and where to. */
export interface CreateWebhookRequest {
    /**
     * @description The webhook URL to register: a fully formed `http` or `https` URL such as `https://example.com/my-webhook`, without user and
     *     password, whose host is not a private, loopback, link-local or otherwise reserved address.
     */
    webhook_url: string;
    /** @description The event types that should be sent. */
    events: WebhookEventType[];
    /** @description The DCs for which events should be sent. */
    dc_ids: DcId[];
}
/** @description Whether the webhook is to be enabled. Its other properties can't be changed. */
export interface UpdateWebhookRequest {
    /** @description Whether this webhook should be enabled or disabled. */
    enabled: boolean;
}
/** @description A route was created. */
export interface RouteCreatedNotification {
    /**
     * @description Always this type.
     * @enum {string}
     */
    event: "ROUTE_CREATED";
    hook_timestamp_millis: EventTime;
    dc_id: DcId;
    route_id: RouteId;
}
/** @description A route was started. */
export interface RouteStartedNotification {
    /**
     * @description Always this type.
     * @enum {string}
     */
    event: "ROUTE_STARTED";
    hook_timestamp_millis: EventTime;
    dc_id: DcId;
    route_id: RouteId;
}
/** @description The ETAs of a route changed. */
export interface RouteEtasChangedNotification {
    /**
     * @description Always this type.
     * @enum {string}
     */
    event: "ROUTE_ETAS_CHANGED";
    hook_timestamp_millis: EventTime;
    dc_id: DcId;
    route_id: RouteId;
}
/** @description A waypoint of a route changed its status. */
export interface WaypointStatusChangedNotification {
    /**
     * @description Always this type.
     * @enum {string}
     */
    event: "WAYPOINT_STATUS_CHANGED";
    hook_timestamp_millis: EventTime;
    dc_id: DcId;
    route_id: RouteId;
    waypoint_id: WaypointId;
}
/** @description One webhook. */
export interface WebhookResponse {
    status: Success;
    data: {
        webhook: Webhook;
    };
}
/** @description All webhooks. */
export interface WebhookListResponse {
    status: Success;
    data: {
        /** @description The webhooks, oldest first. */
        webhooks: Webhook[];
    };
}
/** @description Done, and nothing to add. */
export interface EmptyResponse {
    status: Success;
    /** @description Empty. */
    data: Record<string, never>;
}
/**
 * @description The request was carried out.
 * @constant
 */
export type Success = "success";
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
/** @description One fault of a request. */
export interface Fault {
    /** @description Where it is, such as `/body/dc_ids/1`, `/query/page` or `/headers/content-type`. */
    path: string;
    /** @description What is wrong there. */
    message: string;
}

/** The operations that the server answers; the others of `operations` are notifications that it sends. */
export type ServedOperationId = "listWebhooks" | "createWebhook" | "updateWebhook" | "replaceWebhook" | "deleteWebhook";

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
