# A receiver in Python: FastAPI, and the `standardwebhooks` package to verify.
#   pip install fastapi uvicorn standardwebhooks
#   WEBHOOK_SECRET=whsec_… PORT=9000 python receiver.py
import json
import os

import uvicorn
from fastapi import BackgroundTasks, FastAPI, Request, Response
from standardwebhooks import Webhook, WebhookVerificationError

webhook = Webhook(os.environ["WEBHOOK_SECRET"])
seen: set[str] = set()  # a table with a unique column, in a receiver that may restart

app = FastAPI()


@app.post("/hook")
async def receive(request: Request, after: BackgroundTasks) -> Response:
    body = await request.body()  # the raw body: the signature is of its very bytes
    try:
        webhook.verify(body, dict(request.headers), json_parse=False)
    except WebhookVerificationError as error:
        return Response(f"{error}\n", status_code=401)  # not from Waypost, or older than five minutes
    event_id = request.headers["webhook-id"]
    if event_id not in seen:
        seen.add(event_id)
        after.add_task(handle, event_id, body)  # runs when the answer has been sent
    return Response()  # for repeats, too: they have been dealt with


def handle(event_id: str, body: bytes) -> None:
    notification = json.loads(body)
    print(f"{notification['event']} of route {notification['route_id']} ({event_id})", flush=True)


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ.get("PORT", "9000")))
