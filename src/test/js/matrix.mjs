// Plays the scenes of the client matrix with one library: node matrix.mjs clients/openai.mjs openai-v4
// Prints one JSON object per scene and line: {"scene", "ok", "complaint" where not ok, "left" where the client left}.
// On standard input come the names of the scenes whose request has reached the provider, one in a line.
import { createInterface } from "node:readline";

const [script, library] = process.argv.slice(2);
const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey } = process.env;

const arrived = new Map();
const arrival = (scene) => {
  if (!arrived.has(scene)) arrived.set(scene, Promise.withResolvers?.() ?? withResolvers());
  return arrived.get(scene);
};
createInterface({ input: process.stdin }).on("line", (scene) => arrival(scene).resolve());

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve) => (made.resolve = resolve));
  return made;
}

// Aborts a call once its request has reached the model, and tells when.
async function leaving(scene, call) {
  const controller = new AbortController();
  const ended = call(controller.signal).then(
    () => "an answer",
    (error) => error,
  );
  await arrival(scene).promise;
  const left = Date.now();
  controller.abort();
  return { left, error: await ended };
}

async function play(scene, act) {
  try {
    const seen = await act();
    return { scene, ok: true, ...(seen?.left ? { left: seen.left } : {}) };
  } catch (error) {
    return { scene, ok: false, complaint: error?.stack ?? String(error) };
  }
}

const print = (result) => new Promise((written) => process.stdout.write(JSON.stringify(result) + "\n", written));

const { scenes } = await import(`./${script}`);
const table = Object.entries(await scenes({ baseURL, apiKey, library, leaving }));
const timed = ([scene]) => scene.startsWith("leaves") || scene === "times-out";
await Promise.all(table.filter((entry) => !timed(entry)).map(async ([scene, act]) => print(await play(scene, act))));
for (const [scene, act] of table.filter(timed)) await print(await play(scene, act));
process.exit(0);
