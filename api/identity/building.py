"""Puts together from the settings what tells who is asking."""

from api.identity.api_keys import ApiKeys
from api.identity.development import development_issuer
from api.identity.fetching import Fetcher
from api.identity.principals import READERS, Closable, Identity
from api.identity.remote_keys import RemoteKeys
from api.identity.verifying import TokenVerifier, Trusted
from api.settings import EnvironmentName, Settings
from assessments.services.environment import Environment
from assessments.services.tokens import KEY_PREFIX

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Where a server must listen for tokens of the development issuer to be taken."""


def identity_of(settings: Settings, environment: Environment | None = None) -> Identity:
    """Return what tells who is asking; it connects to nobody before a token of theirs comes.

    API keys are looked up in `environment`, where there is one.
    """
    fetcher = Fetcher()
    remote = [(issuer, RemoteKeys(issuer, fetcher)) for issuer in settings.issuers]
    trusted = [Trusted(issuer=issuer, keys=keys) for issuer, keys in remote]
    if settings.environment is EnvironmentName.DEVELOPMENT and settings.host in LOOPBACK:
        trusted.append(development_issuer(settings.data_dir))
    verifier = TokenVerifier(trusted, leeway=settings.token_leeway_seconds)
    closing: list[Closable] = [*(keys for _, keys in remote), fetcher]
    if environment is None:
        return Identity(verifier, closing=closing)
    api_keys = ApiKeys(environment)
    readers = {**READERS, KEY_PREFIX: api_keys.principal_of}
    return Identity(verifier, readers=readers, closing=[api_keys, *closing])
