"""An API like OpenAI's, on a port of this machine, that answers every chat alike: whole, or in pieces."""

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


class _Chats(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if asked["model"] == UNKNOWN_MODEL:
            self._answer("application/json", json.dumps({"error": {"message": "No such model"}}), 404)
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


def start():
    """Its base URL."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Chats)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/v1"
