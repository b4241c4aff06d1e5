"""Puts together from the settings what tells who is asking."""

from api.identity.development import development_issuer
from api.identity.fetching import Fetcher
from api.identity.principals import Identity
from api.identity.remote_keys import RemoteKeys
from api.identity.verifying import TokenVerifier, Trusted
from api.settings import EnvironmentName, Settings


def identity_of(settings: Settings) -> Identity:
    """Return what tells who is asking; it connects to nobody before a token of theirs comes."""
    fetcher = Fetcher()
    remote = [(issuer, RemoteKeys(issuer, fetcher)) for issuer in settings.issuers]
    trusted = [Trusted(issuer=issuer, keys=keys) for issuer, keys in remote]
    if settings.environment is EnvironmentName.DEVELOPMENT:
        trusted.append(development_issuer(settings.data_dir))
    verifier = TokenVerifier(trusted, leeway=settings.token_leeway_seconds)
    return Identity(verifier, closing=[*(keys for _, keys in remote), fetcher])
