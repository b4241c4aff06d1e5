"""``/metrics``: figures for whoever runs the program, in the Prometheus text format."""

from collections.abc import Callable, Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from assessments.content.ageing import ageing
from assessments.services.environment import Environment


class _Content(Collector):
    """What in the content in use has to be looked at again."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield the figures as of now."""
        catalogue = self._environment.library.catalogue
        version = GaugeMetricFamily("eksportklar_catalogue_version", "The catalogue in use.")
        version.add_metric([], catalogue.version)
        yield version
        aged = GaugeMetricFamily(
            "eksportklar_content_ageing",
            "Entries and sources to look at again: never checked by a person, checked too long ago,"
            " without a date, resting on a source without one, or past their last day.",
            labels=["reason"],
        )
        found = ageing(catalogue.definition, self._environment.today())
        for reason, count in found.counts.items():
            aged.add_metric([reason], count)
        yield aged


def metrics_of(environment: Environment) -> Callable[[Request], Response]:
    """Return what answers ``/metrics``."""
    registry = CollectorRegistry()
    registry.register(_Content(environment))

    def answer(_: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return answer
