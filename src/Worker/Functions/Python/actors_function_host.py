"""Serves one Python function on loopback, as function images do: GET /_/ready, POST /. Needs Python 3.7 or newer and nothing else."""
import asyncio
import hmac
import importlib
import inspect
import json
import logging
import os
import sys
import threading
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SDK = "python_sdk_rafay_workflow"
EXECUTE_AGAIN, FAILED = 1, 2
# An answer that is too large is none. More of a message than the worker keeps, which cuts it again once secrets are masked.
MAX_MESSAGE, MAX_NAME, FIRST_FRAMES, LAST_FRAMES = 16000, 200, 10, 39
TRUNCATED = " \u2026 truncated"
METADATA = {
    "activityID": "X-Activity-ID",
    "environmentID": "X-Environment-ID",
    "environmentName": "X-Environment-Name",
    "organizationID": "X-Organization-ID",
    "projectID": "X-Project-ID",
    "stateStoreUrl": "X-Eaas-State-Endpoint",
    "stateStoreToken": "X-Eaas-State-Token",
    "eventSource": "X-Event-Source",
    "eventSourceName": "X-Event-Source-Name",
    "eventType": "X-Event-Type",
}
FORMAT = "time=%(asctime)s level=%(levelname)s path=%(pathname)s line=%(lineno)d msg=%(message)s"


def load():
    """The handler; or the words to say of a source that cannot be loaded."""
    try:
        handle = getattr(importlib.import_module("handler"), "handle", None)
    except BaseException as error:
        return None, cut("handler.py cannot be loaded: %s" % describe(error)), frames(error)
    if not callable(handle):
        return None, "handler.py has no function handle(logger, request).", []
    return handle, None, []


def describe(error):
    text = str(error)
    return "%s: %s" % (type(error).__name__, text) if text else type(error).__name__


def cut(text, most=MAX_MESSAGE):
    return text if len(text) <= most else text[:most] + TRUNCATED


def frames(error):
    found = [f for f in traceback.extract_tb(error.__traceback__) if f.filename != __file__]
    said = [{"file": cut(f.filename, MAX_NAME), "line": f.lineno, "function": cut(f.name, MAX_NAME)} for f in found]
    left_out = len(said) - FIRST_FRAMES - LAST_FRAMES
    if left_out <= 1:
        return said
    return said[:FIRST_FRAMES] + [{"file": "truncated", "line": "%d frames" % left_out, "function": "\u2026"}] + said[-LAST_FRAMES:]


def failure(error):
    """What an exception of a handler answers. Those of the SDK, ours or the public one, carry their code."""
    code = getattr(error, "error_code", getattr(error, "code", FAILED)) if is_of_sdk(error) else None
    if isinstance(code, int):
        answer = {"error_code": code, "message": cut(str(getattr(error, "message", error)))}
        if code == EXECUTE_AGAIN:
            data = getattr(error, "data", None)
            if isinstance(data, dict):
                answer["data"] = data
            return answer
    else:
        answer = {"error_code": FAILED, "message": cut(describe(error))}
    answer["stack_trace"] = frames(error)
    return answer


def is_of_sdk(error):
    return any(each.__module__.split(".")[0] == SDK for each in type(error).__mro__)


class Host(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    handle_function = None
    problem = (None, [])
    logger = None
    key = b""

    def do_GET(self):
        if self.path == "/_/ready":
            self.answer(200, {"status": "ready"})
        else:
            self.answer(404, {"detail": "Not Found"})

    def do_POST(self):
        if self.path != "/":
            return self.answer(404, {"detail": "Not Found"})
        if not hmac.compare_digest((self.headers.get("X-Workflow-Token") or "").encode(), self.key):
            return self.answer(401, {"detail": "Only the worker calls this function."})
        try:
            request = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        except ValueError:
            return self.answer(400, "Invalid input")
        if not isinstance(request, dict):
            return self.answer(400, "Invalid input")
        request["metadata"] = {key: self.headers.get(header, "") for key, header in METADATA.items()}
        self.answer(*self.call(request))

    def call(self, request):
        message, trace = self.problem
        if message:
            return 500, {"error_code": FAILED, "message": message, "stack_trace": trace}
        try:
            result = type(self).handle_function(self.logger, request)
            if inspect.isawaitable(result):
                result = asyncio.run(completed(result))
            body = json.dumps({"data": result}, ensure_ascii=False, allow_nan=False)
        except BaseException as error:
            answer = failure(error)
            if answer["error_code"] != EXECUTE_AGAIN:
                traceback.print_exc()
            try:
                return 500, json.dumps(answer, ensure_ascii=False, allow_nan=False)
            except (TypeError, ValueError) as unfit:
                return 500, {"error_code": FAILED, "message": cut("the data of %s is no JSON: %s" % (type(error).__name__, unfit))}
        return 200, body

    def answer(self, status, body):
        content = (body if isinstance(body, str) else json.dumps(body)).encode("utf-8", "backslashreplace")
        self.send_response(status)
        self.send_header("Content-Type", "text/plain" if status == 400 else "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format, *args):
        pass


async def completed(awaitable):
    return await awaitable


def main(port_file, folders, log_level):
    # The function's own folder and its packages first; ours, with the stand-in for the public SDK, last: the real one is used where it is installed.
    ours = sys.path.pop(0)
    sys.path[0:0] = folders
    sys.path.append(ours)
    logging.basicConfig(stream=sys.stdout, format=FORMAT, level=logging.WARNING)
    logger = logging.getLogger("function")
    logger.setLevel(log_level)
    Host.logger = logger
    Host.key = sys.stdin.buffer.readline().strip()
    Host.handle_function, message, trace = load()
    Host.problem = (message, trace)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.daemon_threads = True
    with open(port_file + ".new", "w") as file:
        file.write("%d\n" % server.server_address[1])
    os.replace(port_file + ".new", port_file)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:], os.environ.get("LOG_LEVEL", "INFO").upper())
