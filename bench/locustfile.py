"""What each of the crowd does: one page after the other, without a pause. Runs in the bench's own environment."""

import json
import os
import random
from pathlib import Path

from locust import FastHttpUser, task

ADDRESSES = json.loads(Path(os.environ["BENCH_ADDRESSES"]).read_text(encoding="utf-8"))


class Visitor(FastHttpUser):
    @task
    def page(self):
        self.client.get(random.choice(ADDRESSES), name="page")  # noqa: S311  -- which page, not a secret
