// The GraphiQL page. What differs between pages comes in data attributes of the element #graphiql
// (see page() in api/graphiql/__init__.py), so this file holds no addresses and no queries.
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import "graphiql/style.css";
import "./page.css";
import { storage } from "./storage.js";

const root = document.getElementById("graphiql");
const endpoint = new URL(root.dataset.endpoint, window.location.href);
const sockets = new URL(endpoint);
sockets.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

createRoot(root).render(
  createElement(GraphiQL, {
    // Queries and mutations go by POST, subscriptions by graphql-transport-ws; the headers editor
    // fills the headers of the former and the connection parameters of the latter.
    fetcher: createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: sockets.href }),
    defaultQuery: root.dataset.query,
    defaultEditorToolsVisibility: "headers",
    shouldPersistHeaders: false,
    storage,
  }),
);
