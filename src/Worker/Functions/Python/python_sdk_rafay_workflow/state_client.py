"""What functions keep from one call to the next, for an organisation, a project or an environment."""
import asyncio
import functools
import json
import urllib.error
import urllib.parse
import urllib.request

ABSENT, CONFLICT = 404, 409


class StateStoreError(Exception):
    """The state store did not do it."""

    def __init__(self, status_code, message):
        super().__init__("state store: %s: %s" % (status_code, message))
        self.status_code = status_code


class StateScope:
    def __init__(self, organization_id, project_id=None, environment_id=None):
        self.organization_id = organization_id
        self.project_id = project_id
        self.environment_id = environment_id


class StateClientBuilder:
    """Clients of the three scopes, from a request."""

    def __init__(self, request):
        self.metadata = request["metadata"]

    def _client(self, *names):
        scope = StateScope(*(self.metadata.get(name) for name in names))
        return StateClient(self.metadata["stateStoreUrl"], self.metadata["stateStoreToken"], self.metadata.get("organizationID"),
                           self.metadata.get("projectID"), self.metadata.get("environmentID"), scope)

    def with_org_scope(self):
        return self._client("organizationID")

    def with_project_scope(self):
        return self._client("organizationID", "projectID")

    def with_env_scope(self):
        return self._client("organizationID", "projectID", "environmentID")


class StateClient:
    """The worker passes the calls on, and waits for the controller where that is away: timeout (seconds) is for the time between two signs of it. There is no TLS on the way to it, so verify says nothing."""

    # Its loopback is not asked of a proxy.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __init__(self, base_url, token, organization_id, project_id, environment_id, scope, timeout=5, verify=True):
        self.base_url = base_url.rstrip("/")
        self.token = token
        self.organization_id = organization_id
        self.project_id = project_id
        self.environment_id = environment_id
        self.scope = scope
        self.timeout = timeout

    def get(self, key):
        """Value and version; (None, 0) when there is none."""
        query = {"key": key, **{name: value for name, value in vars(self.scope).items() if value}}
        status, body = self._call("GET", "?" + urllib.parse.urlencode(query), None, (ABSENT,))
        if status == ABSENT:
            return None, 0
        answer = json.loads(body)
        return answer["value"], int(answer.get("version", 0))

    def set_kv(self, key, value, version):
        """Writes over the version that was read; StateStoreError with status_code 409 when another one is there."""
        self._put(key, value, version, ())

    def set(self, key, update_fn, max_retries=5):
        """Reads, changes by update_fn(old) and writes; again when somebody else was faster."""
        for _ in range(max_retries):
            old, version = self.get(key)
            if self._put(key, update_fn(old), version, (CONFLICT,)) != CONFLICT:
                return
        raise Exception("state store: '%s' was changed by others %d times in a row" % (key, max_retries))

    def delete(self, key):
        self._call("DELETE", "", {"scope": vars(self.scope), "key": key}, (ABSENT,))

    async def get_async(self, key):
        return await self._away(self.get, key)

    async def set_kv_async(self, key, value, version):
        await self._away(self.set_kv, key, value, version)

    async def set_async(self, key, update_fn, max_retries=5):
        await self._away(self.set, key, update_fn, max_retries)

    async def delete_async(self, key):
        await self._away(self.delete, key)

    @staticmethod
    async def _away(call, *args):
        return await asyncio.get_running_loop().run_in_executor(None, functools.partial(call, *args))

    def _put(self, key, value, version, also):
        return self._call("PUT", "", {"scope": vars(self.scope), "key": key, "value": value, "version": version}, also)[0]

    def _call(self, method, query, body, also):
        headers = {"X-Eaas-State-Token": self.token, "X-Organization-ID": self.organization_id, "X-Project-ID": self.project_id,
                   "X-Environment-ID": self.environment_id, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base_url + query, data, {name: value for name, value in headers.items() if value}, method=method)
        try:
            with self.opener.open(request, timeout=self.timeout) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                if error.code in also:
                    return error.code, b""
                raise StateStoreError(error.code, error.read(500).decode("utf-8", "replace")) from None
