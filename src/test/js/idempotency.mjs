// The official OpenAI client, set to send an Idempotency-Key with each request, against the server at OPENAI_BASE_URL.
// Prints one JSON object of what came back; ends with 1 and the reason where something is not as it should be.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import OpenAI from "openai";

const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey, OPENAI_MODEL: model } = process.env;
assert.ok(baseURL && apiKey && model, "OPENAI_BASE_URL, OPENAI_API_KEY and OPENAI_MODEL are needed");

class Keyed extends OpenAI {
  idempotencyHeader = "Idempotency-Key";
}

const client = new Keyed({ baseURL, apiKey, timeout: 20_000, maxRetries: 0 });
const ask = (content, more) => ({ model, temperature: 1, messages: [{ role: "user", content }], ...more });
const QUESTION = "How long may I return a jacket?";

async function whole(content, idempotencyKey) {
  const { data, response } = await client.chat.completions.create(ask(content), { idempotencyKey }).withResponse();
  return { id: data.id, text: data.choices[0].message.content, replayed: response.headers.get("idempotent-replayed") };
}

async function streamed(idempotencyKey) {
  const { data, response } = await client.chat.completions
    .create(ask(QUESTION, { stream: true }), { idempotencyKey })
    .withResponse();
  const chunks = [];
  for await (const chunk of data) chunks.push(chunk);
  return { chunks, replayed: response.headers.get("idempotent-replayed") };
}

const key = randomUUID();
const [one, twin] = await Promise.all([whole(QUESTION, key), whole(QUESTION, key)]);
const again = await whole(QUESTION, key);
assert.deepEqual([one.replayed, twin.replayed].sort(), [null, "true"].sort(), "one of the twins is the first");
assert.deepEqual(twin.id, one.id);
assert.deepEqual(again, { id: one.id, text: one.text, replayed: "true" });

const streamKey = randomUUID();
const stream = await streamed(streamKey);
const streamAgain = await streamed(streamKey);
assert.equal(stream.replayed, null);
assert.equal(streamAgain.replayed, "true");
assert.ok(stream.chunks.length > 1, "a stream of one chunk is none");
assert.deepEqual(streamAgain.chunks, stream.chunks);

const other = await whole(QUESTION, randomUUID());
assert.equal(other.replayed, null);
await assert.rejects(whole("May I fly business class?", key), (error) => {
  assert.ok(error instanceof OpenAI.UnprocessableEntityError, `${error.constructor.name}: ${error.message}`);
  assert.equal(error.code, "idempotency_key_reused");
  assert.equal(error.param, "Idempotency-Key");
  return true;
});
console.log(JSON.stringify({ one, again, chunks: stream.chunks.length }));
