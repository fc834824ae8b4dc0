// Generated from openapi/platform.yaml by `npm run generate`. Do not edit.

import type { Contract } from '../../src/contract/contract.js';

export const platformContract: Contract = {
  "name": "platform",
  "maxBodyBytes": 65536,
  "paths": [
    {
      "route": "/accounts",
      "operations": [
        {
          "operationId": "listAccounts",
          "method": "get",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        },
        {
          "operationId": "createAccount",
          "method": "post",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "name": {
              "type": "string",
              "description": "A name for people, on one line.",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[^\\u0000-\\u001F\\u007F\\uD800-\\uDFFF]*$",
              "x-pattern-words": "must not hold control characters or half of a surrogate pair",
              "examples": [
                "Bolt Couriers"
              ]
            },
            "webhook_limit": {
              "type": "integer",
              "description": "How many webhooks the account may have. It may have more already, which stay.",
              "minimum": 0,
              "maximum": 10000,
              "examples": [
                1000
              ]
            }
          }
        }
      ]
    },
    {
      "route": "/accounts/:id",
      "operations": [
        {
          "operationId": "getAccount",
          "method": "get",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        },
        {
          "operationId": "deleteAccount",
          "method": "delete",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": null
        },
        {
          "operationId": "updateAccount",
          "method": "patch",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "name": {
              "type": "string",
              "description": "A name for people, on one line.",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[^\\u0000-\\u001F\\u007F\\uD800-\\uDFFF]*$",
              "x-pattern-words": "must not hold control characters or half of a surrogate pair",
              "examples": [
                "Bolt Couriers"
              ]
            },
            "webhook_limit": {
              "type": "integer",
              "description": "How many webhooks the account may have. It may have more already, which stay.",
              "minimum": 0,
              "maximum": 10000,
              "examples": [
                1000
              ]
            },
            "enabled": {
              "type": "boolean",
              "description": "Whether its keys are accepted and its webhooks are sent to."
            }
          }
        }
      ]
    },
    {
      "route": "/accounts/:id/api-keys",
      "operations": [
        {
          "operationId": "listApiKeys",
          "method": "get",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        },
        {
          "operationId": "createApiKey",
          "method": "post",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "name": {
              "type": "string",
              "description": "A name for people, on one line.",
              "minLength": 1,
              "maxLength": 100,
              "pattern": "^[^\\u0000-\\u001F\\u007F\\uD800-\\uDFFF]*$",
              "x-pattern-words": "must not hold control characters or half of a surrogate pair",
              "examples": [
                "Bolt Couriers"
              ]
            },
            "expires_in_seconds": {
              "type": "integer",
              "description": "For how long it is accepted, at most ten years. It does not expire, if this is left out.",
              "minimum": 1,
              "maximum": 315360000
            }
          }
        }
      ]
    },
    {
      "route": "/api-keys/:id",
      "operations": [
        {
          "operationId": "revokeApiKey",
          "method": "delete",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/console-links",
      "operations": [
        {
          "operationId": "createConsoleLink",
          "method": "post",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "account_id": {
              "type": [
                "string",
                "null"
              ],
              "description": "The account whose console it opens; null for that of the platform."
            },
            "read_only": {
              "type": "boolean",
              "default": false,
              "description": "Whether it is for looking only."
            },
            "expires_in_seconds": {
              "type": "integer",
              "description": "Within which time it has to be opened, at most an hour.",
              "minimum": 1,
              "maximum": 3600,
              "default": 300
            }
          }
        }
      ]
    },
    {
      "route": "/overview",
      "operations": [
        {
          "operationId": "getOverview",
          "method": "get",
          "credential": {
            "scheme": "operatorKey",
            "cookie": null
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    }
  ],
  "document": {
    "webhooks": {},
    "openapi": "3.1.1",
    "info": {
      "title": "Waypost Platform API",
      "version": "1.0.0",
      "summary": "Accounts, their API keys and the console, for the platform that runs Waypost.",
      "description": "For the platform's own backend and its operators. An account owns webhooks and events; its API keys are what its integrators call with.\n\n**Authentication.** `Authorization: Bearer <operator key>`, made with `waypost keys create --operator`. Keys of other kinds are refused with 403.\n\n**Envelope, errors and limits** are those of the Webhooks API, and so are the **extensions**.\n",
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
        "operatorKey": []
      }
    ],
    "tags": [
      {
        "name": "Accounts",
        "description": "Who owns webhooks and events."
      },
      {
        "name": "Keys",
        "description": "API keys: what the integrators of an account call with."
      },
      {
        "name": "Console",
        "description": "Letting people into the web console."
      },
      {
        "name": "Overview",
        "description": "How the whole service fares."
      }
    ],
    "paths": {
      "/accounts": {
        "get": {
          "operationId": "listAccounts",
          "tags": [
            "Accounts"
          ],
          "summary": "Lists the accounts",
          "description": "Oldest first. Accounts that are created while you page through the list come at its end.",
          "parameters": [
            {
              "$ref": "#/components/parameters/Search"
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
              "$ref": "#/components/responses/AccountList"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
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
          "operationId": "createAccount",
          "tags": [
            "Accounts"
          ],
          "summary": "Creates an account",
          "description": "It has no API key yet. Names need not be unique, so that repeating it creates another: after a 503, list the accounts before you repeat it.\n",
          "requestBody": {
            "required": true,
            "description": "The account.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CreateAccountRequest"
                },
                "examples": {
                  "account": {
                    "summary": "An account with the operator's limits",
                    "value": {
                      "name": "Bolt Couriers"
                    }
                  },
                  "largeAccount": {
                    "summary": "An account that may have many webhooks",
                    "value": {
                      "name": "Meridian Freight",
                      "webhook_limit": 5000
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentAccount"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
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
      "/accounts/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/AccountId"
          }
        ],
        "get": {
          "operationId": "getAccount",
          "tags": [
            "Accounts"
          ],
          "summary": "Gets an account",
          "description": "The account, with how many webhooks and API keys it has.",
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentAccount"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
            },
            "404": {
              "$ref": "#/components/responses/AccountNotFound"
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
        "patch": {
          "operationId": "updateAccount",
          "tags": [
            "Accounts"
          ],
          "summary": "Renames, disables, enables or limits an account",
          "description": "What is left out stays as it is. Repeating it changes nothing.\n\nThe API keys of a disabled account are refused within seconds, its webhooks receive nothing, and what waits for them is parked. Events\nthat are published for it are stored. When it is enabled again, what is parked goes on if it is not too old, and the account can recover what it\nhas missed (`include_missed`).\n",
          "requestBody": {
            "required": true,
            "description": "What is to change.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/UpdateAccountRequest"
                },
                "examples": {
                  "disable": {
                    "summary": "Disable",
                    "value": {
                      "enabled": false
                    }
                  },
                  "rename": {
                    "summary": "Rename",
                    "value": {
                      "name": "Bolt Couriers AG"
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentAccount"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
            },
            "404": {
              "$ref": "#/components/responses/AccountNotFound"
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
          "operationId": "deleteAccount",
          "tags": [
            "Accounts"
          ],
          "summary": "Deletes an account with everything of it",
          "description": "At once it is shown to nobody, its API keys are refused, its webhooks receive nothing, and nothing can be published for it. Its webhooks, events,\ndeliveries and keys are removed in the background, piece by piece. This can't be undone. Repeating it is safe: a 404 after a 503 says that it\nwas done.\n",
          "responses": {
            "202": {
              "$ref": "#/components/responses/AccountDeleted"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
            },
            "404": {
              "$ref": "#/components/responses/AccountNotFound"
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
      "/accounts/{id}/api-keys": {
        "parameters": [
          {
            "$ref": "#/components/parameters/AccountId"
          }
        ],
        "get": {
          "operationId": "listApiKeys",
          "tags": [
            "Keys"
          ],
          "summary": "Lists the API keys of an account",
          "description": "Oldest first, revoked and expired ones included, without the keys themselves.",
          "parameters": [
            {
              "$ref": "#/components/parameters/Limit"
            },
            {
              "$ref": "#/components/parameters/Cursor"
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/ApiKeyList"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
            },
            "404": {
              "$ref": "#/components/responses/AccountNotFound"
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
          "operationId": "createApiKey",
          "tags": [
            "Keys"
          ],
          "summary": "Creates an API key of an account",
          "description": "The answer is the one chance to see the key: only its hash is stored. After a 503 there may be a key that nobody has seen: list the keys, and\nrevoke it.\n",
          "requestBody": {
            "required": true,
            "description": "The key.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CreateApiKeyRequest"
                },
                "examples": {
                  "unlimited": {
                    "summary": "A key that does not expire",
                    "value": {
                      "name": "production"
                    }
                  },
                  "hour": {
                    "summary": "A key for an hour",
                    "value": {
                      "name": "support",
                      "expires_in_seconds": 3600
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/ApiKeyCreated"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
            },
            "404": {
              "$ref": "#/components/responses/AccountNotFound"
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
      "/api-keys/{id}": {
        "parameters": [
          {
            "$ref": "#/components/parameters/ApiKeyId"
          }
        ],
        "delete": {
          "operationId": "revokeApiKey",
          "tags": [
            "Keys"
          ],
          "summary": "Revokes an API key",
          "description": "For good, and within seconds for running processes. Of an account's keys only: those of the platform are revoked with `waypost keys revoke`.\nRepeating it is safe: a 404 after a 503 says that it was done.\n",
          "responses": {
            "200": {
              "$ref": "#/components/responses/ApiKeyRevoked"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
            },
            "404": {
              "$ref": "#/components/responses/ApiKeyNotFound"
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
      "/console-links": {
        "post": {
          "operationId": "createConsoleLink",
          "tags": [
            "Console"
          ],
          "summary": "Creates a link that opens the console signed in",
          "description": "For one account, or for the platform itself. It opens the console once, within its time. Give it to the person that it is for over a channel that you\ntrust: whoever opens it first is in. After a 503 there may be a link that nobody has seen, which expires.\n",
          "requestBody": {
            "required": true,
            "description": "Whom it lets in, and to what.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CreateConsoleLinkRequest"
                },
                "examples": {
                  "account": {
                    "summary": "To an account's console",
                    "value": {
                      "account_id": "019b76da-a800-7000-8000-00000000000a"
                    }
                  },
                  "reader": {
                    "summary": "To look at an account's console, for a supporter",
                    "value": {
                      "account_id": "019b76da-a800-7000-8000-00000000000a",
                      "read_only": true,
                      "expires_in_seconds": 900
                    }
                  },
                  "operator": {
                    "summary": "To the platform's console",
                    "value": {
                      "account_id": null
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/ConsoleLinkCreated"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
            },
            "404": {
              "$ref": "#/components/responses/AccountNotFound"
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
      "/overview": {
        "get": {
          "operationId": "getOverview",
          "tags": [
            "Overview"
          ],
          "summary": "Gets how the whole service fares",
          "description": "The queue as it is now, what went on minute by minute over a span, and the webhooks that fail or were disabled by Waypost, across all accounts. Minutes are kept for\nthree days, of which 1,500 minutes are answered at the most. An attempt counts in the minute in which it began, an event in that in which it was stored, some\nseconds later.\n",
          "parameters": [
            {
              "$ref": "#/components/parameters/StatisticsSince"
            },
            {
              "$ref": "#/components/parameters/StatisticsUntil"
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/CurrentOverview"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoOperatorKey"
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
        "operatorKey": {
          "type": "http",
          "scheme": "bearer",
          "bearerFormat": "wp_…",
          "description": "An operator key, made by the operator with `waypost keys create --operator`."
        }
      },
      "parameters": {
        "AccountId": {
          "name": "id",
          "in": "path",
          "required": true,
          "description": "The account id. One that is malformed or unknown is answered with the same 404.",
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-00000000000a"
        },
        "ApiKeyId": {
          "name": "id",
          "in": "path",
          "required": true,
          "description": "The id of the key, not the key itself. One that is malformed, unknown, revoked or not an account's is answered with the same 404.",
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-00000000000c"
        },
        "Search": {
          "name": "search",
          "in": "query",
          "description": "Only accounts whose name holds this, in capitals or not.",
          "allowReserved": true,
          "schema": {
            "$ref": "#/components/schemas/DisplayName"
          }
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
        }
      },
      "responses": {
        "AccountList": {
          "description": "A page of accounts, oldest first.",
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
                "$ref": "#/components/schemas/AccountListResponse"
              },
              "examples": {
                "lastPage": {
                  "summary": "The last page",
                  "value": {
                    "status": "success",
                    "data": {
                      "accounts": [
                        {
                          "id": "019b76da-a800-7000-8000-00000000000a",
                          "name": "Bolt Couriers",
                          "enabled": true,
                          "webhook_count": 3,
                          "troubled_webhook_count": 0,
                          "webhook_limit": 1000,
                          "api_key_count": 2,
                          "created_at": "2026-01-01T09:00:00.000Z"
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
        "CurrentAccount": {
          "description": "The account as it is now.",
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
                "$ref": "#/components/schemas/AccountResponse"
              },
              "examples": {
                "account": {
                  "summary": "An account that was just created",
                  "value": {
                    "status": "success",
                    "data": {
                      "account": {
                        "id": "019b76da-a800-7000-8000-00000000000a",
                        "name": "Bolt Couriers",
                        "enabled": true,
                        "webhook_count": 0,
                        "troubled_webhook_count": 0,
                        "webhook_limit": 1000,
                        "api_key_count": 0,
                        "created_at": "2026-01-01T09:00:00.000Z"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "AccountDeleted": {
          "description": "The account is gone for everybody, and what it had is being removed.",
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
                "$ref": "#/components/schemas/AccountDeletedResponse"
              },
              "examples": {
                "deleted": {
                  "summary": "Deleted",
                  "value": {
                    "status": "pending",
                    "data": {}
                  }
                }
              }
            }
          }
        },
        "ApiKeyList": {
          "description": "A page of API keys, oldest first.",
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
                "$ref": "#/components/schemas/ApiKeyListResponse"
              },
              "examples": {
                "oneKey": {
                  "summary": "An account with one key",
                  "value": {
                    "status": "success",
                    "data": {
                      "api_keys": [
                        {
                          "id": "019b76da-a800-7000-8000-00000000000c",
                          "name": "production",
                          "key_prefix": "wp_3kQ9x",
                          "created_at": "2026-01-01T09:00:00.000Z",
                          "expires_at": null,
                          "last_used_at": "2026-01-01T09:00:05.000Z",
                          "revoked_at": null
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
        "ApiKeyCreated": {
          "description": "The key, shown this once.",
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
                "$ref": "#/components/schemas/ApiKeyCreatedResponse"
              },
              "examples": {
                "created": {
                  "summary": "A key that does not expire",
                  "value": {
                    "status": "success",
                    "data": {
                      "secret_key": "wp_3kQ9xVt7bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_k",
                      "api_key": {
                        "id": "019b76da-a800-7000-8000-00000000000c",
                        "name": "production",
                        "key_prefix": "wp_3kQ9x",
                        "created_at": "2026-01-01T09:00:00.000Z",
                        "expires_at": null,
                        "last_used_at": null,
                        "revoked_at": null
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "ConsoleLinkCreated": {
          "description": "The link, shown this once.",
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
                "$ref": "#/components/schemas/ConsoleLinkResponse"
              },
              "examples": {
                "created": {
                  "summary": "A link for five minutes",
                  "value": {
                    "status": "success",
                    "data": {
                      "path": "/console#link=wl_q3Jx8Zt7bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_k",
                      "expires_at": "2026-01-01T09:05:00.000Z"
                    }
                  }
                }
              }
            }
          }
        },
        "CurrentOverview": {
          "description": "How the service fares.",
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
                "$ref": "#/components/schemas/OverviewResponse"
              },
              "examples": {
                "twoMinutes": {
                  "summary": "Two minutes, and a webhook that fails",
                  "value": {
                    "status": "success",
                    "data": {
                      "queue": {
                        "due": 12,
                        "waiting": 214,
                        "parked": 0,
                        "oldest_due_at": "2026-01-01T09:01:58.000Z"
                      },
                      "since": "2026-01-01T09:00:00.000Z",
                      "until": "2026-01-01T09:02:00.000Z",
                      "minutes": [
                        {
                          "start": "2026-01-01T09:00:00.000Z",
                          "events": 120,
                          "succeeded": 240,
                          "failed": 3,
                          "exhausted": 0
                        },
                        {
                          "start": "2026-01-01T09:01:00.000Z",
                          "events": 118,
                          "succeeded": 236,
                          "failed": 4,
                          "exhausted": 1
                        }
                      ],
                      "troubled_webhooks": [
                        {
                          "webhook_id": "019b76da-a800-7000-8000-000000000001",
                          "account": {
                            "id": "019b76da-a800-7000-8000-00000000000a",
                            "name": "Bolt Couriers"
                          },
                          "url": "https://example.com/hooks/routes",
                          "status": "failing",
                          "since": "2026-01-01T08:12:00.000Z",
                          "disables_at": "2026-01-02T08:12:00.000Z"
                        }
                      ],
                      "has_more_troubled_webhooks": false
                    }
                  }
                }
              }
            }
          }
        },
        "ApiKeyRevoked": {
          "description": "The key was revoked.",
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
                "revoked": {
                  "summary": "Revoked",
                  "value": {
                    "status": "success",
                    "data": {}
                  }
                }
              }
            }
          }
        },
        "NoOperatorKey": {
          "description": "The key is valid, but is no operator key, or it is for reading only.",
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
                  "summary": "An account's API key",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2002,
                      "message": "This kind of API key may not use this operation."
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
        "AccountNotFound": {
          "description": "There is no account with this id.",
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
                "accountNotFound": {
                  "summary": "No such account",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 3003,
                      "message": "The account could not be found."
                    }
                  }
                }
              }
            }
          }
        },
        "ApiKeyNotFound": {
          "description": "There is no such key of an account that is not revoked yet.",
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
                "apiKeyNotFound": {
                  "summary": "No such key",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 3004,
                      "message": "The API key could not be found."
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
        "DisplayName": {
          "type": "string",
          "description": "A name for people, on one line.",
          "minLength": 1,
          "maxLength": 100,
          "pattern": "^[^\\u0000-\\u001F\\u007F\\uD800-\\uDFFF]*$",
          "x-pattern-words": "must not hold control characters or half of a surrogate pair",
          "examples": [
            "Bolt Couriers"
          ]
        },
        "WebhookLimit": {
          "type": "integer",
          "description": "How many webhooks the account may have. It may have more already, which stay.",
          "minimum": 0,
          "maximum": 10000,
          "examples": [
            1000
          ]
        },
        "Account": {
          "type": "object",
          "description": "Who owns webhooks and events.",
          "additionalProperties": false,
          "required": [
            "id",
            "name",
            "enabled",
            "webhook_count",
            "troubled_webhook_count",
            "webhook_limit",
            "api_key_count",
            "created_at"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The account id."
            },
            "name": {
              "type": "string",
              "description": "Its name. Names need not be unique."
            },
            "enabled": {
              "type": "boolean",
              "description": "Whether its keys are accepted and its webhooks are sent to."
            },
            "webhook_count": {
              "type": "integer",
              "minimum": 0,
              "description": "How many webhooks it has."
            },
            "troubled_webhook_count": {
              "type": "integer",
              "minimum": 0,
              "description": "How many of its webhooks fail or were disabled by Waypost."
            },
            "webhook_limit": {
              "$ref": "#/components/schemas/WebhookLimit"
            },
            "api_key_count": {
              "type": "integer",
              "minimum": 0,
              "description": "How many API keys it has that are not revoked."
            },
            "created_at": {
              "type": "string",
              "format": "date-time",
              "description": "When it was created."
            }
          }
        },
        "CreateAccountRequest": {
          "type": "object",
          "description": "An account.",
          "additionalProperties": false,
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "$ref": "#/components/schemas/DisplayName"
            },
            "webhook_limit": {
              "$ref": "#/components/schemas/WebhookLimit"
            }
          }
        },
        "UpdateAccountRequest": {
          "type": "object",
          "description": "What is to change; what is left out stays as it is.",
          "additionalProperties": false,
          "minProperties": 1,
          "properties": {
            "name": {
              "$ref": "#/components/schemas/DisplayName"
            },
            "webhook_limit": {
              "$ref": "#/components/schemas/WebhookLimit"
            },
            "enabled": {
              "type": "boolean",
              "description": "Whether its keys are accepted and its webhooks are sent to."
            }
          }
        },
        "ApiKey": {
          "type": "object",
          "description": "An API key, without the key itself.",
          "additionalProperties": false,
          "required": [
            "id",
            "name",
            "key_prefix",
            "created_at",
            "expires_at",
            "last_used_at",
            "revoked_at"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The id of the key."
            },
            "name": {
              "type": "string",
              "description": "Its name."
            },
            "key_prefix": {
              "type": "string",
              "description": "The first characters of the key, to recognise it by."
            },
            "created_at": {
              "type": "string",
              "format": "date-time",
              "description": "When it was created."
            },
            "expires_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When it expires; null if it does not."
            },
            "last_used_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When it was last used, to some ten seconds; null if it never was."
            },
            "revoked_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When it was revoked; null if it was not."
            }
          }
        },
        "CreateApiKeyRequest": {
          "type": "object",
          "description": "An API key.",
          "additionalProperties": false,
          "required": [
            "name"
          ],
          "properties": {
            "name": {
              "$ref": "#/components/schemas/DisplayName"
            },
            "expires_in_seconds": {
              "type": "integer",
              "description": "For how long it is accepted, at most ten years. It does not expire, if this is left out.",
              "minimum": 1,
              "maximum": 315360000
            }
          }
        },
        "CreateConsoleLinkRequest": {
          "type": "object",
          "description": "Whom a link lets in, and to what.",
          "additionalProperties": false,
          "required": [
            "account_id"
          ],
          "properties": {
            "account_id": {
              "type": [
                "string",
                "null"
              ],
              "description": "The account whose console it opens; null for that of the platform."
            },
            "read_only": {
              "type": "boolean",
              "default": false,
              "description": "Whether it is for looking only."
            },
            "expires_in_seconds": {
              "type": "integer",
              "description": "Within which time it has to be opened, at most an hour.",
              "minimum": 1,
              "maximum": 3600,
              "default": 300
            }
          }
        },
        "ConsoleLinkResponse": {
          "type": "object",
          "description": "A link to the console.",
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
                "path",
                "expires_at"
              ],
              "properties": {
                "path": {
                  "type": "string",
                  "description": "What comes after the address of this service, as people reach it: `https://webhooks.example.com` and this. What lets in stands behind the `#`, which browsers\nsend to nobody.\n"
                },
                "expires_at": {
                  "type": "string",
                  "format": "date-time",
                  "description": "Until when it can be opened."
                }
              }
            }
          }
        },
        "Queue": {
          "type": "object",
          "description": "What is not over, as it is now. Each number is counted up to 100,000.",
          "additionalProperties": false,
          "required": [
            "due",
            "waiting",
            "parked",
            "oldest_due_at"
          ],
          "properties": {
            "due": {
              "type": "integer",
              "minimum": 0,
              "description": "Deliveries that are due or being attempted."
            },
            "waiting": {
              "type": "integer",
              "minimum": 0,
              "description": "Deliveries that wait for their next attempt."
            },
            "parked": {
              "type": "integer",
              "minimum": 0,
              "description": "Deliveries that wait for their webhook to be enabled."
            },
            "oldest_due_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "Since when the oldest of those that are due and not being attempted waits; null if there is none."
            }
          }
        },
        "OverviewMinute": {
          "type": "object",
          "description": "What went on in a minute.",
          "additionalProperties": false,
          "required": [
            "start",
            "events",
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
            "events": {
              "type": "integer",
              "minimum": 0,
              "description": "Events that were stored."
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
            }
          }
        },
        "AccountName": {
          "type": "object",
          "description": "Whose it is.",
          "additionalProperties": false,
          "required": [
            "id",
            "name"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The account id."
            },
            "name": {
              "type": "string",
              "description": "Its name."
            }
          }
        },
        "TroubledWebhook": {
          "type": "object",
          "description": "A webhook that fails, or that Waypost has disabled.",
          "additionalProperties": false,
          "required": [
            "webhook_id",
            "account",
            "url",
            "status",
            "since",
            "disables_at"
          ],
          "properties": {
            "webhook_id": {
              "type": "string",
              "description": "The webhook."
            },
            "account": {
              "$ref": "#/components/schemas/AccountName"
            },
            "url": {
              "type": "string",
              "description": "Its URL."
            },
            "status": {
              "$ref": "#/components/schemas/WebhookStatus"
            },
            "since": {
              "type": "string",
              "format": "date-time",
              "description": "Since when it fails, or is disabled."
            },
            "disables_at": {
              "type": [
                "string",
                "null"
              ],
              "format": "date-time",
              "description": "When it will be disabled unless an attempt succeeds before; null if it is disabled."
            },
            "disabled_reason": {
              "$ref": "#/components/schemas/DisabledReason",
              "description": "Why it is disabled; left out if it is not."
            }
          }
        },
        "OverviewResponse": {
          "type": "object",
          "description": "How the service fares.",
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
                "queue",
                "since",
                "until",
                "minutes",
                "troubled_webhooks",
                "has_more_troubled_webhooks"
              ],
              "properties": {
                "queue": {
                  "$ref": "#/components/schemas/Queue"
                },
                "since": {
                  "type": "string",
                  "format": "date-time",
                  "description": "When the first minute begins."
                },
                "until": {
                  "type": "string",
                  "format": "date-time",
                  "description": "When the last minute ends."
                },
                "minutes": {
                  "type": "array",
                  "description": "Every minute of the span, oldest first.",
                  "maxItems": 1501,
                  "items": {
                    "$ref": "#/components/schemas/OverviewMinute"
                  }
                },
                "troubled_webhooks": {
                  "type": "array",
                  "description": "Those in trouble for longest first, 100 at the most.",
                  "maxItems": 100,
                  "items": {
                    "$ref": "#/components/schemas/TroubledWebhook"
                  }
                },
                "has_more_troubled_webhooks": {
                  "type": "boolean",
                  "description": "Whether there are more of them."
                }
              }
            }
          }
        },
        "AccountListResponse": {
          "type": "object",
          "description": "A page of accounts.",
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
                "accounts",
                "next_cursor"
              ],
              "properties": {
                "accounts": {
                  "type": "array",
                  "description": "The accounts, oldest first.",
                  "items": {
                    "$ref": "#/components/schemas/Account"
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
        "AccountResponse": {
          "type": "object",
          "description": "One account.",
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
                "account"
              ],
              "properties": {
                "account": {
                  "$ref": "#/components/schemas/Account"
                }
              }
            }
          }
        },
        "AccountDeletedResponse": {
          "type": "object",
          "description": "Accepted, and nothing to add.",
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
              "description": "Empty.",
              "additionalProperties": false,
              "maxProperties": 0
            }
          }
        },
        "ApiKeyListResponse": {
          "type": "object",
          "description": "A page of API keys.",
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
                "api_keys",
                "next_cursor"
              ],
              "properties": {
                "api_keys": {
                  "type": "array",
                  "description": "The keys, oldest first.",
                  "items": {
                    "$ref": "#/components/schemas/ApiKey"
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
        "ApiKeyCreatedResponse": {
          "type": "object",
          "description": "A new key.",
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
                "secret_key",
                "api_key"
              ],
              "properties": {
                "secret_key": {
                  "type": "string",
                  "description": "The key itself, which callers send. It is shown this once."
                },
                "api_key": {
                  "$ref": "#/components/schemas/ApiKey"
                }
              }
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
        },
        "Pending": {
          "type": "string",
          "description": "Accepted, and still being carried out.",
          "const": "pending"
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
