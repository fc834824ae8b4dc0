// Generated from openapi/events.yaml by `npm run generate`. Do not edit.

import type { Contract } from '../../src/contract/contract.js';

export const eventsContract: Contract = {
  "name": "events",
  "maxBodyBytes": 4194304,
  "paths": [
    {
      "route": "/events",
      "operations": [
        {
          "operationId": "publishEvents",
          "method": "post",
          "credential": {
            "scheme": "publisherKey",
            "cookie": null
          },
          "needsFullAccess": true,
          "bodyProperties": {
            "events": {
              "type": "array",
              "description": "The events, in any order.",
              "minItems": 1,
              "maxItems": 1000,
              "items": {
                "$ref": "#/components/schemas/PublishedEvent"
              },
              "x-error-code": 1200
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
      "title": "Waypost Events API",
      "version": "1.0.0",
      "summary": "Publish what happened; Waypost notifies the webhooks that asked for it.",
      "description": "For the platform's own services. Publish events as they happen; each one is matched with the webhooks of its\naccount (enabled, registered for the event type and for the DC) and sent to every one that matches, signed and retried.\n\n**Authentication.** `Authorization: Bearer <publisher key>`. An account's API key is refused with 403.\n\n**Durability.** A 202 means that all events of the request and their deliveries are stored in one transaction. On a 4xx nothing is stored.\nAfter a 5xx, or no answer at all, they may have been stored, all of them or none: publish them again until you are answered with a 202. Give each\nevent an `id` of your own, and publishing it again delivers nothing twice; without one, it may arrive twice, under two ids.\n\n**Sizes.** A request has at most 1,000 events, 4 MiB and 100,000 values. An event has at most 256 KiB as the notification that is sent for it, unless the operator\nhas chosen another limit, and at most 10,000 values: texts, numbers, lists, objects and so on, each counted with what it holds.\n\n**Envelope and errors** are those of the Webhooks API.\n\n**Extensions** are those of the Webhooks API, and `x-max-body-bytes`, the size of the largest request.\n",
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
        "publisherKey": []
      }
    ],
    "x-max-body-bytes": 4194304,
    "tags": [
      {
        "name": "Events",
        "description": "What happened."
      }
    ],
    "paths": {
      "/events": {
        "post": {
          "operationId": "publishEvents",
          "tags": [
            "Events"
          ],
          "summary": "Publishes events",
          "description": "Stores all events of the request, or none. A fault in one event rejects the request with every fault listed, up to 50.\n\nAn event whose `id` the account already has is answered as it was the first time, whatever else it holds, and delivers nothing.\n",
          "requestBody": {
            "required": true,
            "description": "The events, at most 4 MiB in all.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/PublishEventsRequest"
                },
                "examples": {
                  "twoEvents": {
                    "summary": "Two events of one account",
                    "value": {
                      "events": [
                        {
                          "id": "route-R-1001-started",
                          "account_id": "019b76da-a800-7000-8000-00000000000a",
                          "event": "ROUTE_STARTED",
                          "hook_timestamp_millis": 1767261600000,
                          "dc_id": "BO016",
                          "route_id": "R-1001"
                        },
                        {
                          "account_id": "019b76da-a800-7000-8000-00000000000a",
                          "event": "WAYPOINT_STATUS_CHANGED",
                          "dc_id": "BO016",
                          "route_id": "R-1001",
                          "waypoint_id": "W-7"
                        }
                      ]
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "202": {
              "$ref": "#/components/responses/EventsAccepted"
            },
            "400": {
              "$ref": "#/components/responses/InvalidEvents"
            },
            "401": {
              "$ref": "#/components/responses/Unauthorized"
            },
            "403": {
              "$ref": "#/components/responses/NoPublisherKey"
            },
            "405": {
              "$ref": "#/components/responses/MethodNotAllowed"
            },
            "413": {
              "$ref": "#/components/responses/EventsTooLarge"
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
              "$ref": "#/components/responses/PerhapsPublished"
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
        "publisherKey": {
          "type": "http",
          "scheme": "bearer",
          "bearerFormat": "wp_…",
          "description": "A publisher key, made by the operator with `waypost keys create --publisher`."
        }
      },
      "responses": {
        "EventsAccepted": {
          "description": "All events are stored, and their deliveries wait to be sent.",
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
                "$ref": "#/components/schemas/EventsAcceptedResponse"
              },
              "examples": {
                "twoEvents": {
                  "summary": "One event for three webhooks, one for none",
                  "value": {
                    "status": "pending",
                    "data": {
                      "events": [
                        {
                          "id": "route-R-1001-started",
                          "deliveries": 3
                        },
                        {
                          "id": "019b76da-a800-7000-8000-0000000000e1",
                          "deliveries": 0
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "InvalidEvents": {
          "description": "One or more events are invalid. `errors` has every fault with its place, up to 50. Nothing was stored.",
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
                "missingField": {
                  "summary": "A field of the notification is missing",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1200,
                      "message": "The published events are not acceptable.",
                      "errors": [
                        {
                          "path": "/body/events/1/waypoint_id",
                          "message": "is missing"
                        }
                      ]
                    }
                  }
                },
                "tooLarge": {
                  "summary": "An event of 300,000 bytes",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1200,
                      "message": "The published events are not acceptable.",
                      "errors": [
                        {
                          "path": "/body/events/3",
                          "message": "must have at most 262144 bytes as a notification, not 300000"
                        }
                      ]
                    }
                  }
                },
                "changedNumber": {
                  "summary": "A number that a double can't hold",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1200,
                      "message": "The published events are not acceptable.",
                      "errors": [
                        {
                          "path": "/body/events/0/order_number",
                          "message": "would become 12345678901234567000, since a double holds no more: send it as a text"
                        }
                      ]
                    }
                  }
                },
                "unknownAccount": {
                  "summary": "An account that does not exist",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 1201,
                      "message": "An event names an account that does not exist.",
                      "errors": [
                        {
                          "path": "/body/events/0/account_id",
                          "message": "there is no such account"
                        }
                      ]
                    }
                  }
                }
              }
            }
          }
        },
        "NoPublisherKey": {
          "description": "The key is valid, but is no publisher key.",
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
                "forbidden": {
                  "summary": "An account's API key",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2002,
                      "message": "This kind of API key may not use this operation."
                    }
                  }
                }
              }
            }
          }
        },
        "EventsTooLarge": {
          "description": "The body is larger than 4 MiB. Publish fewer events at a time.",
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
        "PerhapsPublished": {
          "description": "The server can't answer right now; try again after `Retry-After`. The events may have been stored, all of them or none, if the answer of the\ndatabase was lost. Publishing them again is safe where they have an `id` of yours: those that are stored are not delivered twice.\n",
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
        }
      },
      "schemas": {
        "PublishEventsRequest": {
          "type": "object",
          "description": "What happened.",
          "additionalProperties": false,
          "required": [
            "events"
          ],
          "properties": {
            "events": {
              "type": "array",
              "description": "The events, in any order.",
              "minItems": 1,
              "maxItems": 1000,
              "items": {
                "$ref": "#/components/schemas/PublishedEvent"
              },
              "x-error-code": 1200
            }
          }
        },
        "PublishedEvent": {
          "description": "The notification of the event's type, as the Webhooks API describes it (every field that it requires, and any further ones), and with it the\naccount that it is for. `hook_timestamp_millis` is now, if it is left out. The fields other than `account_id` and `id` are sent to the receivers\nas they are: the same names and values, although not with the same spaces, escapes or order, and a number as the double that it is (`1.0` as\n`1`). A number that a double can't hold is refused: send it as a text. They may be nested 100 levels deep.\n",
          "type": "object",
          "required": [
            "event"
          ],
          "properties": {
            "event": {
              "type": "string",
              "enum": [
                "ROUTE_CREATED",
                "ROUTE_STARTED",
                "ROUTE_ETAS_CHANGED",
                "WAYPOINT_STATUS_CHANGED"
              ]
            }
          },
          "allOf": [
            {
              "if": {
                "type": "object",
                "required": [
                  "event"
                ],
                "properties": {
                  "event": {
                    "const": "ROUTE_CREATED"
                  }
                }
              },
              "then": {
                "$ref": "#/components/schemas/RouteCreatedEvent"
              }
            },
            {
              "if": {
                "type": "object",
                "required": [
                  "event"
                ],
                "properties": {
                  "event": {
                    "const": "ROUTE_STARTED"
                  }
                }
              },
              "then": {
                "$ref": "#/components/schemas/RouteStartedEvent"
              }
            },
            {
              "if": {
                "type": "object",
                "required": [
                  "event"
                ],
                "properties": {
                  "event": {
                    "const": "ROUTE_ETAS_CHANGED"
                  }
                }
              },
              "then": {
                "$ref": "#/components/schemas/RouteEtasChangedEvent"
              }
            },
            {
              "if": {
                "type": "object",
                "required": [
                  "event"
                ],
                "properties": {
                  "event": {
                    "const": "WAYPOINT_STATUS_CHANGED"
                  }
                }
              },
              "then": {
                "$ref": "#/components/schemas/WaypointStatusChangedEvent"
              }
            },
            {
              "if": {
                "type": "object",
                "required": [
                  "event"
                ],
                "properties": {
                  "event": {
                    "enum": [
                      "ROUTE_CREATED",
                      "ROUTE_STARTED",
                      "ROUTE_ETAS_CHANGED",
                      "WAYPOINT_STATUS_CHANGED"
                    ]
                  }
                }
              },
              "else": {
                "type": "object",
                "required": [
                  "account_id",
                  "dc_id",
                  "route_id"
                ],
                "properties": {
                  "id": {
                    "type": "string",
                    "description": "Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.\nWithout one, the event is given one.\n",
                    "minLength": 1,
                    "maxLength": 128,
                    "pattern": "^[A-Za-z0-9_:-]+$",
                    "x-pattern-words": "must hold nothing but letters, digits, _, - and colons"
                  },
                  "account_id": {
                    "type": "string",
                    "format": "uuid",
                    "pattern": "^[0-9a-fA-F-]{36}$",
                    "x-pattern-words": "must be a UUID, such as 019b76da-a800-7000-8000-000000000001",
                    "description": "The account that the event belongs to."
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
              }
            }
          ]
        },
        "EventsAcceptedResponse": {
          "type": "object",
          "description": "The events are stored.",
          "additionalProperties": false,
          "required": [
            "status",
            "data"
          ],
          "properties": {
            "status": {
              "type": "string",
              "description": "Stored, and still being delivered.",
              "const": "pending"
            },
            "data": {
              "type": "object",
              "additionalProperties": false,
              "required": [
                "events"
              ],
              "properties": {
                "events": {
                  "type": "array",
                  "description": "What became of each event, in the order of the request.",
                  "items": {
                    "$ref": "#/components/schemas/AcceptedEvent"
                  }
                }
              }
            }
          }
        },
        "AcceptedEvent": {
          "type": "object",
          "description": "One stored event.",
          "additionalProperties": false,
          "required": [
            "id",
            "deliveries"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "The id of the event, yours or the one that it was given."
            },
            "deliveries": {
              "type": "integer",
              "description": "How many webhooks it is sent to.",
              "minimum": 0
            }
          }
        },
        "RouteCreatedEvent": {
          "type": "object",
          "description": "A route was created.",
          "additionalProperties": true,
          "required": [
            "account_id",
            "event",
            "dc_id",
            "route_id"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.\nWithout one, the event is given one.\n",
              "minLength": 1,
              "maxLength": 128,
              "pattern": "^[A-Za-z0-9_:-]+$",
              "x-pattern-words": "must hold nothing but letters, digits, _, - and colons"
            },
            "account_id": {
              "type": "string",
              "format": "uuid",
              "pattern": "^[0-9a-fA-F-]{36}$",
              "x-pattern-words": "must be a UUID, such as 019b76da-a800-7000-8000-000000000001",
              "description": "The account that the event belongs to."
            },
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
        "RouteStartedEvent": {
          "type": "object",
          "description": "A route was started.",
          "additionalProperties": true,
          "required": [
            "account_id",
            "event",
            "dc_id",
            "route_id"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.\nWithout one, the event is given one.\n",
              "minLength": 1,
              "maxLength": 128,
              "pattern": "^[A-Za-z0-9_:-]+$",
              "x-pattern-words": "must hold nothing but letters, digits, _, - and colons"
            },
            "account_id": {
              "type": "string",
              "format": "uuid",
              "pattern": "^[0-9a-fA-F-]{36}$",
              "x-pattern-words": "must be a UUID, such as 019b76da-a800-7000-8000-000000000001",
              "description": "The account that the event belongs to."
            },
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
        "RouteEtasChangedEvent": {
          "type": "object",
          "description": "The ETAs of a route changed.",
          "additionalProperties": true,
          "required": [
            "account_id",
            "event",
            "dc_id",
            "route_id"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.\nWithout one, the event is given one.\n",
              "minLength": 1,
              "maxLength": 128,
              "pattern": "^[A-Za-z0-9_:-]+$",
              "x-pattern-words": "must hold nothing but letters, digits, _, - and colons"
            },
            "account_id": {
              "type": "string",
              "format": "uuid",
              "pattern": "^[0-9a-fA-F-]{36}$",
              "x-pattern-words": "must be a UUID, such as 019b76da-a800-7000-8000-000000000001",
              "description": "The account that the event belongs to."
            },
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
        "WaypointStatusChangedEvent": {
          "type": "object",
          "description": "A waypoint of a route changed its status.",
          "additionalProperties": true,
          "required": [
            "account_id",
            "event",
            "dc_id",
            "route_id",
            "waypoint_id"
          ],
          "properties": {
            "id": {
              "type": "string",
              "description": "Your own id of the event, unique within the account, for publishing it again without delivering it twice. Receivers see it as `webhook-id`.\nWithout one, the event is given one.\n",
              "minLength": 1,
              "maxLength": 128,
              "pattern": "^[A-Za-z0-9_:-]+$",
              "x-pattern-words": "must hold nothing but letters, digits, _, - and colons"
            },
            "account_id": {
              "type": "string",
              "format": "uuid",
              "pattern": "^[0-9a-fA-F-]{36}$",
              "x-pattern-words": "must be a UUID, such as 019b76da-a800-7000-8000-000000000001",
              "description": "The account that the event belongs to."
            },
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
        "Accept-Encoding": {
          "description": "The `Content-Encoding`s that are read, where that of the request is not.",
          "schema": {
            "type": "string"
          },
          "example": "gzip, deflate, br"
        },
        "Retry-After": {
          "description": "How many seconds to wait before the next try.",
          "required": true,
          "schema": {
            "type": "integer"
          },
          "example": 5
        }
      }
    }
  }
};
