// Generated from openapi/deliveries.yaml by `npm run generate`. Do not edit.

import type { Contract } from '../../src/contract/contract.js';

export const deliveriesContract: Contract = {
  "name": "deliveries",
  "maxBodyBytes": 65536,
  "paths": [
    {
      "route": "/webhooks/:id/deliveries",
      "operations": [
        {
          "operationId": "listDeliveries",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/deliveries",
      "operations": [
        {
          "operationId": "listAllDeliveries",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/undelivered",
      "operations": [
        {
          "operationId": "listUndelivered",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/deliveries/:id",
      "operations": [
        {
          "operationId": "getDelivery",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/deliveries/:id/retry",
      "operations": [
        {
          "operationId": "retryDelivery",
          "method": "post",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/webhooks/:id/recover",
      "operations": [
        {
          "operationId": "recoverDeliveries",
          "method": "post",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "since": {
              "type": "string",
              "format": "date-time",
              "description": "Deliveries that were created at this time or later."
            },
            "until": {
              "type": "string",
              "format": "date-time",
              "description": "Deliveries that were created before this time, which is later than `since`; now if it is left out."
            },
            "states": {
              "type": "array",
              "description": "The states to recover; `exhausted` if it is left out.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/RecoverableState"
              }
            },
            "event_types": {
              "type": "array",
              "description": "Only events of these types; all if it is left out.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/WebhookEventType"
              }
            },
            "include_missed": {
              "type": "boolean",
              "description": "Whether to send also the stored events that match the webhook and were never sent to it, since it was disabled.",
              "default": false
            },
            "dry_run": {
              "type": "boolean",
              "description": "Whether to count only.",
              "default": false
            }
          }
        }
      ]
    },
    {
      "route": "/webhook-health",
      "operations": [
        {
          "operationId": "listWebhookHealth",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/webhooks/:id/health",
      "operations": [
        {
          "operationId": "getWebhookHealth",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/webhooks/:id/statistics",
      "operations": [
        {
          "operationId": "getWebhookStatistics",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/webhooks/:id/secret",
      "operations": [
        {
          "operationId": "getWebhookSecret",
          "method": "get",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/webhooks/:id/secret/rotate",
      "operations": [
        {
          "operationId": "rotateWebhookSecret",
          "method": "post",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "grace_period_seconds": {
              "type": "integer",
              "description": "How long the old secret still signs, at most 30 days.",
              "minimum": 0,
              "maximum": 2592000,
              "default": 86400
            }
          }
        }
      ]
    },
    {
      "route": "/webhooks/:id/test",
      "operations": [
        {
          "operationId": "sendTestEvent",
          "method": "post",
          "credential": {
            "scheme": "apiKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "event": {
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
            }
          }
        }
      ]
    }
  ],
  "document": {
    "webhooks": {},
    "openapi": "3.1.1",
    "info": {
      "title": "Waypost Deliveries API",
      "version": "1.0.0",
      "summary": "What became of your events, and how to have them again.",
      "description": "For the account that owns the webhooks. Every event that matches a webhook is a delivery; each HTTP try of it is an attempt.\nSee what was delivered and what was not, have deliveries sent again, and look after a webhook's signing secret.\n\n**States.** What became of a delivery is its `state`: DeliveryState says what each of them means.\n\n**Authentication**, envelope, errors and limits are those of the Webhooks API. Ids of another account, unknown ids and malformed\nids are the same 404.\n",
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
        "name": "Deliveries",
        "description": "The log of what was sent, and sending again."
      },
      {
        "name": "Health",
        "description": "How webhooks fare, and what was sent over time."
      },
      {
        "name": "Secrets",
        "description": "What notifications are signed with."
      },
      {
        "name": "Tests",
        "description": "Trying a webhook out."
      }
    ],
    "paths": {
      "/webhooks/{id}/deliveries": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "get": {
          "operationId": "listDeliveries",
          "tags": [
            "Deliveries"
          ],
          "summary": "Lists the deliveries of a webhook",
          "description": "Newest first. Deliveries that arrive while you page through the list do not move the pages.",
          "parameters": [
            {
              "$ref": "#/components/parameters/StateFilter"
            },
            {
              "$ref": "#/components/parameters/EventFilter"
            },
            {
              "$ref": "#/components/parameters/DcIdFilter"
            },
            {
              "$ref": "#/components/parameters/RouteIdFilter"
            },
            {
              "$ref": "#/components/parameters/Since"
            },
            {
              "$ref": "#/components/parameters/Until"
            },
            {
              "$ref": "#/components/parameters/Limit"
            },
            {
              "$ref": "#/components/parameters/Cursor"
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/DeliveryList"
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
      },
      "/deliveries": {
        "get": {
          "operationId": "listAllDeliveries",
          "tags": [
            "Deliveries"
          ],
          "summary": "Lists the deliveries of all webhooks",
          "description": "Newest first, across all webhooks of your account, with the filters of the list of one. Deliveries that arrive while you page through the list\ndo not move the pages. Those of a webhook that was deleted are in it.\n",
          "parameters": [
            {
              "$ref": "#/components/parameters/StateFilter"
            },
            {
              "$ref": "#/components/parameters/EventFilter"
            },
            {
              "$ref": "#/components/parameters/DcIdFilter"
            },
            {
              "$ref": "#/components/parameters/RouteIdFilter"
            },
            {
              "$ref": "#/components/parameters/Since"
            },
            {
              "$ref": "#/components/parameters/Until"
            },
            {
              "$ref": "#/components/parameters/Limit"
            },
            {
              "$ref": "#/components/parameters/Cursor"
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/DeliveryList"
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
        }
      },
      "/undelivered": {
        "get": {
          "operationId": "listUndelivered",
          "tags": [
            "Deliveries"
          ],
          "summary": "Lists what has not reached its receiver",
          "description": "Everything of your account, across all webhooks, that has not reached its receiver: `pending`, `parked` and `exhausted` deliveries, newest\nfirst.\n",
          "parameters": [
            {
              "$ref": "#/components/parameters/Since"
            },
            {
              "$ref": "#/components/parameters/Until"
            },
            {
              "$ref": "#/components/parameters/Limit"
            },
            {
              "$ref": "#/components/parameters/Cursor"
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/DeliveryList"
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
        }
      },
      "/deliveries/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/DeliveryId"
          }
        ],
        "get": {
          "operationId": "getDelivery",
          "tags": [
            "Deliveries"
          ],
          "summary": "Gets a delivery with its payload and all attempts",
          "description": "The payload is the notification as it is sent. Deliveries are kept for the operator's retention time, also those of deleted webhooks.",
          "responses": {
            "200": {
              "$ref": "#/components/responses/DeliveryFound"
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
              "$ref": "#/components/responses/DeliveryNotFound"
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
      },
      "/deliveries/{id}/retry": {
        "parameters": [
          {
            "$ref": "#/components/parameters/DeliveryId"
          }
        ],
        "post": {
          "operationId": "retryDelivery",
          "tags": [
            "Deliveries"
          ],
          "summary": "Sends a delivery again at once",
          "description": "Whatever its state, one that has succeeded included. The attempt is marked as manual. It is refused if the webhook was deleted, or is\ndisabled (enable it first), or if the event is no longer kept.\n\nAfter a 503 it may be on its way: look at the delivery before you repeat the request, which sends it once more.\n",
          "responses": {
            "202": {
              "$ref": "#/components/responses/DeliveryQueued"
            },
            "400": {
              "$ref": "#/components/responses/NotSendable"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/WrongKindOfKey"
            },
            "404": {
              "$ref": "#/components/responses/DeliveryNotFound"
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
      },
      "/webhooks/{id}/recover": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "post": {
          "operationId": "recoverDeliveries",
          "tags": [
            "Deliveries"
          ],
          "summary": "Sends again what failed in a span of time",
          "description": "Queues the deliveries of a webhook that failed in a span of time, and with `include_missed` also the events that it would have been sent had it not been\ndisabled then. It goes on in the background, a few at a time and behind live events. With `dry_run` nothing is sent, and the answer says\nhow many it would be.\n\nSending again what is being recovered already changes nothing. The count is taken when you ask, up to 100,000.\n\nAfter a 503 it may have begun. Repeated, it sends what is in the `states` that you name by then, so that nothing that has arrived in between is\nsent again unless you name `succeeded`.\n",
          "requestBody": {
            "required": true,
            "description": "What to recover.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RecoverRequest"
                },
                "examples": {
                  "outage": {
                    "summary": "An outage of an hour, the time in which the webhook was disabled included",
                    "value": {
                      "since": "2026-01-01T09:00:00Z",
                      "until": "2026-01-01T10:00:00Z",
                      "include_missed": true,
                      "dry_run": true
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "202": {
              "$ref": "#/components/responses/RecoveryAccepted"
            },
            "400": {
              "$ref": "#/components/responses/NotSendable"
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
        }
      },
      "/webhook-health": {
        "get": {
          "operationId": "listWebhookHealth",
          "tags": [
            "Health"
          ],
          "summary": "Lists how all webhooks fare",
          "description": "The health of each webhook of your account, oldest first, with what was sent in the last 24 hours. What waits or was given up is counted up to 100\nfor each: 100 says that there may be more.\n",
          "parameters": [
            {
              "$ref": "#/components/parameters/HealthLimit"
            },
            {
              "$ref": "#/components/parameters/Cursor"
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/HealthList"
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
        }
      },
      "/webhooks/{id}/health": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "get": {
          "operationId": "getWebhookHealth",
          "tags": [
            "Health"
          ],
          "summary": "Gets how a webhook fares",
          "description": "Whether it succeeds, since when it fails and why, and when it would be disabled for it. What waits or was given up is counted up to 10,000: 10,000 says\nthat there may be more.\n",
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentHealth"
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
      },
      "/webhooks/{id}/statistics": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "get": {
          "operationId": "getWebhookStatistics",
          "tags": [
            "Health"
          ],
          "summary": "Counts what was sent to a webhook, over time",
          "description": "A span of time in buckets of a minute, an hour or a day (UTC), of which 1,500 are answered at the most; the span is widened to whole buckets. An attempt counts\nin the bucket in which it began, some seconds after it ended. Minutes are kept for three days, hours and days as long as deliveries are.\n\nWhat was sent again counts again, so that these are numbers of attempts; only `exhausted` is one of deliveries.\n",
          "parameters": [
            {
              "$ref": "#/components/parameters/StatisticsSince"
            },
            {
              "$ref": "#/components/parameters/StatisticsUntil"
            },
            {
              "$ref": "#/components/parameters/Bucket"
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/StatisticsOfWebhook"
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
      },
      "/webhooks/{id}/secret": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "get": {
          "operationId": "getWebhookSecret",
          "tags": [
            "Secrets"
          ],
          "summary": "Gets the signing secret of a webhook",
          "description": "Give it to the receiver, which verifies notifications with it. Treat it like a password. Whoever is signed in to the console for reading only is refused.\n",
          "x-access": "full",
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentSecret"
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
      },
      "/webhooks/{id}/secret/rotate": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "post": {
          "operationId": "rotateWebhookSecret",
          "tags": [
            "Secrets"
          ],
          "summary": "Replaces the signing secret of a webhook",
          "description": "From now on notifications carry two signatures, one of the new secret and one of the old, until the grace period is over: change the receiver\nat any time in between. Rotating again ends the old secret's grace period: after a 503, get the secret before you repeat the request, since it\nmay have been replaced.\n",
          "requestBody": {
            "required": true,
            "description": "How long the old secret still signs.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/RotateRequest"
                },
                "examples": {
                  "aDay": {
                    "summary": "The default, a day",
                    "value": {}
                  },
                  "atOnce": {
                    "summary": "The old secret is known to others",
                    "value": {
                      "grace_period_seconds": 0
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentSecret"
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
      "/webhooks/{id}/test": {
        "parameters": [
          {
            "$ref": "#/components/parameters/WebhookId"
          }
        ],
        "post": {
          "operationId": "sendTestEvent",
          "tags": [
            "Tests"
          ],
          "summary": "Sends an example notification now",
          "description": "Sends the example that the Webhooks API shows for an event type, signed like any other and marked by the header `webhook-test: true`, and answers with the\noutcome. It is sent whether or not the webhook is enabled or registered for the event type, it is not retried, and it does not appear in the log.\n\nA test counts as one of the attempts that go on for the webhook at the same time, 50 unless the operator set another number: together with its\ndeliveries where the process that answers delivers as well, and together with its other tests in any case. One more is a 429, and nothing is sent.\nAfter a 503 nothing was sent.\n",
          "requestBody": {
            "required": true,
            "description": "What to send.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/TestEventRequest"
                },
                "examples": {
                  "routeCreated": {
                    "summary": "A route was created",
                    "value": {
                      "event": "ROUTE_CREATED"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/TestEventSent"
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
            "413": {
              "$ref": "#/components/responses/BodyTooLarge"
            },
            "415": {
              "$ref": "#/components/responses/UnsupportedMediaType"
            },
            "429": {
              "$ref": "#/components/responses/TooManyTests"
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
        "DeliveryId": {
          "name": "id",
          "in": "path",
          "required": true,
          "description": "The delivery id. One that is malformed, unknown or another account's is answered with the same 404.",
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-0000000000d1"
        },
        "StateFilter": {
          "name": "state",
          "in": "query",
          "description": "Only deliveries in this state.",
          "schema": {
            "$ref": "#/components/schemas/DeliveryState"
          }
        },
        "EventFilter": {
          "name": "event",
          "in": "query",
          "description": "Only deliveries of this event type.",
          "schema": {
            "$ref": "#/components/schemas/WebhookEventType"
          }
        },
        "DcIdFilter": {
          "name": "dc_id",
          "in": "query",
          "description": "Only deliveries of events of this DC. In a query, `+` is a space and `%2B` a plus.",
          "allowReserved": true,
          "schema": {
            "$ref": "#/components/schemas/DcId"
          }
        },
        "RouteIdFilter": {
          "name": "route_id",
          "in": "query",
          "description": "Only deliveries of events of this route. In a query, `+` is a space and `%2B` a plus.",
          "allowReserved": true,
          "schema": {
            "$ref": "#/components/schemas/RouteId"
          }
        },
        "Since": {
          "name": "since",
          "in": "query",
          "description": "Only deliveries that were created at this time or later. The `+` of an offset may be written as it is, although it is a space elsewhere in a\nquery: `2026-01-01T10:00:00+01:00`.\n",
          "allowReserved": true,
          "schema": {
            "type": "string",
            "format": "date-time"
          },
          "example": "2026-01-01T09:00:00Z"
        },
        "Until": {
          "name": "until",
          "in": "query",
          "description": "Only deliveries that were created before this time, written like `since`.",
          "allowReserved": true,
          "schema": {
            "type": "string",
            "format": "date-time"
          },
          "example": "2026-01-01T10:00:00Z"
        },
        "Limit": {
          "name": "limit",
          "in": "query",
          "description": "How many at the most, in decimal digits.",
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 200,
            "default": 50
          }
        },
        "Cursor": {
          "name": "cursor",
          "in": "query",
          "description": "The `next_cursor` of the page before.",
          "schema": {
            "type": "string",
            "format": "uuid"
          }
        },
        "HealthLimit": {
          "name": "limit",
          "in": "query",
          "description": "How many webhooks at the most, in decimal digits.",
          "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": 1000,
            "default": 100
          }
        },
        "StatisticsSince": {
          "name": "since",
          "in": "query",
          "description": "From this time on, written as in the list of deliveries; 24 hours before `until` if it is left out.",
          "allowReserved": true,
          "schema": {
            "type": "string",
            "format": "date-time"
          },
          "example": "2026-01-01T09:00:00Z"
        },
        "StatisticsUntil": {
          "name": "until",
          "in": "query",
          "description": "Up to this time, written like `since` and later than it; now if it is left out.",
          "allowReserved": true,
          "schema": {
            "type": "string",
            "format": "date-time"
          },
          "example": "2026-01-01T10:00:00Z"
        },
        "Bucket": {
          "name": "bucket",
          "in": "query",
          "description": "How long each bucket is.",
          "schema": {
            "$ref": "#/components/schemas/StatisticsBucketSize"
          }
        },
        "WebhookId": {
          "name": "id",
          "in": "path",
          "required": true,
          "description": "The webhook id. One that is malformed, unknown or another account's is answered with the same 404.",
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-000000000001"
        }
      },
      "responses": {
        "HealthList": {
          "description": "A page of webhooks' health, oldest webhook first.",
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
                "$ref": "#/components/schemas/WebhookHealthListResponse"
              },
              "examples": {
                "lastPage": {
                  "summary": "The last page",
                  "value": {
                    "status": "success",
                    "data": {
                      "webhooks": [
                        {
                          "webhook_id": "019b76da-a800-7000-8000-000000000001",
                          "status": "healthy",
                          "failing_since": null,
                          "disables_at": null,
                          "disabled_at": null,
                          "last_succeeded_at": "2026-01-01T09:00:05.214Z",
                          "undelivered": {
                            "pending": 1,
                            "parked": 0,
                            "exhausted": 0
                          },
                          "recent_hours": {
                            "since": "2025-12-31T10:00:00.000Z",
                            "succeeded": [
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              3,
                              12,
                              40,
                              7
                            ],
                            "failed": [
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              0,
                              1,
                              0
                            ]
                          }
                        }
                      ],
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          }
        },
        "CurrentHealth": {
          "description": "How the webhook fares.",
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
                "$ref": "#/components/schemas/WebhookHealthResponse"
              },
              "examples": {
                "failing": {
                  "summary": "A webhook whose receiver is down",
                  "value": {
                    "status": "success",
                    "data": {
                      "health": {
                        "webhook_id": "019b76da-a800-7000-8000-000000000001",
                        "status": "failing",
                        "failing_since": "2026-01-01T09:00:05.214Z",
                        "last_failure": {
                          "at": "2026-01-01T09:30:00.000Z",
                          "status_code": 502,
                          "error_kind": null,
                          "error_message": null
                        },
                        "disables_at": "2026-01-02T09:00:05.214Z",
                        "disabled_at": null,
                        "last_succeeded_at": "2026-01-01T09:00:01.020Z",
                        "undelivered": {
                          "pending": 214,
                          "parked": 0,
                          "exhausted": 3
                        },
                        "recent_hours": {
                          "since": "2025-12-31T10:00:00.000Z",
                          "succeeded": [
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            3,
                            12,
                            40,
                            7
                          ],
                          "failed": [
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            1,
                            120
                          ]
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "StatisticsOfWebhook": {
          "description": "What was sent, bucket by bucket.",
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
                "$ref": "#/components/schemas/StatisticsResponse"
              },
              "examples": {
                "twoHours": {
                  "summary": "Two hours",
                  "value": {
                    "status": "success",
                    "data": {
                      "bucket": "hour",
                      "since": "2026-01-01T08:00:00.000Z",
                      "until": "2026-01-01T10:00:00.000Z",
                      "total": {
                        "succeeded": 40,
                        "failed": 2,
                        "exhausted": 0,
                        "latency_millis": {
                          "p50": 24,
                          "p95": 110,
                          "p99": 310
                        }
                      },
                      "buckets": [
                        {
                          "start": "2026-01-01T08:00:00.000Z",
                          "succeeded": 0,
                          "failed": 0,
                          "exhausted": 0
                        },
                        {
                          "start": "2026-01-01T09:00:00.000Z",
                          "succeeded": 40,
                          "failed": 2,
                          "exhausted": 0,
                          "latency_millis": {
                            "p50": 24,
                            "p95": 110,
                            "p99": 310
                          }
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "DeliveryList": {
          "description": "A page of deliveries, newest first.",
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
                "$ref": "#/components/schemas/DeliveryListResponse"
              },
              "examples": {
                "lastPage": {
                  "summary": "The last page",
                  "value": {
                    "status": "success",
                    "data": {
                      "deliveries": [
                        {
                          "id": "019b76da-a800-7000-8000-0000000000d1",
                          "webhook_id": "019b76da-a800-7000-8000-000000000001",
                          "event_id": "route-R-1001-started",
                          "event": "ROUTE_STARTED",
                          "dc_id": "BO016",
                          "route_id": "R-1001",
                          "state": "exhausted",
                          "attempt_count": 9,
                          "created_at": "2026-01-01T09:00:00.000Z",
                          "next_attempt_at": null,
                          "finished_at": "2026-01-01T16:42:00.000Z"
                        }
                      ],
                      "next_cursor": null
                    }
                  }
                }
              }
            }
          }
        },
        "DeliveryFound": {
          "description": "The delivery.",
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
                "$ref": "#/components/schemas/DeliveryDetailsResponse"
              },
              "examples": {
                "retried": {
                  "summary": "Delivered at the second attempt",
                  "value": {
                    "status": "success",
                    "data": {
                      "delivery": {
                        "id": "019b76da-a800-7000-8000-0000000000d1",
                        "webhook_id": "019b76da-a800-7000-8000-000000000001",
                        "event_id": "route-R-1001-started",
                        "event": "ROUTE_STARTED",
                        "dc_id": "BO016",
                        "route_id": "R-1001",
                        "state": "succeeded",
                        "attempt_count": 2,
                        "created_at": "2026-01-01T09:00:00.000Z",
                        "next_attempt_at": null,
                        "finished_at": "2026-01-01T09:00:05.214Z",
                        "request": {
                          "url": "https://example.com/hooks/routes",
                          "headers": {
                            "content-type": "application/json",
                            "user-agent": "Waypost/1.0",
                            "webhook-id": "route-R-1001-started"
                          }
                        },
                        "payload": {
                          "event": "ROUTE_STARTED",
                          "hook_timestamp_millis": 1767261600000,
                          "dc_id": "BO016",
                          "route_id": "R-1001"
                        },
                        "attempts": [
                          {
                            "number": 1,
                            "manual": false,
                            "started_at": "2026-01-01T09:00:00.012Z",
                            "duration_millis": 31,
                            "status_code": 502,
                            "error_kind": null,
                            "error_message": null,
                            "response_excerpt": "Bad Gateway"
                          },
                          {
                            "number": 2,
                            "manual": false,
                            "started_at": "2026-01-01T09:00:05.190Z",
                            "duration_millis": 22,
                            "status_code": 200,
                            "error_kind": null,
                            "error_message": null,
                            "response_excerpt": ""
                          }
                        ]
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "DeliveryQueued": {
          "description": "The delivery is sent again.",
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
                "$ref": "#/components/schemas/DeliveryQueuedResponse"
              },
              "examples": {
                "queued": {
                  "summary": "An exhausted delivery is pending again",
                  "value": {
                    "status": "pending",
                    "data": {
                      "delivery": {
                        "id": "019b76da-a800-7000-8000-0000000000d1",
                        "webhook_id": "019b76da-a800-7000-8000-000000000001",
                        "event_id": "route-R-1001-started",
                        "event": "ROUTE_STARTED",
                        "dc_id": "BO016",
                        "route_id": "R-1001",
                        "state": "pending",
                        "attempt_count": 9,
                        "created_at": "2026-01-01T09:00:00.000Z",
                        "next_attempt_at": "2026-01-02T08:00:00.000Z",
                        "finished_at": null
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "RecoveryAccepted": {
          "description": "How many deliveries are being sent again, or with `dry_run` would be.",
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
                "$ref": "#/components/schemas/RecoveryResponse"
              },
              "examples": {
                "accepted": {
                  "summary": "120 failed deliveries and 35 missed events",
                  "value": {
                    "status": "pending",
                    "data": {
                      "count": 155,
                      "failed": 120,
                      "missed": 35
                    }
                  }
                }
              }
            }
          }
        },
        "CurrentSecret": {
          "description": "The secret that notifications are signed with.",
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
                "$ref": "#/components/schemas/WebhookSecretResponse"
              },
              "examples": {
                "secret": {
                  "summary": "A secret whose predecessor still signs",
                  "value": {
                    "status": "success",
                    "data": {
                      "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                      "previous_secret_expires_at": "2026-01-02T09:00:00.000Z"
                    }
                  }
                }
              }
            }
          }
        },
        "TestEventSent": {
          "description": "The test notification was sent, or could not be; `delivered` says whether the receiver acknowledged it.",
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
                "$ref": "#/components/schemas/TestEventResponse"
              },
              "examples": {
                "refused": {
                  "summary": "Nobody listens at the URL",
                  "value": {
                    "status": "success",
                    "data": {
                      "delivered": false,
                      "event_id": "test_019b76daa8007000800000000000000e",
                      "started_at": "2026-01-01T09:00:00.012Z",
                      "duration_millis": 3,
                      "status_code": null,
                      "error_kind": "connection",
                      "error_message": "connection refused",
                      "response_excerpt": ""
                    }
                  }
                }
              }
            }
          }
        },
        "TooManyTests": {
          "description": "Too many requests with this key, or the webhook has as many attempts going on as it may have. Nothing was sent.",
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
                "webhookBusy": {
                  "summary": "The webhook is busy",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 4001,
                      "message": "The webhook is sent as much at the same time as it may be: wait as long as Retry-After says."
                    }
                  }
                },
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
        "DeliveryNotFound": {
          "description": "The account has no delivery with this id.",
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
                "deliveryNotFound": {
                  "summary": "No such delivery",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 3002,
                      "message": "The delivery could not be found."
                    }
                  }
                }
              }
            }
          }
        },
        "NotSendable": {
          "description": "The request is invalid, or there is nothing that could be sent to.",
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
                "deleted": {
                  "summary": "The webhook was deleted",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1300,
                      "message": "The webhook was deleted: there is nothing to send to."
                    }
                  }
                },
                "disabled": {
                  "summary": "The webhook is disabled",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1301,
                      "message": "The webhook is disabled: enable it first."
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
        }
      },
      "schemas": {
        "DeliveryState": {
          "type": "string",
          "description": "What became of a delivery.",
          "enum": [
            "pending",
            "parked",
            "succeeded",
            "exhausted",
            "cancelled",
            "superseded"
          ],
          "x-enumDescriptions": {
            "pending": "Waits for its first or next attempt.",
            "parked": "Waits for its webhook to be enabled.",
            "succeeded": "The receiver answered 2xx.",
            "exhausted": "The retry schedule is over.",
            "cancelled": "Its webhook was deleted.",
            "superseded": "A newer event of the same route took its place before it was sent."
          }
        },
        "RecoverableState": {
          "type": "string",
          "description": "The states that a delivery can be recovered from.",
          "enum": [
            "succeeded",
            "exhausted",
            "superseded"
          ]
        },
        "Delivery": {
          "type": "object",
          "description": "One event for one webhook.",
          "additionalProperties": false,
          "required": [
            "id",
            "webhook_id",
            "event_id",
            "event",
            "dc_id",
            "route_id",
            "state",
            "attempt_count",
            "created_at",
            "next_attempt_at",
            "finished_at"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The delivery id."
            },
            "webhook_id": {
              "type": "string",
              "description": "The webhook that it is for."
            },
            "event_id": {
              "type": [
                "string",
                "null"
              ],
              "description": "The id of the event, which receivers see as `webhook-id`; null if the event is no longer kept."
            },
            "event": {
              "type": "string",
              "description": "The event type."
            },
            "dc_id": {
              "type": "string",
              "description": "The DC of the event."
            },
            "route_id": {
              "type": "string",
              "description": "The route of the event."
            },
            "state": {
              "$ref": "#/components/schemas/DeliveryState"
            },
            "attempt_count": {
              "type": "integer",
              "minimum": 0,
              "description": "How many attempts were made."
            },
            "created_at": {
              "type": "string",
              "format": "date-time",
              "description": "When the event was published."
            },
            "next_attempt_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When the next attempt is due; null if there is none."
            },
            "finished_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When it succeeded or was given up; null while it waits."
            }
          }
        },
        "DeliveryDetails": {
          "type": "object",
          "description": "A delivery with its payload and all attempts.",
          "additionalProperties": false,
          "required": [
            "id",
            "webhook_id",
            "event_id",
            "event",
            "dc_id",
            "route_id",
            "state",
            "attempt_count",
            "created_at",
            "next_attempt_at",
            "finished_at",
            "request",
            "payload",
            "attempts"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The delivery id."
            },
            "webhook_id": {
              "type": "string",
              "description": "The webhook that it is for."
            },
            "event_id": {
              "type": [
                "string",
                "null"
              ],
              "description": "The id of the event, which receivers see as `webhook-id`; null if the event is no longer kept."
            },
            "event": {
              "type": "string",
              "description": "The event type."
            },
            "dc_id": {
              "type": "string",
              "description": "The DC of the event."
            },
            "route_id": {
              "type": "string",
              "description": "The route of the event."
            },
            "state": {
              "$ref": "#/components/schemas/DeliveryState"
            },
            "attempt_count": {
              "type": "integer",
              "minimum": 0,
              "description": "How many attempts were made."
            },
            "created_at": {
              "type": "string",
              "format": "date-time",
              "description": "When the event was published."
            },
            "next_attempt_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When the next attempt is due; null if there is none."
            },
            "finished_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When it succeeded or was given up; null while it waits."
            },
            "request": {
              "$ref": "#/components/schemas/DeliveryRequest"
            },
            "payload": {
              "type": [
                "object",
                "null"
              ],
              "description": "The notification as it is sent; null if the event is no longer kept.",
              "additionalProperties": true
            },
            "attempts": {
              "type": "array",
              "description": "The attempts, first one first.",
              "items": {
                "$ref": "#/components/schemas/Attempt"
              }
            }
          }
        },
        "DeliveryRequest": {
          "type": "object",
          "description": "What is sent at each attempt, besides the payload. It is a POST.",
          "additionalProperties": false,
          "required": [
            "url",
            "headers"
          ],
          "properties": {
            "url": {
              "type": [
                "string",
                "null"
              ],
              "description": "The URL of the webhook; null if that was deleted."
            },
            "headers": {
              "type": "object",
              "description": "The headers that are the same at each attempt. Besides, each has `webhook-timestamp`, the seconds of its `started_at`, and `webhook-signature`, which is not\nkept.\n",
              "additionalProperties": {
                "type": "string"
              }
            }
          }
        },
        "Attempt": {
          "type": "object",
          "description": "One HTTP try.",
          "additionalProperties": false,
          "required": [
            "number",
            "manual",
            "started_at",
            "duration_millis",
            "status_code",
            "error_kind",
            "error_message",
            "response_excerpt"
          ],
          "properties": {
            "number": {
              "type": "integer",
              "minimum": 1,
              "description": "Which attempt it was; a number is missing where a worker died before it could report."
            },
            "manual": {
              "type": "boolean",
              "description": "Whether somebody asked for it."
            },
            "started_at": {
              "type": "string",
              "format": "date-time",
              "description": "When it began."
            },
            "duration_millis": {
              "type": "integer",
              "minimum": 0,
              "description": "How long it took."
            },
            "status_code": {
              "type": [
                "integer",
                "null"
              ],
              "description": "The status that the receiver answered with; null without an answer."
            },
            "error_kind": {
              "type": [
                "string",
                "null"
              ],
              "description": "Why there is no complete answer: `timeout`, `dns`, `blocked` (the host leads to an address that webhooks may not reach), `connection`, `tls` or\n`protocol` (what came is not HTTP/1.1, or has more than 64 KiB or 10 informational answers); null if there is one.\n"
            },
            "error_message": {
              "type": [
                "string",
                "null"
              ],
              "description": "The error, for people."
            },
            "response_excerpt": {
              "type": "string",
              "description": "The beginning of the answer, at most 1 KiB."
            }
          }
        },
        "WebhookStatus": {
          "type": "string",
          "description": "How a webhook fares.",
          "enum": [
            "healthy",
            "failing",
            "disabled"
          ],
          "x-enumDescriptions": {
            "healthy": "Its last attempt succeeded, or it had none since it was created or enabled.",
            "failing": "It has only failed for a while.",
            "disabled": "Nothing is sent to it."
          }
        },
        "DisabledReason": {
          "type": "string",
          "description": "Why a webhook was disabled.",
          "enum": [
            "requested",
            "failing",
            "gone",
            "account_disabled"
          ],
          "x-enumDescriptions": {
            "requested": "Somebody has disabled it, or created it so.",
            "failing": "It had only failed for too long.",
            "gone": "Its receiver has answered 410.",
            "account_disabled": "Its account is disabled by who runs the service."
          }
        },
        "WebhookHealth": {
          "type": "object",
          "description": "How a webhook fares.",
          "additionalProperties": false,
          "required": [
            "webhook_id",
            "status",
            "failing_since",
            "disables_at",
            "disabled_at",
            "last_succeeded_at",
            "undelivered",
            "recent_hours"
          ],
          "properties": {
            "webhook_id": {
              "type": "string",
              "description": "The webhook."
            },
            "status": {
              "$ref": "#/components/schemas/WebhookStatus"
            },
            "failing_since": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When the first attempt failed after the last success; null if the last one succeeded."
            },
            "last_failure": {
              "$ref": "#/components/schemas/AttemptFailure",
              "description": "Why it fails, or failed when it was disabled, to some ten seconds; left out if the last attempt succeeded."
            },
            "disables_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When it will be disabled unless an attempt succeeds before; null if it does not fail, or is disabled."
            },
            "disabled_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When Waypost disabled it; null if it did not."
            },
            "disabled_reason": {
              "$ref": "#/components/schemas/DisabledReason",
              "description": "Why it is disabled; left out if it is not."
            },
            "last_succeeded_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When an attempt last succeeded; null if none did for as long as deliveries are kept."
            },
            "undelivered": {
              "$ref": "#/components/schemas/UndeliveredCounts"
            },
            "recent_hours": {
              "$ref": "#/components/schemas/RecentHours"
            }
          }
        },
        "AttemptFailure": {
          "type": "object",
          "description": "How an attempt failed.",
          "additionalProperties": false,
          "required": [
            "at",
            "status_code",
            "error_kind",
            "error_message"
          ],
          "properties": {
            "at": {
              "type": "string",
              "format": "date-time",
              "description": "When it failed."
            },
            "status_code": {
              "type": [
                "integer",
                "null"
              ],
              "description": "The status that the receiver answered with; null without an answer."
            },
            "error_kind": {
              "type": [
                "string",
                "null"
              ],
              "description": "Why there is no complete answer: `timeout`, `dns`, `blocked` (the host leads to an address that webhooks may not reach), `connection`, `tls` or\n`protocol` (what came is not HTTP/1.1, or has more than 64 KiB or 10 informational answers); null if there is one.\n"
            },
            "error_message": {
              "type": [
                "string",
                "null"
              ],
              "description": "The error, for people."
            }
          }
        },
        "UndeliveredCounts": {
          "type": "object",
          "description": "How many deliveries of the webhook have not reached its receiver.",
          "additionalProperties": false,
          "required": [
            "pending",
            "parked",
            "exhausted"
          ],
          "properties": {
            "pending": {
              "type": "integer",
              "minimum": 0,
              "description": "Those that wait for an attempt."
            },
            "parked": {
              "type": "integer",
              "minimum": 0,
              "description": "Those that wait for the webhook to be enabled."
            },
            "exhausted": {
              "type": "integer",
              "minimum": 0,
              "description": "Those that were given up."
            }
          }
        },
        "RecentHours": {
          "type": "object",
          "description": "How many attempts succeeded and failed in each of the last 24 hours (UTC), the one that goes on included.",
          "additionalProperties": false,
          "required": [
            "since",
            "succeeded",
            "failed"
          ],
          "properties": {
            "since": {
              "type": "string",
              "format": "date-time",
              "description": "When the first of them began."
            },
            "succeeded": {
              "type": "array",
              "description": "One number an hour, oldest first.",
              "minItems": 24,
              "maxItems": 24,
              "items": {
                "type": "integer",
                "minimum": 0
              }
            },
            "failed": {
              "type": "array",
              "description": "One number an hour, oldest first.",
              "minItems": 24,
              "maxItems": 24,
              "items": {
                "type": "integer",
                "minimum": 0
              }
            }
          }
        },
        "StatisticsBucketSize": {
          "type": "string",
          "description": "How long a bucket is.",
          "enum": [
            "minute",
            "hour",
            "day"
          ],
          "default": "hour"
        },
        "LatencyPercentiles": {
          "type": "object",
          "description": "How long attempts took, in milliseconds, to about a tenth of each value.",
          "additionalProperties": false,
          "required": [
            "p50",
            "p95",
            "p99"
          ],
          "properties": {
            "p50": {
              "type": "integer",
              "minimum": 0,
              "description": "Half of them took at most as long."
            },
            "p95": {
              "type": "integer",
              "minimum": 0,
              "description": "95 of 100 took at most as long."
            },
            "p99": {
              "type": "integer",
              "minimum": 0,
              "description": "99 of 100 took at most as long."
            }
          }
        },
        "StatisticsTotal": {
          "type": "object",
          "description": "All of the span.",
          "additionalProperties": false,
          "required": [
            "succeeded",
            "failed",
            "exhausted"
          ],
          "properties": {
            "succeeded": {
              "type": "integer",
              "minimum": 0,
              "description": "Attempts that succeeded."
            },
            "failed": {
              "type": "integer",
              "minimum": 0,
              "description": "Attempts that failed."
            },
            "exhausted": {
              "type": "integer",
              "minimum": 0,
              "description": "Deliveries that were given up at their last attempt, which has failed as well."
            },
            "latency_millis": {
              "$ref": "#/components/schemas/LatencyPercentiles",
              "description": "How long the attempts took; left out if there were none."
            }
          }
        },
        "StatisticsBucket": {
          "type": "object",
          "description": "A part of the span.",
          "additionalProperties": false,
          "required": [
            "start",
            "succeeded",
            "failed",
            "exhausted"
          ],
          "properties": {
            "start": {
              "type": "string",
              "format": "date-time",
              "description": "When it begins."
            },
            "succeeded": {
              "type": "integer",
              "minimum": 0,
              "description": "Attempts that succeeded."
            },
            "failed": {
              "type": "integer",
              "minimum": 0,
              "description": "Attempts that failed."
            },
            "exhausted": {
              "type": "integer",
              "minimum": 0,
              "description": "Deliveries that were given up at their last attempt, which has failed as well."
            },
            "latency_millis": {
              "$ref": "#/components/schemas/LatencyPercentiles",
              "description": "How long the attempts took; left out if there were none."
            }
          }
        },
        "RecoverRequest": {
          "type": "object",
          "description": "What to recover.",
          "additionalProperties": false,
          "required": [
            "since"
          ],
          "properties": {
            "since": {
              "type": "string",
              "format": "date-time",
              "description": "Deliveries that were created at this time or later."
            },
            "until": {
              "type": "string",
              "format": "date-time",
              "description": "Deliveries that were created before this time, which is later than `since`; now if it is left out."
            },
            "states": {
              "type": "array",
              "description": "The states to recover; `exhausted` if it is left out.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/RecoverableState"
              }
            },
            "event_types": {
              "type": "array",
              "description": "Only events of these types; all if it is left out.",
              "minItems": 1,
              "uniqueItems": true,
              "items": {
                "type": "string",
                "$ref": "#/components/schemas/WebhookEventType"
              }
            },
            "include_missed": {
              "type": "boolean",
              "description": "Whether to send also the stored events that match the webhook and were never sent to it, since it was disabled.",
              "default": false
            },
            "dry_run": {
              "type": "boolean",
              "description": "Whether to count only.",
              "default": false
            }
          }
        },
        "RotateRequest": {
          "type": "object",
          "description": "How long the old secret still signs.",
          "additionalProperties": false,
          "properties": {
            "grace_period_seconds": {
              "type": "integer",
              "description": "How long the old secret still signs, at most 30 days.",
              "minimum": 0,
              "maximum": 2592000,
              "default": 86400
            }
          }
        },
        "TestEventRequest": {
          "type": "object",
          "description": "What to send.",
          "additionalProperties": false,
          "required": [
            "event"
          ],
          "properties": {
            "event": {
              "$ref": "#/components/schemas/WebhookEventType"
            }
          }
        },
        "DeliveryListResponse": {
          "type": "object",
          "description": "A page of deliveries.",
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
                "deliveries",
                "next_cursor"
              ],
              "properties": {
                "deliveries": {
                  "type": "array",
                  "description": "The deliveries, newest first.",
                  "items": {
                    "$ref": "#/components/schemas/Delivery"
                  }
                },
                "next_cursor": {
                  "type": [
                    "string",
                    "null"
                  ],
                  "description": "The cursor of the next page; null if this is the last."
                }
              }
            }
          }
        },
        "WebhookHealthListResponse": {
          "type": "object",
          "description": "A page of webhooks' health.",
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
                "webhooks",
                "next_cursor"
              ],
              "properties": {
                "webhooks": {
                  "type": "array",
                  "description": "How each webhook fares, the oldest webhook first.",
                  "items": {
                    "$ref": "#/components/schemas/WebhookHealth"
                  }
                },
                "next_cursor": {
                  "type": [
                    "string",
                    "null"
                  ],
                  "description": "The cursor of the next page; null if this is the last."
                }
              }
            }
          }
        },
        "WebhookHealthResponse": {
          "type": "object",
          "description": "How one webhook fares.",
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
                "health"
              ],
              "properties": {
                "health": {
                  "$ref": "#/components/schemas/WebhookHealth"
                }
              }
            }
          }
        },
        "StatisticsResponse": {
          "type": "object",
          "description": "What was sent over time.",
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
                "bucket",
                "since",
                "until",
                "total",
                "buckets"
              ],
              "properties": {
                "bucket": {
                  "$ref": "#/components/schemas/StatisticsBucketSize"
                },
                "since": {
                  "type": "string",
                  "format": "date-time",
                  "description": "When the first bucket begins."
                },
                "until": {
                  "type": "string",
                  "format": "date-time",
                  "description": "When the last bucket ends."
                },
                "total": {
                  "$ref": "#/components/schemas/StatisticsTotal"
                },
                "buckets": {
                  "type": "array",
                  "description": "Every bucket of the span, also those in which nothing was sent, oldest first.",
                  "maxItems": 1501,
                  "items": {
                    "$ref": "#/components/schemas/StatisticsBucket"
                  }
                }
              }
            }
          }
        },
        "DeliveryDetailsResponse": {
          "type": "object",
          "description": "One delivery.",
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
                "delivery"
              ],
              "properties": {
                "delivery": {
                  "$ref": "#/components/schemas/DeliveryDetails"
                }
              }
            }
          }
        },
        "DeliveryQueuedResponse": {
          "type": "object",
          "description": "The delivery, pending.",
          "additionalProperties": false,
          "required": [
            "status",
            "data"
          ],
          "properties": {
            "status": {
              "$ref": "#/components/schemas/Pending"
            },
            "data": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "delivery"
              ],
              "properties": {
                "delivery": {
                  "$ref": "#/components/schemas/Delivery"
                }
              }
            }
          }
        },
        "RecoveryResponse": {
          "type": "object",
          "description": "How many.",
          "additionalProperties": false,
          "required": [
            "status",
            "data"
          ],
          "properties": {
            "status": {
              "$ref": "#/components/schemas/Pending"
            },
            "data": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "count",
                "failed",
                "missed"
              ],
              "properties": {
                "count": {
                  "type": "integer",
                  "minimum": 0,
                  "description": "All of them."
                },
                "failed": {
                  "type": "integer",
                  "minimum": 0,
                  "description": "Deliveries that are sent again."
                },
                "missed": {
                  "type": "integer",
                  "minimum": 0,
                  "description": "Events that are sent for the first time."
                }
              }
            }
          }
        },
        "WebhookSecretResponse": {
          "type": "object",
          "description": "A signing secret.",
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
                "secret",
                "previous_secret_expires_at"
              ],
              "properties": {
                "secret": {
                  "type": "string",
                  "description": "The secret, `whsec_` and base64, as Standard Webhooks has it."
                },
                "previous_secret_expires_at": {
                  "type": [
                    "string",
                    "null"
                  ],
                  "format": "date-time",
                  "description": "Until when notifications are signed with the secret before it, too; null if there is none."
                }
              }
            }
          }
        },
        "TestEventResponse": {
          "type": "object",
          "description": "The outcome of a test.",
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
                "delivered",
                "event_id",
                "started_at",
                "duration_millis",
                "status_code",
                "error_kind",
                "error_message",
                "response_excerpt"
              ],
              "properties": {
                "delivered": {
                  "type": "boolean",
                  "description": "Whether the receiver answered 2xx."
                },
                "event_id": {
                  "type": "string",
                  "description": "The id that the receiver saw as `webhook-id`."
                },
                "started_at": {
                  "type": "string",
                  "format": "date-time",
                  "description": "When it began."
                },
                "duration_millis": {
                  "type": "integer",
                  "minimum": 0,
                  "description": "How long it took."
                },
                "status_code": {
                  "type": [
                    "integer",
                    "null"
                  ],
                  "description": "The status that the receiver answered with; null without an answer."
                },
                "error_kind": {
                  "type": [
                    "string",
                    "null"
                  ],
                  "description": "Why there is no complete answer: `timeout`, `dns`, `blocked` (the host leads to an address that webhooks may not reach), `connection`, `tls` or\n`protocol` (what came is not HTTP/1.1, or has more than 64 KiB or 10 informational answers); null if there is one.\n"
                },
                "error_message": {
                  "type": [
                    "string",
                    "null"
                  ],
                  "description": "The error, for people."
                },
                "response_excerpt": {
                  "type": "string",
                  "description": "The beginning of the answer, at most 1 KiB."
                }
              }
            }
          }
        },
        "Pending": {
          "type": "string",
          "description": "Accepted, and still being carried out.",
          "const": "pending"
        },
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
        "Success": {
          "type": "string",
          "description": "The request was carried out.",
          "const": "success"
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
        "WWW-Authenticate": {
          "description": "The authentication that is asked for.",
          "required": true,
          "schema": {
            "type": "string"
          },
          "example": "Bearer realm=\"waypost\""
        },
        "Allow": {
          "description": "The methods that this path has.",
          "required": true,
          "schema": {
            "type": "string"
          },
          "example": "GET, POST"
        },
        "Retry-After": {
          "description": "How many seconds to wait before the next try.",
          "required": true,
          "schema": {
            "type": "integer"
          },
          "example": 5
        },
        "Accept-Encoding": {
          "description": "The `Content-Encoding`s that are read, where that of the request is not.",
          "schema": {
            "type": "string"
          },
          "example": "gzip, deflate, br"
        }
      }
    }
  }
};
