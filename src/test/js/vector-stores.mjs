// The official OpenAI client's files and vector stores against the server at OPENAI_BASE_URL, with several of its major
// versions. Prints one JSON object of what came back; ends with 1 and the reason where something is not as with the
// provider.
import assert from "node:assert/strict";

const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey } = process.env;
assert.ok(baseURL && apiKey, "OPENAI_BASE_URL and OPENAI_API_KEY are needed");

const ids = async (list) => {
  const all = [];
  for await (const one of list) all.push(one.id);
  return all;
};

async function drive(library) {
  const { default: OpenAI, toFile } = await import(library);
  const client = new OpenAI({ baseURL, apiKey, timeout: 20_000 });
  const text = (name, content) => toFile(Buffer.from(content), name);

  const store = await client.vectorStores.create({
    name: "Policies",
    expires_after: { anchor: "last_active_at", days: 7 },
    metadata: { team: "legal" },
  });
  assert.equal(store.object, "vector_store");
  assert.equal(store.status, "completed");

  const begun = Date.now();
  const returns = await client.vectorStores.files.uploadAndPoll(
    store.id,
    await text("returns.md", "# Returns\n\nJackets may be returned within thirty days."),
  );
  assert.equal(returns.status, "completed");
  assert.ok(Date.now() - begun < 4_000, "polling took the client's own five seconds");

  const batch = await client.vectorStores.fileBatches.uploadAndPoll(store.id, {
    files: [await text("travel.md", "Flights are approved by the head."), await text("meals.md", "Meals are not paid.")],
  });
  assert.equal(batch.status, "completed");
  assert.equal(batch.file_counts.completed, 2);

  const upload = await client.files.create({ file: await text("old.md", "Jackets were never returned."), purpose: "assistants" });
  const old = await client.vectorStores.files.createAndPoll(store.id, {
    file_id: upload.id,
    attributes: { year: 1999, current: false, region: "eu" },
    chunking_strategy: { type: "static", static: { max_chunk_size_tokens: 200, chunk_overlap_tokens: 50 } },
  });
  assert.deepEqual(old.attributes, { year: 1999, current: false, region: "eu" });
  assert.equal(old.chunking_strategy.static.max_chunk_size_tokens, 200);

  const hits = await client.vectorStores.search(store.id, { query: "returned jackets", max_num_results: 5 });
  assert.deepEqual(new Set(hits.data.map((hit) => hit.file_id)), new Set([returns.id, old.id]));
  assert.ok(hits.data.every((hit) => hit.score >= 0 && hit.score <= 1 && hit.content[0].type === "text"));
  const filtered = await client.vectorStores.search(store.id, {
    query: ["returned jackets", "flights"],
    filters: {
      type: "and",
      filters: [
        { type: "lt", key: "year", value: 2000 },
        { type: "eq", key: "current", value: false },
      ],
    },
    ranking_options: { ranker: "auto", score_threshold: 0.01 },
    rewrite_query: true,
  });
  assert.deepEqual(filtered.data.map((hit) => hit.filename), ["old.md"]);

  const changed = await client.vectorStores.files.update(upload.id, {
    vector_store_id: store.id,
    attributes: { year: 2030 },
  });
  assert.deepEqual(changed.attributes, { year: 2030 });

  assert.equal((await ids(client.vectorStores.files.list(store.id, { limit: 1, order: "asc" }))).length, 4);
  assert.equal((await ids(client.vectorStores.fileBatches.listFiles(batch.id, { vector_store_id: store.id, limit: 1 }))).length, 2);
  assert.ok((await ids(client.files.list({ limit: 2 }))).includes(upload.id));
  const parts = [];
  for await (const part of client.vectorStores.files.content(upload.id, { vector_store_id: store.id })) parts.push(part);
  assert.equal(parts[0].text, "Jackets were never returned.");
  assert.equal(await (await client.files.content(upload.id)).text(), "Jackets were never returned.");

  const renamed = await client.vectorStores.update(store.id, { name: "Handbook" });
  assert.equal(renamed.name, "Handbook");
  assert.equal(renamed.file_counts.total, 4);

  await client.vectorStores.files.delete(upload.id, { vector_store_id: store.id });
  const gone = await client.vectorStores.search(store.id, { query: "returned jackets" });
  assert.ok(!gone.data.some((hit) => hit.file_id === upload.id), "what was detached is found");
  assert.ok((await client.files.delete(upload.id)).deleted);
  await assert.rejects(client.files.retrieve(upload.id), (error) => error instanceof OpenAI.NotFoundError && error.status === 404);
  assert.ok((await client.vectorStores.delete(store.id)).deleted);
  await assert.rejects(client.vectorStores.retrieve(store.id), OpenAI.NotFoundError);
  return { hits: hits.data.length };
}

const seen = {};
for (const library of ["openai", "openai-v5"]) seen[library] = await drive(library);
console.log(JSON.stringify(seen));
