// Embeddings and responses with one library: node matrix.mjs clients/more.mjs openai-v4
import assert from "node:assert/strict";
import * as said from "../said.mjs";

const vectors = [[0.25, -1.5, 3], [1, 0, -0.125]];
const texts = ["How long may I return a jacket?", "Who approves travel?"];

function openai({ baseURL, apiKey, library }) {
  const client = import(library).then(({ default: OpenAI }) => new OpenAI({ baseURL, apiKey, maxRetries: 0 }));
  const embed = async (model, more) => {
    const answer = await (await client).embeddings.create({ model, input: texts, ...more });
    assert.equal(answer.usage.total_tokens, 8);
    return answer.data.map((entry) => entry.embedding);
  };
  const respond = async (model, more) => (await client).responses.create({ model, input: said.question, ...more });
  const read = async (model) => {
    const all = [];
    for await (const event of await respond(model, { stream: true })) all.push(event);
    return all;
  };
  return {
    // The client asks for base64 by itself and turns it into numbers.
    embeddings: async () => assert.deepEqual(await embed("embeddings"), vectors),
    "embeddings-float": async () =>
      assert.deepEqual(await embed("embeddings-float", { encoding_format: "float" }), vectors),
    async "embeddings-base64"() {
      const [first] = await embed("embeddings-base64", { encoding_format: "base64" });
      const bytes = Buffer.from(first, "base64");
      assert.deepEqual([0, 4, 8].map((at) => bytes.readFloatLE(at)), vectors[0]);
    },
    async response() {
      const answer = await respond("response");
      assert.equal(answer.output_text, said.text);
      assert.equal(answer.status, "completed");
      assert.equal(answer.usage.total_tokens, 16);
    },
    async "response-stream"() {
      const all = await read("response-stream");
      const deltas = all.filter((event) => event.type === "response.output_text.delta").map((event) => event.delta);
      assert.deepEqual(deltas, said.words);
      assert.equal(all.at(-1).type, "response.completed");
      assert.deepEqual(all.map((event) => event.sequence_number), [...all.keys()]);
    },
    "response-cut": () => assert.rejects(read("response-cut"), "a broken stream looks complete"),
  };
}

function aiSdk({ baseURL, apiKey }) {
  const loaded = Promise.all([import("ai"), import("@ai-sdk/openai")]).then(([ai, { createOpenAI }]) => ({
    ai,
    provider: createOpenAI({ baseURL, apiKey }),
  }));
  const read = async (model, all = []) => {
    const { ai, provider } = await loaded;
    const ask = { model: provider.responses(model), prompt: said.question, maxRetries: 0, onError() {} };
    for await (const part of ai.streamText(ask).fullStream) all.push(part);
    return all;
  };
  return {
    async "embeddings-float"() {
      const { ai, provider } = await loaded;
      const answer = await ai.embedMany({ model: provider.embedding("embeddings-float"), values: texts });
      assert.deepEqual(answer.embeddings, vectors);
    },
    async response() {
      const { ai, provider } = await loaded;
      const answer = await ai.generateText({ model: provider("response"), prompt: said.question, maxRetries: 0 });
      assert.equal(answer.text, said.text);
      assert.equal(answer.usage.totalTokens, 16);
    },
    async "response-stream"() {
      const all = await read("response-stream");
      const deltas = all.filter((part) => part.type === "text-delta").map((part) => part.text);
      assert.deepEqual(deltas, said.words);
      assert.equal(all.find((part) => part.type === "finish").finishReason, "stop");
    },
    async "response-cut"() {
      const all = [];
      const thrown = await read("response-cut", all).then(
        () => undefined,
        (failure) => failure,
      );
      assert.ok(thrown ?? all.find((part) => part.type === "error"), "a broken stream looks complete");
    },
  };
}

function langchain({ baseURL, apiKey }) {
  const loaded = import("@langchain/openai");
  const configuration = { baseURL };
  const embed = async (model, more) => {
    const { OpenAIEmbeddings } = await loaded;
    return new OpenAIEmbeddings({ model, apiKey, configuration, maxRetries: 0, ...more }).embedDocuments(texts);
  };
  const chat = async (model) => {
    const { ChatOpenAI } = await loaded;
    return new ChatOpenAI({ model, apiKey, configuration, useResponsesApi: true, maxRetries: 0 });
  };
  const read = async (model) => {
    const all = [];
    for await (const chunk of await (await chat(model)).stream(said.question)) all.push(chunk.text);
    return all.filter((text) => text);
  };
  return {
    embeddings: async () => assert.deepEqual(await embed("embeddings"), vectors),
    "embeddings-float": async () =>
      assert.deepEqual(await embed("embeddings-float", { encodingFormat: "float" }), vectors),
    response: async () => assert.equal((await (await chat("response")).invoke(said.question)).text, said.text),
    "response-stream": async () => assert.deepEqual(await read("response-stream"), said.words),
    "response-cut": () => assert.rejects(read("response-cut"), "a broken stream looks complete"),
  };
}

const libraries = { "@ai-sdk/openai": aiSdk, "@langchain/openai": langchain };
export const scenes = (context) => (libraries[context.library] ?? openai)(context);
