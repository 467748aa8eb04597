"""What the checks of every client share: each is a function, run in order, and its outcome is one line of output."""

import base64
import logging
import os
import sys
import traceback

PUBLIC_KEY = os.environ["LANGFUSE_PUBLIC_KEY"]
SECRET_KEY = os.environ["LANGFUSE_SECRET_KEY"]
HOST = os.environ["LANGFUSE_HOST"]
AUTHORIZATION = "Basic " + base64.b64encode(f"{PUBLIC_KEY}:{SECRET_KEY}".encode()).decode()
PROJECT_ID = os.environ["XTRACE_PROJECT_ID"]
# Past the proxy that lets no answer but a good one through unnoticed: for requests that are meant to fail.
DIRECT_HOST = os.environ["XTRACE_DIRECT_URL"]

_checks = []


class _Complaints(logging.Handler):
    """Keeps what a client logs as a warning or worse."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = []

    def emit(self, record):
        self.said.append(f"{record.name}: {record.getMessage()}")


complaints = _Complaints()


def check(function):
    """Marks a function as a check; its docstring is its title."""
    _checks.append(function)
    return function


def same(found, expected, path="it"):
    """Expects all that `expected` says of `found`, a model or plain data; lists as a whole, of dicts what they name."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            below = f"{path}.{key}"
            if isinstance(found, dict):
                assert key in found, f"{below} is missing"
                same(found[key], value, below)
            else:
                same(getattr(found, key), value, below)
    elif isinstance(expected, list):
        assert isinstance(found, list), f"{path} is {found!r}, no list"
        assert len(found) == len(expected), f"{path} has {len(found)} elements, not {len(expected)}: {found!r}"
        for index, value in enumerate(expected):
            same(found[index], value, f"{path}[{index}]")
    else:
        assert found == expected, f"{path} is {found!r}, not {expected!r}"


def fails_with(expected, call):
    """The error that a call has to raise."""
    try:
        call()
    except expected as error:
        return error
    raise AssertionError(f"{expected.__name__} was not raised")


def _reason_for_failing():
    """The lines of the checks that led to an error, and the error: not the depths of the client."""
    _, error, trace = sys.exc_info()
    own = [frame for frame in traceback.extract_tb(trace) if frame.filename.startswith(os.path.dirname(__file__))]
    for frame in own[1:]:
        yield f"{os.path.basename(frame.filename)}:{frame.lineno} {frame.line}"
    yield f"{type(error).__name__}: {error}"[:4000]


def run():
    """Runs all checks and ends the process: with 1 where one has failed."""
    logging.getLogger().addHandler(complaints)
    # Clients keep their loggers from the root.
    for name in ("langfuse", "backoff", "litellm", "LiteLLM"):
        logging.getLogger(name).addHandler(complaints)
    failed = False
    for function in _checks:
        complaints.said.clear()
        try:
            function()
            assert not complaints.said, f"the client complains: {complaints.said}"
            print(f"PASS {function.__doc__}", flush=True)
        except Exception:
            failed = True
            lines = "\n     ".join(_reason_for_failing())
            print(f"FAIL {function.__doc__}\n     {lines}", flush=True)
    sys.stdout.flush()
    # Not sys.exit(): threads of a client must not hold the end up.
    os._exit(1 if failed else 0)
