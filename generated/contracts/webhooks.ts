// Generated from openapi/webhooks.yaml by `npm run generate`. Do not edit.

import type { Contract, NotificationEntry } from '../../src/contract/contract.js';
import type { webhooks } from '../webhooks.js';

export const webhooksContract: Contract = {
  "name": "webhooks",
  "maxBodyBytes": 65536,
  "paths": [
    {
      "route": "/webhooks",
      "operations": [
        {
          "operationId": "listWebhooks",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        },
        {
          "operationId": "createWebhook",
          "method": "post",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "webhook_url": {
              "type": "string",
              "description": "The webhook URL to register: a fully formed `http` or `https` URL such as `https://example.com/my-webhook`, without user and\npassword, whose host is not a private, loopback, link-local or otherwise reserved address.\n",
              "maxLength": 2048,
              "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^/?]",
              "x-pattern-words": "must be an absolute URL such as https://example.com/my-webhook",
              "x-error-code": 1100
            },
            "events": {
              "type": "array",
              "description": "The event types that should be sent.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/WebhookEventType"
              },
              "x-error-code": 1102
            },
            "dc_ids": {
              "type": "array",
              "description": "The DCs for which events should be sent.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/DcId"
              },
              "x-error-code": 1103
            }
          }
        }
      ]
    },
    {
      "route": "/webhooks/:id",
      "operations": [
        {
          "operationId": "replaceWebhook",
          "method": "put",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "enabled": {
              "type": "boolean",
              "description": "Whether this webhook should be enabled or disabled.",
              "x-error-code": 1104
            },
            "id": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "url": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "webhook_url": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "events": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "dc_ids": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            }
          }
        },
        {
          "operationId": "deleteWebhook",
          "method": "delete",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": null
        },
        {
          "operationId": "updateWebhook",
          "method": "patch",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "enabled": {
              "type": "boolean",
              "description": "Whether this webhook should be enabled or disabled.",
              "x-error-code": 1104
            },
            "id": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "url": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "webhook_url": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "events": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "dc_ids": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            }
          }
        }
      ]
    }
  ],
  "document": {
    "webhooks": {
      "ROUTE_CREATED": {
        "post": {
          "operationId": "notifyRouteCreated",
          "tags": [
            "Notifications"
          ],
          "summary": "A route was created",
          "description": "A route out of one of the webhook's DCs was planned and now exists.",
          "security": [],
          "parameters": [
            {
              "$ref": "#/components/parameters/NotificationId"
            },
            {
              "$ref": "#/components/parameters/NotificationTimestamp"
            },
            {
              "$ref": "#/components/parameters/NotificationSignature"
            }
          ],
          "requestBody": {
            "required": true,
            "description": "The notification.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RouteCreatedNotification"
                },
                "examples": {
                  "routeCreated": {
                    "summary": "Route R-1001 was created",
                    "value": {
                      "event": "ROUTE_CREATED",
                      "hook_timestamp_millis": 1767258000000,
                      "dc_id": "BO016",
                      "route_id": "R-1001"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The notification was received. Any other 2xx is taken as the same."
            },
            "410": {
              "description": "The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand."
            },
            "429": {
              "description": "The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds."
            },
            "503": {
              "description": "The receiver is down. The delivery is tried again after `Retry-After`, within bounds."
            },
            "default": {
              "description": "Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later."
            }
          }
        }
      },
      "ROUTE_STARTED": {
        "post": {
          "operationId": "notifyRouteStarted",
          "tags": [
            "Notifications"
          ],
          "summary": "A route was started",
          "description": "The driver has set out.",
          "security": [],
          "parameters": [
            {
              "$ref": "#/components/parameters/NotificationId"
            },
            {
              "$ref": "#/components/parameters/NotificationTimestamp"
            },
            {
              "$ref": "#/components/parameters/NotificationSignature"
            }
          ],
          "requestBody": {
            "required": true,
            "description": "The notification.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RouteStartedNotification"
                },
                "examples": {
                  "routeStarted": {
                    "summary": "Route R-1001 was started",
                    "value": {
                      "event": "ROUTE_STARTED",
                      "hook_timestamp_millis": 1767261600000,
                      "dc_id": "BO016",
                      "route_id": "R-1001"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The notification was received. Any other 2xx is taken as the same."
            },
            "410": {
              "description": "The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand."
            },
            "429": {
              "description": "The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds."
            },
            "503": {
              "description": "The receiver is down. The delivery is tried again after `Retry-After`, within bounds."
            },
            "default": {
              "description": "Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later."
            }
          }
        }
      },
      "ROUTE_ETAS_CHANGED": {
        "post": {
          "operationId": "notifyRouteEtasChanged",
          "tags": [
            "Notifications"
          ],
          "summary": "The ETAs of a route changed",
          "description": "The estimated times of arrival of one or several waypoints of a route are different now. Only the latest matter: a notification that still\nwaits to be sent is left out when a newer one of the same route comes.\n",
          "x-coalesce-by": "route_id",
          "security": [],
          "parameters": [
            {
              "$ref": "#/components/parameters/NotificationId"
            },
            {
              "$ref": "#/components/parameters/NotificationTimestamp"
            },
            {
              "$ref": "#/components/parameters/NotificationSignature"
            }
          ],
          "requestBody": {
            "required": true,
            "description": "The notification.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RouteEtasChangedNotification"
                },
                "examples": {
                  "routeEtasChanged": {
                    "summary": "The ETAs of route R-1001 changed",
                    "value": {
                      "event": "ROUTE_ETAS_CHANGED",
                      "hook_timestamp_millis": 1767263400000,
                      "dc_id": "BO016",
                      "route_id": "R-1001"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The notification was received. Any other 2xx is taken as the same."
            },
            "410": {
              "description": "The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand."
            },
            "429": {
              "description": "The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds."
            },
            "503": {
              "description": "The receiver is down. The delivery is tried again after `Retry-After`, within bounds."
            },
            "default": {
              "description": "Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later."
            }
          }
        }
      },
      "WAYPOINT_STATUS_CHANGED": {
        "post": {
          "operationId": "notifyWaypointStatusChanged",
          "tags": [
            "Notifications"
          ],
          "summary": "The status of a waypoint changed",
          "description": "A waypoint of a route was reached, completed, skipped or otherwise changed its status.",
          "security": [],
          "parameters": [
            {
              "$ref": "#/components/parameters/NotificationId"
            },
            {
              "$ref": "#/components/parameters/NotificationTimestamp"
            },
            {
              "$ref": "#/components/parameters/NotificationSignature"
            }
          ],
          "requestBody": {
            "required": true,
            "description": "The notification.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/WaypointStatusChangedNotification"
                },
                "examples": {
                  "waypointStatusChanged": {
                    "summary": "Waypoint W-7 of route R-1001 changed its status",
                    "value": {
                      "event": "WAYPOINT_STATUS_CHANGED",
                      "hook_timestamp_millis": 1767265200000,
                      "dc_id": "BO016",
                      "route_id": "R-1001",
                      "waypoint_id": "W-7"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "description": "The notification was received. Any other 2xx is taken as the same."
            },
            "410": {
              "description": "The receiver is gone for good. The webhook is disabled at once and has to be enabled by hand."
            },
            "429": {
              "description": "The receiver asks for a pause. The delivery is tried again after `Retry-After`, within bounds."
            },
            "503": {
              "description": "The receiver is down. The delivery is tried again after `Retry-After`, within bounds."
            },
            "default": {
              "description": "Anything else, a redirect, a timeout or a closed connection included, is a failed attempt and tried again later."
            }
          }
        }
      }
    },
    "openapi": "3.1.1",
    "info": {
      "title": "Waypost Webhooks API",
      "version": "1.0.0",
      "summary": "Hear of it when routes are created or started, their ETAs change, or a waypoint changes its status.",
      "description": "Register a webhook (a URL with the event types and the distribution centres, DCs, it is interested in), and\nWaypost sends an HTTP POST to that URL for every matching event.\n\n**Authentication.** Every request carries `Authorization: Bearer <API key>`. A key belongs to one\naccount and sees only that account's webhooks.\n\n**Envelope.** Every response is `{\"status\": …, \"data\": {…}}`. `status` is `success`, `pending` (accepted,\nstill being processed) or `error`. In an error, `data` holds a numeric `code`, a `message` and, where the\nrequest has faults, `errors` with every one of them; if there are more than 50, the first 50 and `more_errors`.\nDecide by `code`, one of the error codes; `message` is for people.\n\n**Repeating.** A 503 says that the request was not answered in time, not that it was not carried out: the change may have been made. Look\nbefore you repeat a request that makes something new; the description of each operation says what repeating it does.\n\n**Numbers.** Numbers in a body are doubles (IEEE 754). One that a double would change, such as `12345678901234567890`, `1e400` or `-0`, is\nrefused with its place; `1.0` and `1e3` are 1 and 1000. A body holds at most 100,000 values: texts, numbers, lists, objects and so on.\n\n**Texts.** Texts are sent in UTF-8. In a query, write values as HTML forms do: a space as `+` or `%20`, a plus as `%2B`.\n\n**Limits.** Requests are limited per API key. `RateLimit` and `RateLimit-Policy` on each response say how\nmuch is left; a 429 says in `Retry-After` how many seconds to wait.\n\n**Support.** Every response carries an `X-Request-Id`; quote it when you ask about a request.\n\n**Extensions.** Nothing in this document needs them to be understood. `x-enum-varnames` and `x-enumDescriptions` give the members of an enum\nnames and meanings. `x-error-code` is the code of an error whose only faults are in that property. `x-pattern-words` says in words what a `pattern`\nis there for; a value that does not match is answered with them. `x-pattern-ecmascript` is the same pattern as exactly as ECMAScript can say it,\nwhere `pattern` keeps to what other languages compile, too. `x-refused-properties` are properties that are refused with an error of their own.\n`x-access: full` marks an operation that changes nothing and is refused all the same to whoever is signed in to the console for reading only;\n`x-access: read` one that is no `GET` and is open to them.\n`x-coalesce-by` names the field of a notification by which a newer one takes the place of an older one.\n",
      "license": {
        "name": "Apache-2.0",
        "identifier": "Apache-2.0"
      }
    },
    "servers": [
      {
        "url": "/",
        "description": "The host that serves this document."
      }
    ],
    "security": [
      {
        "apiKey": []
      }
    ],
    "tags": [
      {
        "name": "Webhooks",
        "description": "The registrations of your account."
      },
      {
        "name": "Notifications",
        "description": "What Waypost sends to a webhook's URL. Answer with 200 as soon as you have stored the notification, and do\nthe work afterwards: an answer that takes longer than ten seconds counts as a failure.\n\n**Verify.** Each notification is signed as [Standard Webhooks](https://www.standardwebhooks.com) describes.\nCheck `webhook-signature` with one of its libraries before you trust the body. The secret is the webhook's own:\n`GET /webhooks/{id}/secret`.\n\n**Deduplicate.** Delivery is at least once. `webhook-id` is the id of the event and stays the same on every\nattempt: ignore those that you have seen.\n\n**Failures.** Any other answer is tried again, further and further apart, for several hours; then the\nevent is dropped for that webhook. A webhook that fails continuously for more than a day is disabled and\nstays so until you enable it with `PATCH /webhooks/{id}`.\n\nPayloads may gain further fields at any time; ignore those that you do not know.\n"
      }
    ],
    "paths": {
      "/webhooks": {
        "get": {
          "operationId": "listWebhooks",
          "tags": [
            "Webhooks"
          ],
          "summary": "Gets all registered webhooks",
          "description": "Returns all webhooks of your account, oldest first. There are no pages, since the number of webhooks of an account is limited.",
          "responses": {
            "200": {
              "$ref": "#/components/responses/WebhookList"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/WrongKindOfKey"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "429": {
              "$ref": "#/components/responses/RateLimited"
            },
            "500": {
              "$ref": "#/components/responses/InternalError"
            },
            "503": {
              "$ref": "#/components/responses/ServiceUnavailable"
            },
            "default": {
              "$ref": "#/components/responses/UnexpectedError"
            }
          }
        },
        "post": {
          "operationId": "createWebhook",
          "tags": [
            "Webhooks"
          ],
          "summary": "Creates a webhook",
          "description": "Registers a URL for one or several event types of one or several DCs. The webhook is enabled at once.\n\nThe URL must be a fully formed `http` or `https` URL and is stored as you send it. The same URL may be registered more than once; each\nregistration receives its own copy of a matching event. After a 503, list your webhooks before you repeat it: the webhook may be there.\n",
          "requestBody": {
            "required": true,
            "description": "What to send, and where to.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CreateWebhookRequest"
                },
                "examples": {
                  "twoEventTypes": {
                    "summary": "Two event types of three DCs",
                    "value": {
                      "webhook_url": "https://example.com/webhook",
                      "events": [
                        "ROUTE_CREATED",
                        "ROUTE_STARTED"
                      ],
                      "dc_ids": [
                        "1",
                        "2",
                        "3"
                      ]
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentWebhook"
            },
            "400": {
              "$ref": "#/components/responses/InvalidWebhook"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/WrongKindOfKey"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "413": {
              "$ref": "#/components/responses/BodyTooLarge"
            },
            "415": {
              "$ref": "#/components/responses/UnsupportedMediaType"
            },
            "429": {
              "$ref": "#/components/responses/RateLimited"
            },
            "500": {
              "$ref": "#/components/responses/InternalError"
            },
            "503": {
              "$ref": "#/components/responses/ServiceUnavailable"
            },
            "default": {
              "$ref": "#/components/responses/UnexpectedError"
            }
          }
        }
      },
      "/webhooks/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "patch": {
          "operationId": "updateWebhook",
          "tags": [
            "Webhooks"
          ],
          "summary": "Updates a webhook",
          "description": "Enables or disables a webhook. A disabled webhook receives nothing; what already waits for it goes on when it is enabled again soon enough.\n\nOnly `enabled` can be changed. To change anything else, delete the webhook and create another. Repeating it changes nothing.\n",
          "requestBody": {
            "$ref": "#/components/requestBodies/UpdateWebhook"
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentWebhook"
            },
            "400": {
              "$ref": "#/components/responses/InvalidUpdate"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/WrongKindOfKey"
            },
            "404": {
              "$ref": "#/components/responses/WebhookNotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "413": {
              "$ref": "#/components/responses/BodyTooLarge"
            },
            "415": {
              "$ref": "#/components/responses/UnsupportedMediaType"
            },
            "429": {
              "$ref": "#/components/responses/RateLimited"
            },
            "500": {
              "$ref": "#/components/responses/InternalError"
            },
            "503": {
              "$ref": "#/components/responses/ServiceUnavailable"
            },
            "default": {
              "$ref": "#/components/responses/UnexpectedError"
            }
          }
        },
        "put": {
          "operationId": "replaceWebhook",
          "tags": [
            "Webhooks"
          ],
          "summary": "Replaces what can be changed of a webhook",
          "description": "The same as `PATCH /webhooks/{id}`: only `enabled` can be changed, so that a replacement consists of it alone. Repeating it changes nothing.\n",
          "requestBody": {
            "$ref": "#/components/requestBodies/UpdateWebhook"
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentWebhook"
            },
            "400": {
              "$ref": "#/components/responses/InvalidUpdate"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/WrongKindOfKey"
            },
            "404": {
              "$ref": "#/components/responses/WebhookNotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "413": {
              "$ref": "#/components/responses/BodyTooLarge"
            },
            "415": {
              "$ref": "#/components/responses/UnsupportedMediaType"
            },
            "429": {
              "$ref": "#/components/responses/RateLimited"
            },
            "500": {
              "$ref": "#/components/responses/InternalError"
            },
            "503": {
              "$ref": "#/components/responses/ServiceUnavailable"
            },
            "default": {
              "$ref": "#/components/responses/UnexpectedError"
            }
          }
        },
        "delete": {
          "operationId": "deleteWebhook",
          "tags": [
            "Webhooks"
          ],
          "summary": "Deletes a webhook",
          "description": "Removes the registration. Nothing more is sent to it, neither new events nor those that wait for another attempt. This can't be undone.\nRepeating it is safe: a 404 after a 503 says that it was done.\n",
          "responses": {
            "200": {
              "$ref": "#/components/responses/WebhookDeleted"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/WrongKindOfKey"
            },
            "404": {
              "$ref": "#/components/responses/WebhookNotFound"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "429": {
              "$ref": "#/components/responses/RateLimited"
            },
            "500": {
              "$ref": "#/components/responses/InternalError"
            },
            "503": {
              "$ref": "#/components/responses/ServiceUnavailable"
            },
            "default": {
              "$ref": "#/components/responses/UnexpectedError"
            }
          }
        }
      }
    },
    "components": {
      "securitySchemes": {
        "apiKey": {
          "type": "http",
          "scheme": "bearer",
          "bearerFormat": "wp_…",
          "description": "An API key of your account, as in `Authorization: Bearer wp_…`."
        }
      },
      "parameters": {
        "WebhookId": {
          "name": "id",
          "in": "path",
          "required": true,
          "description": "The webhook id. One that is malformed, unknown or another account's is answered with the same 404.",
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-000000000001"
        },
        "NotificationId": {
          "name": "webhook-id",
          "in": "header",
          "required": true,
          "description": "The id of the event, the same on every attempt and for every webhook that receives it. Deduplicate on it.",
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-0000000000e1"
        },
        "NotificationTimestamp": {
          "name": "webhook-timestamp",
          "in": "header",
          "required": true,
          "description": "When this attempt was signed, in seconds since the epoch. Refuse those that are far from your clock.",
          "schema": {
            "type": "integer"
          },
          "example": 1767258001
        },
        "NotificationSignature": {
          "name": "webhook-signature",
          "in": "header",
          "required": true,
          "description": "One or several signatures, separated by spaces; one that verifies is enough. Each is `v1,` and the base64 of\nthe HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` under the webhook's secret, the one of `GET /webhooks/{id}/secret`.\n",
          "schema": {
            "type": "string"
          },
          "example": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
        }
      },
      "headers": {
        "X-Request-Id": {
          "description": "The id of this request. Quote it when you ask about it.",
          "required": true,
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-0000000000f1"
        },
        "RateLimit": {
          "description": "What is left of the key's quota, `r` requests in the next `t` seconds (draft-ietf-httpapi-ratelimit-headers).",
          "schema": {
            "type": "string"
          },
          "example": "\"api-key\"; r=11999; t=60"
        },
        "RateLimit-Policy": {
          "description": "The key's quota, `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers).",
          "schema": {
            "type": "string"
          },
          "example": "\"api-key\"; q=12000; w=60"
        },
        "Retry-After": {
          "description": "How many seconds to wait before the next try.",
          "required": true,
          "schema": {
            "type": "integer"
          },
          "example": 5
        },
        "WWW-Authenticate": {
          "description": "The authentication that is asked for.",
          "required": true,
          "schema": {
            "type": "string"
          },
          "example": "Bearer realm=\"waypost\""
        },
        "Accept-Encoding": {
          "description": "The `Content-Encoding`s that are read, where that of the request is not.",
          "schema": {
            "type": "string"
          },
          "example": "gzip, deflate, br"
        },
        "Allow": {
          "description": "The methods that this path has.",
          "required": true,
          "schema": {
            "type": "string"
          },
          "example": "GET, POST"
        }
      },
      "requestBodies": {
        "UpdateWebhook": {
          "required": true,
          "description": "Whether the webhook is to be enabled.",
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/UpdateWebhookRequest"
              },
              "examples": {
                "enable": {
                  "summary": "Enable",
                  "value": {
                    "enabled": true
                  }
                },
                "disable": {
                  "summary": "Disable",
                  "value": {
                    "enabled": false
                  }
                }
              }
            }
          }
        }
      },
      "responses": {
        "WebhookList": {
          "description": "The webhooks of the account, oldest first.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "RateLimit": {
              "$ref": "#/components/headers/RateLimit"
            },
            "RateLimit-Policy": {
              "$ref": "#/components/headers/RateLimit-Policy"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/WebhookListResponse"
              },
              "examples": {
                "webhooks": {
                  "summary": "An account with one webhook",
                  "value": {
                    "status": "success",
                    "data": {
                      "webhooks": [
                        {
                          "id": "the-webhook-identifier",
                          "url": "https://example.com/webhook",
                          "enabled": true,
                          "dc_ids": [
                            "1",
                            "2",
                            "3"
                          ],
                          "events": [
                            "ROUTE_CREATED",
                            "ROUTE_STARTED",
                            "ROUTE_ETAS_CHANGED",
                            "WAYPOINT_STATUS_CHANGED"
                          ]
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "CurrentWebhook": {
          "description": "The webhook as it is now.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "RateLimit": {
              "$ref": "#/components/headers/RateLimit"
            },
            "RateLimit-Policy": {
              "$ref": "#/components/headers/RateLimit-Policy"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/WebhookResponse"
              },
              "examples": {
                "webhook": {
                  "summary": "An enabled webhook",
                  "value": {
                    "status": "success",
                    "data": {
                      "webhook": {
                        "id": "the-webhook-identifier",
                        "url": "https://example.com/webhook",
                        "enabled": true,
                        "dc_ids": [
                          "1",
                          "2",
                          "3"
                        ],
                        "events": [
                          "ROUTE_CREATED",
                          "ROUTE_STARTED"
                        ]
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "WebhookDeleted": {
          "description": "The webhook was deleted.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "RateLimit": {
              "$ref": "#/components/headers/RateLimit"
            },
            "RateLimit-Policy": {
              "$ref": "#/components/headers/RateLimit-Policy"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/EmptyResponse"
              },
              "examples": {
                "deleted": {
                  "summary": "Deleted",
                  "value": {
                    "status": "success",
                    "data": {}
                  }
                }
              }
            }
          }
        },
        "InvalidRequest": {
          "description": "The request does not have the shape that this operation takes.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "unknownQueryParameter": {
                  "summary": "A query parameter that this operation does not have",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1000,
                      "message": "The request does not match the contract.",
                      "errors": [
                        {
                          "path": "/query/page",
                          "message": "is no parameter of this operation"
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "InvalidWebhook": {
          "description": "One or more parameters are invalid. `code` names the parameter at fault, or is 1000 when several are; `errors` has\nevery fault with its place, up to 50.\n",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "invalidWebhookUrl": {
                  "summary": "The URL is not absolute",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1100,
                      "message": "The webhook_url is not acceptable.",
                      "errors": [
                        {
                          "path": "/body/webhook_url",
                          "message": "must be an absolute URL such as https://example.com/my-webhook"
                        }
                      ]
                    }
                  }
                },
                "forbiddenAddress": {
                  "summary": "The URL leads into a private network",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1101,
                      "message": "The host of the webhook_url is not reachable from here on purpose.",
                      "errors": [
                        {
                          "path": "/body/webhook_url",
                          "message": "must not lead to 10.0.0.8, a private address"
                        }
                      ]
                    }
                  }
                },
                "unknownEventType": {
                  "summary": "An event type that does not exist",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1102,
                      "message": "The events are not acceptable.",
                      "errors": [
                        {
                          "path": "/body/events/0",
                          "message": "must be one of ROUTE_CREATED, ROUTE_STARTED, ROUTE_ETAS_CHANGED, WAYPOINT_STATUS_CHANGED"
                        }
                      ]
                    }
                  }
                },
                "malformedJson": {
                  "summary": "The body is not JSON",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1001,
                      "message": "The body is not valid JSON.",
                      "errors": [
                        {
                          "path": "/body",
                          "message": "line 1, column 16: expected a value, found the end"
                        }
                      ]
                    }
                  }
                },
                "tooManyWebhooks": {
                  "summary": "The account has as many webhooks as it may have",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1106,
                      "message": "The account has as many webhooks as it may have."
                    }
                  }
                }
              }
            }
          }
        },
        "InvalidUpdate": {
          "description": "The body is not `enabled` alone, or `enabled` is not a boolean.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "notABoolean": {
                  "summary": "enabled is a string",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1104,
                      "message": "The value of enabled is not acceptable.",
                      "errors": [
                        {
                          "path": "/body/enabled",
                          "message": "must be true or false, not a string"
                        }
                      ]
                    }
                  }
                },
                "unchangeable": {
                  "summary": "A property that can't be changed",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1105,
                      "message": "Only enabled can be changed: delete the webhook and create another.",
                      "errors": [
                        {
                          "path": "/body/dc_ids",
                          "message": "Can't be changed: delete the webhook and create another."
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "Unauthorized": {
          "description": "The API key is missing, malformed, unknown or revoked.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "WWW-Authenticate": {
              "$ref": "#/components/headers/WWW-Authenticate"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "missing": {
                  "summary": "No key",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2000,
                      "message": "The API key is missing: send it as Authorization: Bearer <API key>."
                    }
                  }
                },
                "invalid": {
                  "summary": "An unknown or revoked key",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2001,
                      "message": "The API key is invalid."
                    }
                  }
                }
              }
            }
          }
        },
        "WrongKindOfKey": {
          "description": "The key is valid, but is no account's, such as a publisher key, or its account is disabled, or it is for reading only.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "wrongKindOfKey": {
                  "summary": "A publisher key",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2002,
                      "message": "This kind of API key may not use this operation."
                    }
                  }
                },
                "accountDisabled": {
                  "summary": "The account was disabled by who runs the service",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2003,
                      "message": "The account is disabled: ask who runs this service."
                    }
                  }
                },
                "readOnly": {
                  "summary": "An access token of the console that is for reading only",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2004,
                      "message": "You are signed in for reading only."
                    }
                  }
                }
              }
            }
          }
        },
        "WebhookNotFound": {
          "description": "The account has no webhook with this id.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "webhookNotFound": {
                  "summary": "No such webhook",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 3001,
                      "message": "The webhook could not be found."
                    }
                  }
                }
              }
            }
          }
        },
        "MethodNotAllowed": {
          "description": "The path exists, but not with this method.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "Allow": {
              "$ref": "#/components/headers/Allow"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "methodNotAllowed": {
                  "summary": "DELETE of the whole list",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1004,
                      "message": "The path does not have this method."
                    }
                  }
                }
              }
            }
          }
        },
        "BodyTooLarge": {
          "description": "The body is larger than 64 KiB.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "bodyTooLarge": {
                  "summary": "Too large",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1003,
                      "message": "The body is too large."
                    }
                  }
                }
              }
            }
          }
        },
        "UnsupportedMediaType": {
          "description": "The body is not declared as `application/json`, or has a charset or a `Content-Encoding` that is not read. `errors` says what was sent and what\nis accepted. Bodies may be compressed with `gzip`, `deflate` or `br`.\n",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "Accept-Encoding": {
              "$ref": "#/components/headers/Accept-Encoding"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "unsupportedMediaType": {
                  "summary": "A form",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1002,
                      "message": "The body is not sent in a form that is accepted: send JSON with Content-Type: application/json.",
                      "errors": [
                        {
                          "path": "/headers/content-type",
                          "message": "is application/x-www-form-urlencoded: send application/json"
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "RateLimited": {
          "description": "Too many requests with this key.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "Retry-After": {
              "$ref": "#/components/headers/Retry-After"
            },
            "RateLimit": {
              "$ref": "#/components/headers/RateLimit"
            },
            "RateLimit-Policy": {
              "$ref": "#/components/headers/RateLimit-Policy"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "rateLimited": {
                  "summary": "Too many requests",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 4000,
                      "message": "Too many requests with this API key: wait as long as Retry-After says."
                    }
                  }
                }
              }
            }
          }
        },
        "InternalError": {
          "description": "A fault of the server. Quote the request id when you report it.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "internalError": {
                  "summary": "A fault",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 5000,
                      "message": "The server failed. Quote the request id when you report it.",
                      "request_id": "019b76da-a800-7000-8000-0000000000f1"
                    }
                  }
                }
              }
            }
          }
        },
        "ServiceUnavailable": {
          "description": "The server can't answer right now; try again after `Retry-After`. What the request changes may have been changed all the same, if the answer\nof the database was lost: the operation's description says what it does when it is repeated.\n",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "Retry-After": {
              "$ref": "#/components/headers/Retry-After"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "databaseUnavailable": {
                  "summary": "The database is down",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 5001,
                      "message": "The service is not available right now. Try again later.",
                      "request_id": "019b76da-a800-7000-8000-0000000000f1"
                    }
                  }
                }
              }
            }
          }
        },
        "UnexpectedError": {
          "description": "Any other answer has the error envelope, too. The server sends these before it knows which operation is asked for: 408 if the request does not\narrive in time, 417 for an `Expect` other than `100-continue`, 431 if path and headers are larger than 16 KiB.\n",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ErrorResponse"
              },
              "examples": {
                "internalError": {
                  "summary": "A fault",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 5000,
                      "message": "The server failed. Quote the request id when you report it.",
                      "request_id": "019b76da-a800-7000-8000-0000000000f1"
                    }
                  }
                },
                "requestTimeout": {
                  "summary": "A request that was begun and not ended (408)",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1005,
                      "message": "The request did not arrive in time."
                    }
                  }
                },
                "expectationFailed": {
                  "summary": "Expect: the-unexpected (417)",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1000,
                      "message": "The request does not match the contract.",
                      "errors": [
                        {
                          "path": "/headers/expect",
                          "message": "is the-unexpected: 100-continue alone is understood"
                        }
                      ]
                    }
                  }
                },
                "headersTooLarge": {
                  "summary": "Headers of more than 16 KiB (431)",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1006,
                      "message": "The path and the headers are too large."
                    }
                  }
                }
              }
            }
          }
        }
      },
      "schemas": {
        "WebhookEventType": {
          "type": "string",
          "description": "The kinds of events that a webhook can be registered for.",
          "enum": [
            "ROUTE_CREATED",
            "ROUTE_STARTED",
            "ROUTE_ETAS_CHANGED",
            "WAYPOINT_STATUS_CHANGED"
          ],
          "x-enumDescriptions": {
            "ROUTE_CREATED": "A route was created.",
            "ROUTE_STARTED": "A route was started.",
            "ROUTE_ETAS_CHANGED": "The ETAs of a route changed.",
            "WAYPOINT_STATUS_CHANGED": "A waypoint of a route changed its status."
          }
        },
        "DcId": {
          "type": "string",
          "description": "The id of a distribution centre, as your organisation chose it.",
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[^\\u0000\\uD800-\\uDFFF]*$",
          "x-pattern-words": "must not hold the character U+0000 or half of a surrogate pair",
          "examples": [
            "1",
            "BO016"
          ]
        },
        "RouteId": {
          "type": "string",
          "description": "The id of the route.",
          "examples": [
            "R-1001"
          ],
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[^\\u0000\\uD800-\\uDFFF]*$",
          "x-pattern-words": "must not hold the character U+0000 or half of a surrogate pair"
        },
        "WaypointId": {
          "type": "string",
          "description": "The id of the waypoint.",
          "examples": [
            "W-7"
          ],
          "minLength": 1,
          "maxLength": 128,
          "pattern": "^[^\\u0000\\uD800-\\uDFFF]*$",
          "x-pattern-words": "must not hold the character U+0000 or half of a surrogate pair"
        },
        "EventTime": {
          "type": "integer",
          "format": "int64",
          "description": "When the event occurred, in milliseconds since the epoch.",
          "examples": [
            1767258000000
          ],
          "minimum": 0,
          "maximum": 9007199254740991
        },
        "Webhook": {
          "type": "object",
          "description": "A registration.",
          "additionalProperties": false,
          "required": [
            "id",
            "url",
            "enabled",
            "dc_ids",
            "events"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The webhook id."
            },
            "url": {
              "type": "string",
              "description": "Where notifications are sent, as it was registered."
            },
            "enabled": {
              "type": "boolean",
              "description": "Whether notifications are sent."
            },
            "dc_ids": {
              "type": "array",
              "description": "The DCs for which events are sent.",
              "items": {
                "$ref": "#/components/schemas/DcId"
              }
            },
            "events": {
              "type": "array",
              "description": "The event types that are sent.",
              "items": {
                "$ref": "#/components/schemas/WebhookEventType"
              }
            }
          }
        },
        "CreateWebhookRequest": {
          "type": "object",
          "description": "What to send, and where to.",
          "additionalProperties": false,
          "required": [
            "webhook_url",
            "events",
            "dc_ids"
          ],
          "properties": {
            "webhook_url": {
              "type": "string",
              "description": "The webhook URL to register: a fully formed `http` or `https` URL such as `https://example.com/my-webhook`, without user and\npassword, whose host is not a private, loopback, link-local or otherwise reserved address.\n",
              "maxLength": 2048,
              "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^/?]",
              "x-pattern-words": "must be an absolute URL such as https://example.com/my-webhook",
              "x-error-code": 1100
            },
            "events": {
              "type": "array",
              "description": "The event types that should be sent.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/WebhookEventType"
              },
              "x-error-code": 1102
            },
            "dc_ids": {
              "type": "array",
              "description": "The DCs for which events should be sent.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/DcId"
              },
              "x-error-code": 1103
            }
          }
        },
        "UpdateWebhookRequest": {
          "type": "object",
          "description": "Whether the webhook is to be enabled. Its other properties can't be changed.",
          "additionalProperties": false,
          "required": [
            "enabled"
          ],
          "properties": {
            "enabled": {
              "type": "boolean",
              "description": "Whether this webhook should be enabled or disabled.",
              "x-error-code": 1104
            },
            "id": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "url": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "webhook_url": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "events": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            },
            "dc_ids": {
              "description": "Can't be changed: delete the webhook and create another.",
              "x-error-code": 1105,
              "not": {}
            }
          }
        },
        "RouteCreatedNotification": {
          "type": "object",
          "description": "A route was created.",
          "required": [
            "event",
            "hook_timestamp_millis",
            "dc_id",
            "route_id"
          ],
          "properties": {
            "event": {
              "type": "string",
              "enum": [
                "ROUTE_CREATED"
              ],
              "description": "Always this type."
            },
            "hook_timestamp_millis": {
              "$ref": "#/components/schemas/EventTime"
            },
            "dc_id": {
              "$ref": "#/components/schemas/DcId"
            },
            "route_id": {
              "$ref": "#/components/schemas/RouteId"
            }
          }
        },
        "RouteStartedNotification": {
          "type": "object",
          "description": "A route was started.",
          "required": [
            "event",
            "hook_timestamp_millis",
            "dc_id",
            "route_id"
          ],
          "properties": {
            "event": {
              "type": "string",
              "enum": [
                "ROUTE_STARTED"
              ],
              "description": "Always this type."
            },
            "hook_timestamp_millis": {
              "$ref": "#/components/schemas/EventTime"
            },
            "dc_id": {
              "$ref": "#/components/schemas/DcId"
            },
            "route_id": {
              "$ref": "#/components/schemas/RouteId"
            }
          }
        },
        "RouteEtasChangedNotification": {
          "type": "object",
          "description": "The ETAs of a route changed.",
          "required": [
            "event",
            "hook_timestamp_millis",
            "dc_id",
            "route_id"
          ],
          "properties": {
            "event": {
              "type": "string",
              "enum": [
                "ROUTE_ETAS_CHANGED"
              ],
              "description": "Always this type."
            },
            "hook_timestamp_millis": {
              "$ref": "#/components/schemas/EventTime"
            },
            "dc_id": {
              "$ref": "#/components/schemas/DcId"
            },
            "route_id": {
              "$ref": "#/components/schemas/RouteId"
            }
          }
        },
        "WaypointStatusChangedNotification": {
          "type": "object",
          "description": "A waypoint of a route changed its status.",
          "required": [
            "event",
            "hook_timestamp_millis",
            "dc_id",
            "route_id",
            "waypoint_id"
          ],
          "properties": {
            "event": {
              "type": "string",
              "enum": [
                "WAYPOINT_STATUS_CHANGED"
              ],
              "description": "Always this type."
            },
            "hook_timestamp_millis": {
              "$ref": "#/components/schemas/EventTime"
            },
            "dc_id": {
              "$ref": "#/components/schemas/DcId"
            },
            "route_id": {
              "$ref": "#/components/schemas/RouteId"
            },
            "waypoint_id": {
              "$ref": "#/components/schemas/WaypointId"
            }
          }
        },
        "WebhookResponse": {
          "type": "object",
          "description": "One webhook.",
          "additionalProperties": false,
          "required": [
            "status",
            "data"
          ],
          "properties": {
            "status": {
              "$ref": "#/components/schemas/Success"
            },
            "data": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "webhook"
              ],
              "properties": {
                "webhook": {
                  "$ref": "#/components/schemas/Webhook"
                }
              }
            }
          }
        },
        "WebhookListResponse": {
          "type": "object",
          "description": "All webhooks.",
          "additionalProperties": false,
          "required": [
            "status",
            "data"
          ],
          "properties": {
            "status": {
              "$ref": "#/components/schemas/Success"
            },
            "data": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "webhooks"
              ],
              "properties": {
                "webhooks": {
                  "type": "array",
                  "description": "The webhooks, oldest first.",
                  "items": {
                    "$ref": "#/components/schemas/Webhook"
                  }
                }
              }
            }
          }
        },
        "EmptyResponse": {
          "type": "object",
          "description": "Done, and nothing to add.",
          "additionalProperties": false,
          "required": [
            "status",
            "data"
          ],
          "properties": {
            "status": {
              "$ref": "#/components/schemas/Success"
            },
            "data": {
              "type": "object",
              "description": "Empty.",
              "additionalProperties": false,
              "maxProperties": 0
            }
          }
        },
        "Success": {
          "type": "string",
          "description": "The request was carried out.",
          "const": "success"
        },
        "ErrorResponse": {
          "type": "object",
          "description": "What went wrong.",
          "additionalProperties": false,
          "required": [
            "status",
            "data"
          ],
          "properties": {
            "status": {
              "type": "string",
              "description": "The request was not carried out.",
              "const": "error"
            },
            "data": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "code",
                "message"
              ],
              "properties": {
                "code": {
                  "$ref": "#/components/schemas/ErrorCode"
                },
                "message": {
                  "type": "string",
                  "description": "What went wrong, for people."
                },
                "errors": {
                  "type": "array",
                  "description": "Every fault of the request; the first 50, if there are more.",
                  "items": {
                    "$ref": "#/components/schemas/Fault"
                  }
                },
                "more_errors": {
                  "type": "boolean",
                  "description": "Whether the request has more faults than those in `errors`. Left out if it has not.",
                  "const": true
                },
                "request_id": {
                  "type": "string",
                  "description": "The id of the request, where it is needed to find out what happened."
                }
              }
            }
          }
        },
        "Fault": {
          "type": "object",
          "description": "One fault of a request.",
          "additionalProperties": false,
          "required": [
            "path",
            "message"
          ],
          "properties": {
            "path": {
              "type": "string",
              "description": "Where it is, such as `/body/dc_ids/1`, `/query/page` or `/headers/content-type`."
            },
            "message": {
              "type": "string",
              "description": "What is wrong there."
            }
          }
        },
        "ErrorCode": {
          "type": "integer",
          "description": "What went wrong, by hundreds: 1000 the shape of the request, 1100 the parameters of a webhook, 1200 published events, 1300 sending again, 2000 authentication,\n3000 not found, 4000 limits, 5000 the server.\n",
          "enum": [
            1000,
            1001,
            1002,
            1003,
            1004,
            1005,
            1006,
            1007,
            1100,
            1101,
            1102,
            1103,
            1104,
            1105,
            1106,
            1200,
            1201,
            1300,
            1301,
            2000,
            2001,
            2002,
            2003,
            2004,
            2005,
            2006,
            3000,
            3001,
            3002,
            3003,
            3004,
            4000,
            4001,
            5000,
            5001
          ],
          "x-enumDescriptions": {
            "1000": "The request does not match the contract.",
            "1001": "The body is not valid JSON.",
            "1002": "The body is not sent in a form that is accepted: send JSON with Content-Type: application/json.",
            "1003": "The body is too large.",
            "1004": "The path does not have this method.",
            "1005": "The request did not arrive in time.",
            "1006": "The path and the headers are too large.",
            "1007": "What arrived is not a request of HTTP/1.1.",
            "1100": "The webhook_url is not acceptable.",
            "1101": "The host of the webhook_url is not reachable from here on purpose.",
            "1102": "The events are not acceptable.",
            "1103": "The dc_ids are not acceptable.",
            "1104": "The value of enabled is not acceptable.",
            "1105": "Only enabled can be changed: delete the webhook and create another.",
            "1106": "The account has as many webhooks as it may have.",
            "1200": "The published events are not acceptable.",
            "1201": "An event names an account that does not exist.",
            "1300": "The webhook was deleted: there is nothing to send to.",
            "1301": "The webhook is disabled: enable it first.",
            "2000": "The API key is missing: send it as Authorization: Bearer <API key>.",
            "2001": "The API key is invalid.",
            "2002": "This kind of API key may not use this operation.",
            "2003": "The account is disabled: ask who runs this service.",
            "2004": "You are signed in for reading only.",
            "2005": "The link to the console was used already, or its time is over: ask for another.",
            "2006": "You are not signed in to the console, or no longer.",
            "3000": "There is nothing at this path.",
            "3001": "The webhook could not be found.",
            "3002": "The delivery could not be found.",
            "3003": "The account could not be found.",
            "3004": "The API key could not be found.",
            "4000": "Too many requests with this API key: wait as long as Retry-After says.",
            "4001": "The webhook is sent as much at the same time as it may be: wait as long as Retry-After says.",
            "5000": "The server failed. Quote the request id when you report it.",
            "5001": "The service is not available right now. Try again later."
          },
          "x-enum-varnames": [
            "InvalidRequest",
            "MalformedJson",
            "UnsupportedMediaType",
            "BodyTooLarge",
            "MethodNotAllowed",
            "RequestTimeout",
            "HeadersTooLarge",
            "UnreadableRequest",
            "InvalidWebhookUrl",
            "ForbiddenAddress",
            "InvalidEvents",
            "InvalidDcIds",
            "InvalidEnabled",
            "UnchangeableProperty",
            "TooManyWebhooks",
            "InvalidPublishedEvents",
            "UnknownAccount",
            "WebhookDeleted",
            "WebhookDisabled",
            "MissingApiKey",
            "InvalidApiKey",
            "WrongKindOfApiKey",
            "AccountDisabled",
            "ReadOnlyAccess",
            "ConsoleLinkInvalid",
            "ConsoleSessionOver",
            "PathNotFound",
            "WebhookNotFound",
            "DeliveryNotFound",
            "AccountNotFound",
            "ApiKeyNotFound",
            "RateLimited",
            "WebhookBusy",
            "InternalError",
            "ServiceUnavailable"
          ]
        }
      }
    }
  }
};

export const notifications: Record<keyof webhooks, NotificationEntry> = {
  "ROUTE_CREATED": {
    "schema": "/components/schemas/RouteCreatedNotification",
    "coalesceBy": null,
    "example": {
      "event": "ROUTE_CREATED",
      "hook_timestamp_millis": 1767258000000,
      "dc_id": "BO016",
      "route_id": "R-1001"
    }
  },
  "ROUTE_STARTED": {
    "schema": "/components/schemas/RouteStartedNotification",
    "coalesceBy": null,
    "example": {
      "event": "ROUTE_STARTED",
      "hook_timestamp_millis": 1767261600000,
      "dc_id": "BO016",
      "route_id": "R-1001"
    }
  },
  "ROUTE_ETAS_CHANGED": {
    "schema": "/components/schemas/RouteEtasChangedNotification",
    "coalesceBy": "route_id",
    "example": {
      "event": "ROUTE_ETAS_CHANGED",
      "hook_timestamp_millis": 1767263400000,
      "dc_id": "BO016",
      "route_id": "R-1001"
    }
  },
  "WAYPOINT_STATUS_CHANGED": {
    "schema": "/components/schemas/WaypointStatusChangedNotification",
    "coalesceBy": null,
    "example": {
      "event": "WAYPOINT_STATUS_CHANGED",
      "hook_timestamp_millis": 1767265200000,
      "dc_id": "BO016",
      "route_id": "R-1001",
      "waypoint_id": "W-7"
    }
  }
};
