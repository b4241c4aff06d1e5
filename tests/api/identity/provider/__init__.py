"""The certified OpenID provider ``oidc-provider``, run by Node.js on loopback."""
