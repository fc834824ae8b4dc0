// Generated from openapi/platform.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the accounts
         * @description Oldest first. Accounts that are created while you page through the list come at its end.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Creates an account
         * @description It has no API key yet. Names need not be unique, so that repeating it creates another: after a 503, list the accounts before you repeat it.
         */
        post: operations["createAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account id. One that is malformed or unknown is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000a
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /**
         * Gets an account
         * @description The account, with how many webhooks and API keys it has.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        /**
         * Deletes an account with everything of it
         * @description At once it is shown to nobody, its API keys are refused, its webhooks receive nothing, and nothing can be published for it. Its webhooks, events,
         *     deliveries and keys are removed in the background, piece by piece. This can't be undone. Repeating it is safe: a 404 after a 503 says that it
         *     was done.
         */
        delete: operations["deleteAccount"];
        options?: never;
        head?: never;
        /**
         * Renames, disables, enables or limits an account
         * @description What is left out stays as it is. Repeating it changes nothing.
         *
         *     The API keys of a disabled account are refused within seconds, its webhooks receive nothing, and what waits for them is parked. Events
         *     that are published for it are stored. When it is enabled again, what is parked goes on if it is not too old, and the account can recover what it
         *     has missed (`include_missed`).
         */
        patch: operations["updateAccount"];
        trace?: never;
    };
    "/accounts/{id}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account id. One that is malformed or unknown is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000a
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /**
         * Lists the API keys of an account
         * @description Oldest first, revoked and expired ones included, without the keys themselves.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Creates an API key of an account
         * @description The answer is the one chance to see the key: only its hash is stored. After a 503 there may be a key that nobody has seen: list the keys, and
         *     revoke it.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the key, not the key itself. One that is malformed, unknown, revoked or not an account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000c
                 */
                id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revokes an API key
         * @description For good, and within seconds for running processes. Of an account's keys only: those of the platform are revoked with `waypost keys revoke`.
         *     Repeating it is safe: a 404 after a 503 says that it was done.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates a link that opens the console signed in
         * @description For one account, or for the platform itself. It opens the console once, within its time. Give it to the person that it is for over a channel that you
         *     trust: whoever opens it first is in. After a 503 there may be a link that nobody has seen, which expires.
         */
        post: operations["createConsoleLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gets how the whole service fares
         * @description The queue as it is now, what went on minute by minute over a span, and the webhooks that fail or were disabled by Waypost, across all accounts. Minutes are kept for
         *     three days, of which 1,500 minutes are answered at the most. An attempt counts in the minute in which it began, an event in that in which it was stored, some
         *     seconds later.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
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
        DisplayName: DisplayName;
        WebhookLimit: WebhookLimit;
        Account: Account;
        CreateAccountRequest: CreateAccountRequest;
        UpdateAccountRequest: UpdateAccountRequest;
        ApiKey: ApiKey;
        CreateApiKeyRequest: CreateApiKeyRequest;
        CreateConsoleLinkRequest: CreateConsoleLinkRequest;
        ConsoleLinkResponse: ConsoleLinkResponse;
        Queue: Queue;
        OverviewMinute: OverviewMinute;
        AccountName: AccountName;
        TroubledWebhook: TroubledWebhook;
        OverviewResponse: OverviewResponse;
        AccountListResponse: AccountListResponse;
        AccountResponse: AccountResponse;
        AccountDeletedResponse: AccountDeletedResponse;
        ApiKeyListResponse: ApiKeyListResponse;
        ApiKeyCreatedResponse: ApiKeyCreatedResponse;
        /**
         * @description What went wrong, by hundreds: 1000 the shape of the request, 1100 the parameters of a webhook, 1200 published events, 1300 sending again, 2000 authentication,
         *     3000 not found, 4000 limits, 5000 the server.
         * @enum {integer}
         */
        ErrorCode: 1000 | 1001 | 1002 | 1003 | 1004 | 1005 | 1006 | 1007 | 1100 | 1101 | 1102 | 1103 | 1104 | 1105 | 1106 | 1200 | 1201 | 1300 | 1301 | 2000 | 2001 | 2002 | 2003 | 2004 | 2005 | 2006 | 3000 | 3001 | 3002 | 3003 | 3004 | 4000 | 4001 | 5000 | 5001;
        Fault: Fault;
        ErrorResponse: ErrorResponse;
        Success: Success;
        Pending: Pending;
        EmptyResponse: EmptyResponse;
        WebhookStatus: WebhookStatus;
        DisabledReason: DisabledReason;
    };
    responses: {
        /** @description A page of accounts, oldest first. */
        AccountList: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": AccountListResponse;
            };
        };
        /** @description The account as it is now. */
        CurrentAccount: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": AccountResponse;
            };
        };
        /** @description The account is gone for everybody, and what it had is being removed. */
        AccountDeleted: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": AccountDeletedResponse;
            };
        };
        /** @description A page of API keys, oldest first. */
        ApiKeyList: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ApiKeyListResponse;
            };
        };
        /** @description The key, shown this once. */
        ApiKeyCreated: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ApiKeyCreatedResponse;
            };
        };
        /** @description The link, shown this once. */
        ConsoleLinkCreated: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ConsoleLinkResponse;
            };
        };
        /** @description How the service fares. */
        CurrentOverview: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/json": OverviewResponse;
            };
        };
        /** @description The key was revoked. */
        ApiKeyRevoked: {
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
        /** @description The key is valid, but is no operator key, or it is for reading only. */
        NoOperatorKey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description There is no account with this id. */
        AccountNotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description There is no such key of an account that is not revoked yet. */
        ApiKeyNotFound: {
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
         * @description The account id. One that is malformed or unknown is answered with the same 404.
         * @example 019b76da-a800-7000-8000-00000000000a
         */
        AccountId: string;
        /**
         * @description The id of the key, not the key itself. One that is malformed, unknown, revoked or not an account's is answered with the same 404.
         * @example 019b76da-a800-7000-8000-00000000000c
         */
        ApiKeyId: string;
        /** @description Only accounts whose name holds this, in capitals or not. */
        Search: DisplayName;
        /** @description How many at the most, in decimal digits. */
        Limit: number;
        /** @description The `next_cursor` of the page before. */
        Cursor: string;
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
    listAccounts: {
        parameters: {
            query?: {
                /** @description Only accounts whose name holds this, in capitals or not. */
                search?: components["parameters"]["Search"];
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
            200: components["responses"]["AccountList"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    createAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The account. */
        requestBody: {
            content: {
                "application/json": CreateAccountRequest;
            };
        };
        responses: {
            200: components["responses"]["CurrentAccount"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account id. One that is malformed or unknown is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000a
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CurrentAccount"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account id. One that is malformed or unknown is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000a
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: components["responses"]["AccountDeleted"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    updateAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account id. One that is malformed or unknown is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000a
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /** @description What is to change. */
        requestBody: {
            content: {
                "application/json": UpdateAccountRequest;
            };
        };
        responses: {
            200: components["responses"]["CurrentAccount"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description How many at the most, in decimal digits. */
                limit?: components["parameters"]["Limit"];
                /** @description The `next_cursor` of the page before. */
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path: {
                /**
                 * @description The account id. One that is malformed or unknown is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000a
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ApiKeyList"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The account id. One that is malformed or unknown is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000a
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /** @description The key. */
        requestBody: {
            content: {
                "application/json": CreateApiKeyRequest;
            };
        };
        responses: {
            200: components["responses"]["ApiKeyCreated"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the key, not the key itself. One that is malformed, unknown, revoked or not an account's is answered with the same 404.
                 * @example 019b76da-a800-7000-8000-00000000000c
                 */
                id: components["parameters"]["ApiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["ApiKeyRevoked"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            404: components["responses"]["ApiKeyNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    createConsoleLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Whom it lets in, and to what. */
        requestBody: {
            content: {
                "application/json": CreateConsoleLinkRequest;
            };
        };
        responses: {
            200: components["responses"]["ConsoleLinkCreated"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            404: components["responses"]["AccountNotFound"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    getOverview: {
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
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CurrentOverview"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["NoOperatorKey"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
}
/**
 * @description A name for people, on one line.
 * @example Bolt Couriers
 */
export type DisplayName = string;
/**
 * @description How many webhooks the account may have. It may have more already, which stay.
 * @example 1000
 */
export type WebhookLimit = number;
/** @description Who owns webhooks and events. */
export interface Account {
    /** @description The account id. */
    id: string;
    /** @description Its name. Names need not be unique. */
    name: string;
    /** @description Whether its keys are accepted and its webhooks are sent to. */
    enabled: boolean;
    /** @description How many webhooks it has. */
    webhook_count: number;
    /** @description How many of its webhooks fail or were disabled by Waypost. */
    troubled_webhook_count: number;
    webhook_limit: WebhookLimit;
    /** @description How many API keys it has that are not revoked. */
    api_key_count: number;
    /**
     * Format: date-time
     * @description When it was created.
     */
    created_at: string;
}
/** @description An account. */
export interface CreateAccountRequest {
    name: DisplayName;
    webhook_limit?: WebhookLimit;
}
/** @description What is to change; what is left out stays as it is. */
export interface UpdateAccountRequest {
    name?: DisplayName;
    webhook_limit?: WebhookLimit;
    /** @description Whether its keys are accepted and its webhooks are sent to. */
    enabled?: boolean;
}
/** @description An API key, without the key itself. */
export interface ApiKey {
    /** @description The id of the key. */
    id: string;
    /** @description Its name. */
    name: string;
    /** @description The first characters of the key, to recognise it by. */
    key_prefix: string;
    /**
     * Format: date-time
     * @description When it was created.
     */
    created_at: string;
    /**
     * Format: date-time
     * @description When it expires; null if it does not.
     */
    expires_at: string | null;
    /**
     * Format: date-time
     * @description When it was last used, to some ten seconds; null if it never was.
     */
    last_used_at: string | null;
    /**
     * Format: date-time
     * @description When it was revoked; null if it was not.
     */
    revoked_at: string | null;
}
/** @description An API key. */
export interface CreateApiKeyRequest {
    name: DisplayName;
    /** @description For how long it is accepted, at most ten years. It does not expire, if this is left out. */
    expires_in_seconds?: number;
}
/** @description Whom a link lets in, and to what. */
export interface CreateConsoleLinkRequest {
    /** @description The account whose console it opens; null for that of the platform. */
    account_id: string | null;
    /**
     * @description Whether it is for looking only.
     * @default false
     */
    read_only?: boolean;
    /**
     * @description Within which time it has to be opened, at most an hour.
     * @default 300
     */
    expires_in_seconds?: number;
}
/** @description A link to the console. */
export interface ConsoleLinkResponse {
    status: Success;
    data: {
        /**
         * @description What comes after the address of this service, as people reach it: `https://webhooks.example.com` and this. What lets in stands behind the `#`, which browsers
         *     send to nobody.
         */
        path: string;
        /**
         * Format: date-time
         * @description Until when it can be opened.
         */
        expires_at: string;
    };
}
/** @description What is not over, as it is now. Each number is counted up to 100,000. */
export interface Queue {
    /** @description Deliveries that are due or being attempted. */
    due: number;
    /** @description Deliveries that wait for their next attempt. */
    waiting: number;
    /** @description Deliveries that wait for their webhook to be enabled. */
    parked: number;
    /**
     * Format: date-time
     * @description Since when the oldest of those that are due and not being attempted waits; null if there is none.
     */
    oldest_due_at: string | null;
}
/** @description What went on in a minute. */
export interface OverviewMinute {
    /**
     * Format: date-time
     * @description When it begins.
     */
    start: string;
    /** @description Events that were stored. */
    events: number;
    /** @description Attempts that succeeded. */
    succeeded: number;
    /** @description Attempts that failed. */
    failed: number;
    /** @description Deliveries that were given up at their last attempt, which has failed as well. */
    exhausted: number;
}
/** @description Whose it is. */
export interface AccountName {
    /** @description The account id. */
    id: string;
    /** @description Its name. */
    name: string;
}
/** @description A webhook that fails, or that Waypost has disabled. */
export interface TroubledWebhook {
    /** @description The webhook. */
    webhook_id: string;
    account: AccountName;
    /** @description Its URL. */
    url: string;
    status: WebhookStatus;
    /**
     * Format: date-time
     * @description Since when it fails, or is disabled.
     */
    since: string;
    /**
     * Format: date-time
     * @description When it will be disabled unless an attempt succeeds before; null if it is disabled.
     */
    disables_at: string | null;
    /** @description Why it is disabled; left out if it is not. */
    disabled_reason?: DisabledReason;
}
/** @description How the service fares. */
export interface OverviewResponse {
    status: Success;
    data: {
        queue: Queue;
        /**
         * Format: date-time
         * @description When the first minute begins.
         */
        since: string;
        /**
         * Format: date-time
         * @description When the last minute ends.
         */
        until: string;
        /** @description Every minute of the span, oldest first. */
        minutes: OverviewMinute[];
        /** @description Those in trouble for longest first, 100 at the most. */
        troubled_webhooks: TroubledWebhook[];
        /** @description Whether there are more of them. */
        has_more_troubled_webhooks: boolean;
    };
}
/** @description A page of accounts. */
export interface AccountListResponse {
    status: Success;
    data: {
        /** @description The accounts, oldest first. */
        accounts: Account[];
        /** @description The cursor of the next page; null if this is the last. */
        next_cursor: string | null;
    };
}
/** @description One account. */
export interface AccountResponse {
    status: Success;
    data: {
        account: Account;
    };
}
/** @description Accepted, and nothing to add. */
export interface AccountDeletedResponse {
    status: Pending;
    /** @description Empty. */
    data: Record<string, never>;
}
/** @description A page of API keys. */
export interface ApiKeyListResponse {
    status: Success;
    data: {
        /** @description The keys, oldest first. */
        api_keys: ApiKey[];
        /** @description The cursor of the next page; null if this is the last. */
        next_cursor: string | null;
    };
}
/** @description A new key. */
export interface ApiKeyCreatedResponse {
    status: Success;
    data: {
        /** @description The key itself, which callers send. It is shown this once. */
        secret_key: string;
        api_key: ApiKey;
    };
}
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
/**
 * @description Accepted, and still being carried out.
 * @constant
 */
export type Pending = "pending";
/** @description Done, and nothing to add. */
export interface EmptyResponse {
    status: Success;
    /** @description Empty. */
    data: Record<string, never>;
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

/** The operations that the server answers; the others of `operations` are notifications that it sends. */
export type ServedOperationId = "listAccounts" | "createAccount" | "getAccount" | "updateAccount" | "deleteAccount" | "listApiKeys" | "createApiKey" | "revokeApiKey" | "createConsoleLink" | "getOverview";

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

export const webhookStatuss = ["healthy","failing","disabled"] as const;

export const disabledReasons = ["requested","failing","gone","account_disabled"] as const;
