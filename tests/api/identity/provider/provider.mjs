// An OpenID provider on loopback, told what to do by lines on standard input, each answered by one line.
// It is the certified oidc-provider; only its keys, the algorithm and extra claims are chosen by the tests.

import { createServer } from "node:http";
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

// Standard output has nothing but answers.
console.info = console.log = console.warn = console.error;

const port = Number(process.argv[2]);
const audience = process.argv[3];
const issuer = `http://127.0.0.1:${port}`;
const scope = "eksportklar:shared.read eksportklar:aggregates.read";

const KINDS = {
  RS256: ["rsa", { modulusLength: 2048 }],
  ES256: ["ec", { namedCurve: "P-256" }],
  EdDSA: ["ed25519", {}],
};

function makeKeys() {
  return Object.entries(KINDS).map(([alg, [kind, options]]) => ({
    ...generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" }),
    kid: randomUUID(),
    use: "sig",
    alg,
  }));
}

const state = { algorithm: "RS256", claims: {}, audience, counts: {} };

function makeProvider(keys) {
  return new Provider(issuer, {
    jwks: { keys },
    clients: [
      {
        client_id: "program",
        client_secret: "a-secret-of-the-tests-alone",
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: "client_secret_post",
      },
    ],
    scopes: scope.split(" "),
    extraTokenClaims: () => state.claims,
    ttl: { ClientCredentials: 60 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope,
          audience: state.audience,
          accessTokenFormat: "jwt",
          accessTokenTTL: 60,
          jwt: { sign: { alg: state.algorithm } },
        }),
      },
    },
  });
}

let keys = makeKeys();
let answer = makeProvider(keys).callback();
let server;

function listen() {
  server = createServer((request, response) => {
    const path = request.url.split("?")[0];
    state.counts[path] = (state.counts[path] ?? 0) + 1;
    answer(request, response);
  });
  return new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
}

const COMMANDS = {
  listen,
  leave: () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  rotate: () => {
    keys = makeKeys();
    answer = makeProvider(keys).callback();
  },
  set: (given) => Object.assign(state, given),
  counts: () => state.counts,
};

for await (const line of createInterface({ input: process.stdin })) {
  const [command, given] = JSON.parse(line);
  process.stdout.write(`${JSON.stringify((await COMMANDS[command](given)) ?? null)}\n`);
}
process.exit(0);
