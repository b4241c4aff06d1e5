// What GraphiQL keeps in the browser, without the headers: they hold access tokens, and GraphiQL's
// history keeps those of every operation whatever `shouldPersistHeaders` says.
const histories = new Set(["graphiql:queries", "graphiql:favorites"]);

const withoutHeaders = (history) =>
  JSON.stringify(JSON.parse(history), (key, value) => (key === "headers" ? undefined : value));

const ownKeys = () => Object.keys(localStorage).filter((key) => key.startsWith("graphiql:"));

export const storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) =>
    localStorage.setItem(key, histories.has(key) ? withoutHeaders(value) : value),
  removeItem: (key) => localStorage.removeItem(key),
  clear: () => ownKeys().forEach((key) => localStorage.removeItem(key)),
  get length() {
    return ownKeys().length;
  },
};
