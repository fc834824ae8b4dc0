# Publishing in a transaction of your own, from Python, through Waypost's outbox.
#   pip install 'psycopg[binary]'
#   DATABASE_URL=postgresql://… WAYPOST_ACCOUNT_ID=… python outbox.py
import json
import os

import psycopg

SCHEMA = os.environ.get("DATABASE_SCHEMA", "waypost")
ACCOUNT_ID = os.environ["WAYPOST_ACCOUNT_ID"]


def publish(db, *events):
    """Publishes events when the transaction of the connection commits, in the form that POST /events takes."""
    db.execute(f"INSERT INTO {SCHEMA}.outbox (events) VALUES (%s)", (json.dumps(events),))


def start_route(db, route_id, driver):
    """Both the route and its event are there, or neither is."""
    with db.transaction():
        db.execute("INSERT INTO routes (id, driver) VALUES (%s, %s)", (route_id, driver))
        publish(db, {"account_id": ACCOUNT_ID, "event": "ROUTE_STARTED", "dc_id": "BO016", "route_id": route_id})
        if driver is None:
            raise ValueError("it has no driver")


with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as db:
    db.execute("CREATE TABLE IF NOT EXISTS routes (id text PRIMARY KEY, driver text)")
    for route_id, driver in (("R-1001", None), ("R-1002", "Ada")):
        try:
            start_route(db, route_id, driver)
            print(f"{route_id} was started")
        except ValueError as error:
            print(f"{route_id} was not started: {error}")
