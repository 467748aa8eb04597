"""An API like OpenAI's, on a port of this machine, that answers every request alike: chats whole or in pieces, responses and embeddings whole."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "gpt-4o-mini-2024-07-18"
UNKNOWN_MODEL = "no-such-model"
ANSWER = "Because it is so."
USAGE = {
    "prompt_tokens": 14,
    "completion_tokens": 4,
    "total_tokens": 18,
    "prompt_tokens_details": {"cached_tokens": 6},
    "completion_tokens_details": {"reasoning_tokens": 1},
}
# What was cached and thought counts once, although OpenAI's figures have it twice.
BUCKETS = {"input": 8, "input_cached_tokens": 6, "output": 3, "output_reasoning_tokens": 1, "total": 18}
# USD of a chat: what the buckets count, each times its price a million.
COST = 0.00000405  # (8 × 0.15 + 6 × 0.075 + 4 × 0.6) / 1,000,000
RESPONSE_MODEL = "gpt-5-mini-2025-08-07"
# The same counts, by other names.
RESPONSE_COST = 0.00001015  # (8 × 0.25 + 6 × 0.025 + 4 × 2) / 1,000,000
EMBEDDING_MODEL = "text-embedding-3-small"
EMBEDDING_COST = 0.0000001  # 5 × 0.02 / 1,000,000


class _Chats(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if asked["model"] == UNKNOWN_MODEL:
            self._answer("application/json", json.dumps({"error": {"message": "No such model"}}), 404)
        elif self.path.endswith("/responses"):
            self._answer("application/json", json.dumps(_response()))
        elif self.path.endswith("/embeddings"):
            self._answer("application/json", json.dumps(_embedding()))
        elif asked.get("stream"):
            self._answer("text/event-stream", "".join(f"data: {each}\n\n" for each in [*_chunks(), "[DONE]"]))
        else:
            message = {"role": "assistant", "content": ANSWER}
            choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
            self._answer("application/json", _envelope("chat.completion", choices, USAGE))

    def _answer(self, content_type, text, status=200):
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def _envelope(kind, choices, usage):
    return json.dumps(
        {"id": "chatcmpl-1", "object": kind, "created": 1770000000, "model": MODEL, "choices": choices, "usage": usage}
    )


def _chunks():
    for word in ANSWER.split(" "):
        delta = {"content": word if word == "Because" else f" {word}"}
        yield _envelope("chat.completion.chunk", [{"index": 0, "delta": delta, "finish_reason": None}], None)
    yield _envelope("chat.completion.chunk", [], USAGE)


def _response():
    content = [{"type": "output_text", "text": ANSWER, "annotations": []}]
    message = {"type": "message", "id": "msg-1", "status": "completed", "role": "assistant", "content": content}
    usage = {
        "input_tokens": 14,
        "input_tokens_details": {"cached_tokens": 6},
        "output_tokens": 4,
        "output_tokens_details": {"reasoning_tokens": 1},
        "total_tokens": 18,
    }
    settings = {"parallel_tool_calls": True, "tool_choice": "auto", "tools": []}
    envelope = {"id": "resp-1", "object": "response", "created_at": 1770000000, "status": "completed"}
    return {**envelope, **settings, "model": RESPONSE_MODEL, "output": [message], "usage": usage}


def _embedding():
    data = [{"object": "embedding", "index": 0, "embedding": [0.25, 0.5]}]
    return {"object": "list", "data": data, "model": EMBEDDING_MODEL, "usage": {"prompt_tokens": 5, "total_tokens": 5}}


def start():
    """Its base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Chats)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/v1"
