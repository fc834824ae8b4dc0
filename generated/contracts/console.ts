// Generated from openapi/console.yaml by `npm run generate`. Do not edit.

import type { Contract } from '../../src/contract/contract.js';

export const consoleContract: Contract = {
  "name": "console",
  "maxBodyBytes": 4096,
  "paths": [
    {
      "route": "/console/sessions",
      "operations": [
        {
          "operationId": "createConsoleSession",
          "method": "post",
          "credential": null,
          "needsFullAccess": true,
          "bodyProperties": {
            "credential": {
              "type": "string",
              "description": "The token of a link, which begins with `wl_`, or an API key, which begins with `wp_`.",
              "minLength": 1,
              "maxLength": 100
            },
            "read_only": {
              "type": "boolean",
              "description": "Whether the session is to be for looking only. That of a link that is for looking only is so in any case.",
              "default": false
            }
          }
        }
      ]
    },
    {
      "route": "/console/session/renew",
      "operations": [
        {
          "operationId": "renewConsoleSession",
          "method": "post",
          "credential": {
            "scheme": "sessionCookie",
            "cookie": "waypost_session"
          },
          "needsFullAccess": false,
          "bodyProperties": null
        }
      ]
    },
    {
      "route": "/console/session",
      "operations": [
        {
          "operationId": "endConsoleSession",
          "method": "delete",
          "credential": {
            "scheme": "accessToken",
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
      "title": "Waypost Console API",
      "version": "1.0.0",
      "summary": "Signing people in to the web console.",
      "description": "What the web console at `/console` signs people in with. All else that it shows and does comes from the other contracts, which its access tokens are\nfor: they are API keys that live for five minutes, and can be for reading only.\n\n**Sessions.** A session begins with a link of the platform (`createConsoleLink`) or with an API key, and lasts for twelve hours at the most. It hands out access\ntokens, which the page keeps in memory. A cookie renews them: it is HttpOnly and SameSite=Strict, and of no use for anything else.\n\n**Envelope, errors and limits** are those of the Webhooks API, except that whoever signs in has no key yet: attempts are limited per address.\n**Extensions** are its, too, and `x-max-body-bytes`, the size of the largest request.\n",
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
        "accessToken": []
      }
    ],
    "x-max-body-bytes": 4096,
    "tags": [
      {
        "name": "Sessions",
        "description": "Signing in and out."
      }
    ],
    "paths": {
      "/console/sessions": {
        "post": {
          "operationId": "createConsoleSession",
          "tags": [
            "Sessions"
          ],
          "summary": "Signs in",
          "description": "By the token of a link, which is used up by it, or by an API key of an account or an operator. After a 503 a link may have been used up: ask for another.\n",
          "security": [],
          "requestBody": {
            "required": true,
            "description": "What lets in.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/CreateConsoleSessionRequest"
                },
                "examples": {
                  "link": {
                    "summary": "The token of a link",
                    "value": {
                      "credential": "wl_q3Jx8Zt7bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_k"
                    }
                  },
                  "apiKey": {
                    "summary": "An API key, for looking only",
                    "value": {
                      "credential": "wp_3kQ9xVt7bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_k",
                      "read_only": true
                    }
                  }
                }
              }
            }
          },
          "responses": {
            "200": {
              "$ref": "#/components/responses/SignedIn"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/CredentialRefused"
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
      "/console/session/renew": {
        "post": {
          "operationId": "renewConsoleSession",
          "tags": [
            "Sessions"
          ],
          "summary": "Gets a new access token",
          "x-access": "read",
          "description": "By the cookie that signing in has set, and for pages of this service only: a request that a browser sends on behalf of another site is refused. It can be repeated.\n",
          "security": [
            {
              "sessionCookie": []
            }
          ],
          "responses": {
            "200": {
              "$ref": "#/components/responses/SignedIn"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/NotSignedIn"
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
      "/console/session": {
        "delete": {
          "operationId": "endConsoleSession",
          "tags": [
            "Sessions"
          ],
          "summary": "Signs out",
          "x-access": "read",
          "description": "At once: the access tokens of the session are refused from now on, by every process, and its cookie is removed. Repeating it is safe: a 401 after a 503 says that it\nwas done.\n",
          "responses": {
            "200": {
              "$ref": "#/components/responses/SignedOut"
            },
            "400": {
              "$ref": "#/components/responses/InvalidRequest"
            },
            "401": {
              "$ref": "#/components/responses/NotSignedIn"
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
      }
    },
    "components": {
      "securitySchemes": {
        "accessToken": {
          "type": "http",
          "scheme": "bearer",
          "bearerFormat": "wt_…",
          "description": "An access token of a console session."
        },
        "sessionCookie": {
          "type": "apiKey",
          "in": "cookie",
          "name": "waypost_session",
          "description": "Set when a session begins, and sent by browsers to its renewal only."
        }
      },
      "headers": {
        "Set-Cookie": {
          "description": "The cookie that renews the session, or its removal.",
          "schema": {
            "type": "string"
          },
          "example": "waypost_session=ws_8Zt7bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_kq3Jx; Path=/console/session/renew; HttpOnly; SameSite=Strict"
        },
        "X-Request-Id": {
          "description": "The id of this request. Quote it when you ask about it.",
          "required": true,
          "schema": {
            "type": "string"
          },
          "example": "019b76da-a800-7000-8000-0000000000f1"
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
        }
      },
      "responses": {
        "SignedIn": {
          "description": "An access token, and whose console it opens.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "Set-Cookie": {
              "$ref": "#/components/headers/Set-Cookie"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/ConsoleSessionResponse"
              },
              "examples": {
                "account": {
                  "summary": "An account's console",
                  "value": {
                    "status": "success",
                    "data": {
                      "access_token": "wt_bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_kq3Jx8Zt7",
                      "expires_in_seconds": 300,
                      "session": {
                        "account": {
                          "id": "019b76da-a800-7000-8000-00000000000a",
                          "name": "Bolt Couriers"
                        },
                        "read_only": false,
                        "expires_at": "2026-01-01T21:00:00.000Z"
                      }
                    }
                  }
                },
                "operator": {
                  "summary": "The platform's console",
                  "value": {
                    "status": "success",
                    "data": {
                      "access_token": "wt_bY2mN8sLzR4cF6hJ1wD5gP0aQeTuIoXyK_kq3Jx8Zt7",
                      "expires_in_seconds": 300,
                      "session": {
                        "read_only": false,
                        "expires_at": "2026-01-01T21:00:00.000Z"
                      }
                    }
                  }
                }
              }
            }
          }
        },
        "SignedOut": {
          "description": "The session is over.",
          "headers": {
            "X-Request-Id": {
              "$ref": "#/components/headers/X-Request-Id"
            },
            "Set-Cookie": {
              "$ref": "#/components/headers/Set-Cookie"
            }
          },
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/EmptyResponse"
              },
              "examples": {
                "signedOut": {
                  "summary": "Signed out",
                  "value": {
                    "status": "success",
                    "data": {}
                  }
                }
              }
            }
          }
        },
        "CredentialRefused": {
          "description": "The link was used or its time is over, or the API key is not valid.",
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
                "linkInvalid": {
                  "summary": "The link was used already",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2005,
                      "message": "The link to the console was used already, or its time is over: ask for another."
                    }
                  }
                },
                "keyInvalid": {
                  "summary": "No such API key",
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
        "NotSignedIn": {
          "description": "There is no session, or it is over.",
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
                "sessionOver": {
                  "summary": "The session is over",
                  "value": {
                    "status": "error",
                    "data": {
                      "code": 2006,
                      "message": "You are not signed in to the console, or no longer."
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
        }
      },
      "schemas": {
        "CreateConsoleSessionRequest": {
          "type": "object",
          "description": "What lets in.",
          "additionalProperties": false,
          "required": [
            "credential"
          ],
          "properties": {
            "credential": {
              "type": "string",
              "description": "The token of a link, which begins with `wl_`, or an API key, which begins with `wp_`.",
              "minLength": 1,
              "maxLength": 100
            },
            "read_only": {
              "type": "boolean",
              "description": "Whether the session is to be for looking only. That of a link that is for looking only is so in any case.",
              "default": false
            }
          }
        },
        "ConsoleSession": {
          "type": "object",
          "description": "Who is signed in, and until when.",
          "additionalProperties": false,
          "required": [
            "read_only",
            "expires_at"
          ],
          "properties": {
            "account": {
              "$ref": "#/components/schemas/AccountName",
              "description": "The account whose console it is; left out for that of the platform."
            },
            "read_only": {
              "type": "boolean",
              "description": "Whether it is for looking only."
            },
            "expires_at": {
              "type": "string",
              "format": "date-time",
              "description": "When it ends at the latest."
            }
          }
        },
        "ConsoleSessionResponse": {
          "type": "object",
          "description": "An access token.",
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
                "access_token",
                "expires_in_seconds",
                "session"
              ],
              "properties": {
                "access_token": {
                  "type": "string",
                  "description": "Send it as `Authorization: Bearer <access token>`, to the operations that an API key of that kind may use."
                },
                "expires_in_seconds": {
                  "type": "integer",
                  "minimum": 0,
                  "description": "For how long it is accepted."
                },
                "session": {
                  "$ref": "#/components/schemas/ConsoleSession"
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
        }
      }
    }
  }
};
