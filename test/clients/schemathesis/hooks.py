"""What Schemathesis has to be told, because no schema can say it: which ids exist, and why a request that is valid may be refused all the same."""

import json
import os
import re
from datetime import UTC, datetime, timedelta
from itertools import count

import requests
import schemathesis
from schemathesis import Case, CheckContext, HookContext, Response

URL = os.environ["WAYPOST_URL"]
API_KEY = os.environ["WAYPOST_KEY"]
ACCOUNT_ID = os.environ["WAYPOST_ACCOUNT_ID"]
# Ids that exist, by the paths that they belong into. The Webhooks and the Platform API are asked about those that Schemathesis has made itself.
IDS = {
    "/webhooks/{id}/": os.environ["WAYPOST_WEBHOOK_ID"],
    "/deliveries/{id}": os.environ["WAYPOST_DELIVERY_ID"],
}
turns = count()

# Faults of requests that are valid by their schema, by what the answer says of them, and why their schema does not say it.
BEYOND_A_SCHEMA = {
    # What a host may be is beyond a pattern, and the operator decides which hosts it may name.
    r"^/body/webhook_url (must be an absolute URL|must not|must have a host)": "a URL that nothing can be sent to",
    # JSON Schema knows numbers, and not how they are written.
    r"since a double holds no more": "a number that would not arrive as it was sent",
    # It compares no two values.
    r"^/(body|query)/until must be later than since$": "a time before another",
    r"^/query/since must be [\d,]+ \w+ before until at the most": "more buckets than one answer has",
    # It does not know what time it is.
    r"^/query/since must not be before .* older minutes are not kept$": "a time of which there are only hours",
    # What became of a webhook is not part of the request.
    r"^The webhook (was deleted|is disabled)": "a webhook that nothing can be sent to",
}


@schemathesis.hook
def before_call(context: HookContext, case: Case, kwargs: dict[str, object]) -> None:
    """Valid events are those of an account that exists, and every other valid request has an id that exists, or a URL that can be sent to."""
    if not is_valid(case):
        return
    if case.path == "/events":
        for event in case.body["events"]:
            event["account_id"] = ACCOUNT_ID
    if case.path == "/webhooks" and case.method == "POST" and next(turns) % 2 == 0:
        case.body["webhook_url"] = "https://example.com/webhook"
    if case.path == "/console/sessions" and next(turns) % 2 == 0:
        case.body["credential"] = API_KEY
    if case.path.startswith("/console/session/") or case.path == "/console/session":
        sign_in(case, kwargs)
    if case.path in ("/overview", "/webhooks/{id}/statistics") and next(turns) % 2 == 0:
        # A time in the examples is not one of which there are minutes now.
        case.query = {**case.query, "since": (datetime.now(UTC) - timedelta(hours=1)).isoformat()}
        case.query.pop("until", None)
    for path, existing in IDS.items():
        if case.path.startswith(path) and next(turns) % 2 == 0:
            case.path_parameters["id"] = existing


def sign_in(case: Case, kwargs: dict[str, object]) -> None:
    """To a session of its own, since each call may be the one that ends it."""
    answer = requests.post(f"{URL}/console/sessions", json={"credential": API_KEY}, timeout=30)
    if case.method == "POST":
        case.cookies = {"waypost_session": answer.cookies["waypost_session"]}
    else:
        # Headers of the command line, which has the account's key, win over those of the case, and this over them.
        kwargs["auth"] = Bearer(answer.json()["data"]["access_token"])


class Bearer(requests.auth.AuthBase):
    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@schemathesis.check
def valid_requests_are_accepted(context: CheckContext, response: Response, case: Case) -> None:
    """In place of positive_data_acceptance: a 400 is right where its faults are all of a kind that no schema can say."""
    if response.status_code != 400 or not is_valid(case):
        return
    data = json.loads(response.text)["data"]
    faults = [f"{fault['path']} {fault['message']}" for fault in data.get("errors", [])] or [data["message"]]
    unknown = [fault for fault in faults if not any(re.search(pattern, fault) for pattern in BEYOND_A_SCHEMA)]
    assert not unknown, f"A request that is valid by its schema is refused: {unknown}"


def is_valid(case: Case) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive
