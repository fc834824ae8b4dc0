// Generated from openapi/events.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publishes events
         * @description Stores all events of the request, or none. A fault in one event rejects the request with every fault listed, up to 50.
         *
         *     An event whose `id` the account already has is answered as it was the first time, whatever else it holds, and delivers nothing.
         */
        post: operations["publishEvents"];
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
        PublishEventsRequest: PublishEventsRequest;
        PublishedEvent: PublishedEvent;
        EventsAcceptedResponse: EventsAcceptedResponse;
        AcceptedEvent: AcceptedEvent;
        RouteCreatedEvent: RouteCreatedEvent;
        RouteStartedEvent: RouteStartedEvent;
        RouteEtasChangedEvent: RouteEtasChangedEvent;
        WaypointStatusChangedEvent: WaypointStatusChangedEvent;
        EventTime: EventTime;
        DcId: DcId;
        RouteId: RouteId;
        WaypointId: WaypointId;
        /**
         * @description What went wrong, by hundreds: 1000 the shape of the request, 1100 the parameters of a webhook, 1200 published events, 1300 sending again, 2000 authentication,
         *     3000 not found, 4000 limits, 5000 the server.
         * @enum {integer}
         */
        ErrorCode: 1000 | 1001 | 1002 | 1003 | 1004 | 1005 | 1006 | 1007 | 1100 | 1101 | 1102 | 1103 | 1104 | 1105 | 1106 | 1200 | 1201 | 1300 | 1301 | 2000 | 2001 | 2002 | 2003 | 2004 | 2005 | 2006 | 3000 | 3001 | 3002 | 3003 | 3004 | 4000 | 4001 | 5000 | 5001;
        Fault: Fault;
        ErrorResponse: ErrorResponse;
    };
    responses: {
        /** @description All events are stored, and their deliveries wait to be sent. */
        EventsAccepted: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": EventsAcceptedResponse;
            };
        };
        /** @description One or more events are invalid. `errors` has every fault with its place, up to 50. Nothing was stored. */
        InvalidEvents: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The key is valid, but is no publisher key. */
        NoPublisherKey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description The body is larger than 4 MiB. Publish fewer events at a time. */
        EventsTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /**
         * @description The server can't answer right now; try again after `Retry-After`. The events may have been stored, all of them or none, if the answer of the
         *     database was lost. Publishing them again is safe where they have an `id` of yours: those that are stored are not delivered twice.
         */
        PerhapsPublished: {
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
    };
    parameters: never;
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
         * @description The `Content-Encoding`s that are read, where that of the request is not.
         * @example gzip, deflate, br
         */
        "Accept-Encoding": string;
        /**
         * @description How many seconds to wait before the next try.
         * @example 5
         */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    publishEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The events, at most 4 MiB in all. */
        requestBody: {
            content: {
                "application/json": PublishEventsRequest;
            };
        };
        responses: {
            202: components["responses"]["EventsAccepted"];
            400: components["responses"]["InvalidEvents"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoPublisherKey"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["EventsTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["PerhapsPublished"];
            default: components["responses"]["UnexpectedError"];
        };
    };
}
/** @description What happened. */
export interface PublishEventsRequest {
    /** @description The events, in any order. */
    events: PublishedEvent[];
}
/**
 * @description The notification of the event's type, as the Webhooks API describes it (every field that it requires, and any further ones), and with it the
 *     account that it is for. `hook_timestamp_millis` is now, if it is left out. The fields other than `account_id` and `id` are sent to the receivers
 *     as they are: the same names and values, although not with the same spaces, escapes or order, and a number as the double that it is (`1.0` as
 *     `1`). A number that a double can't hold is refused: send it as a text. They may be nested 100 levels deep.
 */
export type PublishedEvent = RouteCreatedEvent | RouteStartedEvent | RouteEtasChangedEvent | WaypointStatusChangedEvent;
/** @description The events are stored. */
export interface EventsAcceptedResponse {
    /**
     * @description Stored, and still being delivered.
     * @constant
     */
    status: "pending";
    data: {
        /** @description What became of each event, in the order of the request. */
        events: AcceptedEvent[];
    };
}
/** @description One stored event. */
export interface AcceptedEvent {
    /** @description The id of the event, yours or the one that it was given. */
    id: string;
    /** @description How many webhooks it is sent to. */
    deliveries: number;
}
/** @description A route was created. */
export interface RouteCreatedEvent {
    /**
     * @description Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.
     *     Without one, the event is given one.
     */
    id?: string;
    /**
     * Format: uuid
     * @description The account that the event belongs to.
     */
    account_id: string;
    /**
     * @description Always this type. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    event: "ROUTE_CREATED";
    hook_timestamp_millis?: EventTime;
    dc_id: DcId;
    route_id: RouteId;
    [key: string]: unknown;
}
/** @description A route was started. */
export interface RouteStartedEvent {
    /**
     * @description Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.
     *     Without one, the event is given one.
     */
    id?: string;
    /**
     * Format: uuid
     * @description The account that the event belongs to.
     */
    account_id: string;
    /**
     * @description Always this type. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    event: "ROUTE_STARTED";
    hook_timestamp_millis?: EventTime;
    dc_id: DcId;
    route_id: RouteId;
    [key: string]: unknown;
}
/** @description The ETAs of a route changed. */
export interface RouteEtasChangedEvent {
    /**
     * @description Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.
     *     Without one, the event is given one.
     */
    id?: string;
    /**
     * Format: uuid
     * @description The account that the event belongs to.
     */
    account_id: string;
    /**
     * @description Always this type. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    event: "ROUTE_ETAS_CHANGED";
    hook_timestamp_millis?: EventTime;
    dc_id: DcId;
    route_id: RouteId;
    [key: string]: unknown;
}
/** @description A waypoint of a route changed its status. */
export interface WaypointStatusChangedEvent {
    /**
     * @description Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.
     *     Without one, the event is given one.
     */
    id?: string;
    /**
     * Format: uuid
     * @description The account that the event belongs to.
     */
    account_id: string;
    /**
     * @description Always this type. (enum property replaced by openapi-typescript)
     * @enum {string}
     */
    event: "WAYPOINT_STATUS_CHANGED";
    hook_timestamp_millis?: EventTime;
    dc_id: DcId;
    route_id: RouteId;
    waypoint_id: WaypointId;
    [key: string]: unknown;
}
/**
 * Format: int64
 * @description When the event occurred, in milliseconds since the epoch.
 * @example 1767258000000
 */
export type EventTime = number;
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

/** The operations that the server answers; the others of `operations` are notifications that it sends. */
export type ServedOperationId = "publishEvents";

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
