"""What a function is called for."""
from enum import Enum


class EventType(str, Enum):
    DEPLOY = "deploy"
    DESTROY = "destroy"
    FORCE_DESTROY = "force-destroy"

    def __str__(self):
        return self.value


class EventDetails:
    """The event of a request: where it comes from, that one's name, and what is to be done."""

    def __init__(self, request):
        metadata = request.get("metadata") or {}
        self.source = metadata.get("eventSource") or ""
        self.source_name = metadata.get("eventSourceName") or ""
        known = {each.value: each for each in EventType}
        self.type = known.get(metadata.get("eventType"))

    def _is(self, source):
        return self.source == source

    def _name(self, source):
        return (self.source_name, True) if self._is(source) else ("", False)

    def get_action_name(self):
        return self._name("action")

    def is_action(self):
        return self._is("action")

    def get_schedules_name(self):
        return self._name("schedules")

    def is_schedules(self):
        return self._is("schedules")

    def get_workload_name(self):
        return self._name("workload")

    def is_workload(self):
        return self._is("workload")

    def get_environment_name(self):
        return self._name("environment")

    def is_environment(self):
        return self._is("environment")

    def is_deploy(self):
        return self.type == EventType.DEPLOY

    def is_destroy(self):
        return self.type in (EventType.DESTROY, EventType.FORCE_DESTROY)

    def is_force_destroy(self):
        return self.type == EventType.FORCE_DESTROY

    def get_type_as_string(self):
        return "" if self.type is None else str(self.type)

    def is_workload_deploy(self):
        return self.is_workload() and self.is_deploy()

    def is_workload_destroy(self):
        return self.is_workload() and self.is_destroy()

    def is_environment_deploy(self):
        return self.is_environment() and self.is_deploy()

    def is_environment_destroy(self):
        return self.is_environment() and self.is_destroy()
