// Generated from openapi/console.yaml by `npm run generate`. Do not edit.

export interface paths {
    "/console/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs in
         * @description By the token of a link, which is used up by it, or by an API key of an account or an operator. After a 503 a link may have been used up: ask for another.
         */
        post: operations["createConsoleSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/session/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gets a new access token
         * @description By the cookie that signing in has set, and for pages of this service only: a request that a browser sends on behalf of another site is refused. It can be repeated.
         */
        post: operations["renewConsoleSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Signs out
         * @description At once: the access tokens of the session are refused from now on, by every process, and its cookie is removed. Repeating it is safe: a 401 after a 503 says that it
         *     was done.
         */
        delete: operations["endConsoleSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CreateConsoleSessionRequest: CreateConsoleSessionRequest;
        ConsoleSession: ConsoleSession;
        ConsoleSessionResponse: ConsoleSessionResponse;
        /**
         * @description What went wrong, by hundreds: 1000 the shape of the request, 1100 the parameters of a webhook, 1200 published events, 1300 sending again, 2000 authentication,
         *     3000 not found, 4000 limits, 5000 the server.
         * @enum {integer}
         */
        ErrorCode: 1000 | 1001 | 1002 | 1003 | 1004 | 1005 | 1006 | 1007 | 1100 | 1101 | 1102 | 1103 | 1104 | 1105 | 1106 | 1200 | 1201 | 1300 | 1301 | 2000 | 2001 | 2002 | 2003 | 2004 | 2005 | 2006 | 3000 | 3001 | 3002 | 3003 | 3004 | 4000 | 4001 | 5000 | 5001;
        Fault: Fault;
        ErrorResponse: ErrorResponse;
        Success: Success;
        AccountName: AccountName;
        EmptyResponse: EmptyResponse;
    };
    responses: {
        /** @description An access token, and whose console it opens. */
        SignedIn: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Set-Cookie": components["headers"]["Set-Cookie"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ConsoleSessionResponse;
            };
        };
        /** @description The session is over. */
        SignedOut: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Set-Cookie": components["headers"]["Set-Cookie"];
                [name: string]: unknown;
            };
            content: {
                "application/json": EmptyResponse;
            };
        };
        /** @description The link was used or its time is over, or the API key is not valid. */
        CredentialRefused: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                "application/json": ErrorResponse;
            };
        };
        /** @description There is no session, or it is over. */
        NotSignedIn: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
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
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description The cookie that renews the session, or its removal.
         * @example waypost_session=ws_8Zt7bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_kq3Jx; Path=/console/session/renew; HttpOnly; SameSite=Strict
         */
        "Set-Cookie": string;
        /**
         * @description The id of this request. Quote it when you ask about it.
         * @example 019b76da-a800-7000-8000-0000000000f1
         */
        "X-Request-Id": string;
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
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createConsoleSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description What lets in. */
        requestBody: {
            content: {
                "application/json": CreateConsoleSessionRequest;
            };
        };
        responses: {
            200: components["responses"]["SignedIn"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["CredentialRefused"];
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
    renewConsoleSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["SignedIn"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["WrongKindOfKey"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
    endConsoleSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["SignedOut"];
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["WrongKindOfKey"];
            405: components["responses"]["MethodNotAllowed"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
            default: components["responses"]["UnexpectedError"];
        };
    };
}
/** @description What lets in. */
export interface CreateConsoleSessionRequest {
    /** @description The token of a link, which begins with `wl_`, or an API key, which begins with `wp_`. */
    credential: string;
    /**
     * @description Whether the session is to be for looking only. That of a link that is for looking only is so in any case.
     * @default false
     */
    read_only?: boolean;
}
/** @description Who is signed in, and until when. */
export interface ConsoleSession {
    /** @description The account whose console it is; left out for that of the platform. */
    account?: AccountName;
    /** @description Whether it is for looking only. */
    read_only: boolean;
    /**
     * Format: date-time
     * @description When it ends at the latest.
     */
    expires_at: string;
}
/** @description An access token. */
export interface ConsoleSessionResponse {
    status: Success;
    data: {
        /** @description Send it as `Authorization: Bearer <access token>`, to the operations that an API key of that kind may use. */
        access_token: string;
        /** @description For how long it is accepted. */
        expires_in_seconds: number;
        session: ConsoleSession;
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
/** @description Whose it is. */
export interface AccountName {
    /** @description The account id. */
    id: string;
    /** @description Its name. */
    name: string;
}
/** @description Done, and nothing to add. */
export interface EmptyResponse {
    status: Success;
    /** @description Empty. */
    data: Record<string, never>;
}

/** The operations that the server answers; the others of `operations` are notifications that it sends. */
export type ServedOperationId = "createConsoleSession" | "renewConsoleSession" | "endConsoleSession";

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
