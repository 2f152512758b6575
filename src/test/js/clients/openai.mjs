// The official client; `library` is the name under which one of its majors is installed.
import assert from "node:assert/strict";
import * as said from "../said.mjs";

export async function scenes({ baseURL, apiKey, library, leaving }) {
  const { default: OpenAI } = await import(library);
  const client = new OpenAI({ baseURL, apiKey });
  const messages = [{ role: "user", content: said.question }];
  const tools = [{ type: "function", function: said.weather }];
  const ask = (model, more, options, who = client) =>
    who.chat.completions.create({ model, messages, ...more }, options);

  const message = (answer) => answer.choices[0].message;
  const called = (calls) =>
    calls.map((call) => ({
      id: call.id,
      name: call.function.name,
      arguments: JSON.parse(call.function.arguments),
    }));

  // All that a stream brings; fails where it fails.
  async function read(stream) {
    const all = { chunks: 0, contents: [], finishes: [], calls: [], usage: [] };
    for await (const chunk of await stream) {
      all.chunks++;
      if (chunk.usage) all.usage.push(chunk.usage);
      for (const { index, delta, finish_reason: finish } of chunk.choices) {
        all.contents[index] = (all.contents[index] ?? "") + (delta.content ?? "");
        if (finish) all.finishes[index] = finish;
        for (const part of delta.tool_calls ?? []) {
          const call = (all.calls[part.index] ??= { function: { arguments: "" } });
          call.id ??= part.id;
          call.function.name ??= part.function.name;
          call.function.arguments += part.function.arguments ?? "";
        }
      }
    }
    return all;
  }

  async function fails(call, type, expected = {}) {
    try {
      await call();
    } catch (error) {
      assert.ok(error instanceof type, `${error.constructor.name} instead of ${type.name}: ${error.message}`);
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(error[key], value, `${key} of the error`);
      return error;
    }
    return assert.fail(`an answer instead of ${type.name}`);
  }

  // The text that had come is handed out, and then the failure: never a clean end.
  const breaksOff = (model) => async () => {
    const seen = [];
    const error = await fails(async () => {
      for await (const chunk of await ask(model, { stream: true })) seen.push(chunk.choices[0]?.delta?.content ?? "");
    }, OpenAI.APIError);
    assert.equal(seen.join(""), "Thirty days");
    assert.equal(error.code, "stream_interrupted");
    assert.equal(error.type, "upstream_error");
  };

  const leaves = async (scene, call) => {
    const { left, error } = await leaving(scene, call);
    assert.ok(error instanceof OpenAI.APIUserAbortError, `${error} instead of APIUserAbortError`);
    return { left };
  };

  return {
    async chat() {
      const { data, response } = await ask("chat").withResponse();
      assert.equal(message(data).content, said.text);
      assert.equal(message(data).role, "assistant");
      assert.equal(data.choices[0].finish_reason, "stop");
      assert.deepEqual(data.usage, said.usage);
      assert.equal(response.headers.get("x-own"), "1", "a header of the provider");
      assert.equal(data._request_id, response.headers.get("x-request-id"));
      assert.ok(data._request_id, "an answer without a request id");
    },
    async stream() {
      const all = await read(ask("stream", { stream: true }));
      assert.equal(all.contents[0], said.text);
      assert.deepEqual(all.finishes, ["stop"]);
      assert.equal(all.chunks, said.words.length + 2);
      assert.deepEqual(all.usage, [], "usage came although nobody asked for it");
    },
    async "stream-usage"() {
      const all = await read(ask("stream-usage", { stream: true, stream_options: { include_usage: true } }));
      assert.equal(all.contents[0], said.text);
      assert.deepEqual(all.usage, [said.usage]);
    },
    async tool() {
      const first = await ask("tool", { tools });
      assert.equal(first.choices[0].finish_reason, "tool_calls");
      assert.deepEqual(called(message(first).tool_calls), said.calls.slice(0, 1));
      const result = { role: "tool", tool_call_id: message(first).tool_calls[0].id, content: said.rain };
      const second = await ask("tool", { tools, messages: [...messages, message(first), result] });
      assert.equal(message(second).content, said.afterTool);
    },
    async "tools-parallel"() {
      const answer = await ask("tools-parallel", { tools, parallel_tool_calls: true });
      assert.deepEqual(called(message(answer).tool_calls), said.calls);
    },
    async "tools-stream"() {
      const all = await read(ask("tools-stream", { tools, stream: true }));
      assert.deepEqual(called(all.calls), said.calls);
      assert.deepEqual(all.finishes, ["tool_calls"]);
    },
    async structured() {
      const schema = { name: "trip", strict: true, schema: said.weather.parameters };
      const answer = await ask("structured", { response_format: { type: "json_schema", json_schema: schema } });
      assert.deepEqual(JSON.parse(message(answer).content), said.calls[0].arguments);
    },
    async logprobs() {
      const answer = await ask("logprobs", { logprobs: true, top_logprobs: 2 });
      const [token] = answer.choices[0].logprobs.content;
      assert.deepEqual([token.token, token.logprob, token.bytes], ["Hi", -0.25, [72, 105]]);
      assert.deepEqual(token.top_logprobs.map((other) => other.logprob), [-0.25, -1.5]);
    },
    async choices() {
      const answer = await ask("choices", { n: 2 });
      assert.deepEqual(answer.choices.map((choice) => choice.message.content), ["left", "right"]);
    },
    async "choices-stream"() {
      const all = await read(ask("choices-stream", { n: 2, stream: true }));
      assert.deepEqual(all.contents, ["left", "right"]);
      assert.deepEqual(all.finishes, ["stop", "stop"]);
    },
    async image() {
      const url = `data:image/png;base64,${said.base64(said.picture)}`;
      const content = [{ type: "text", text: "What is this?" }, { type: "image_url", image_url: { url } }];
      assert.equal(message(await ask("image", { messages: [{ role: "user", content }] })).content, "seen");
    },
    async audio() {
      const input_audio = { data: said.base64(said.recording), format: "wav" };
      const content = [{ type: "text", text: "What is this?" }, { type: "input_audio", input_audio }];
      assert.equal(message(await ask("audio", { messages: [{ role: "user", content }] })).content, "heard");
    },
    async "wrong-key"() {
      const stranger = new OpenAI({ baseURL, apiKey: "sk-nobody" });
      const expected = { status: 401, code: "invalid_api_key", type: "invalid_request_error" };
      const error = await fails(() => ask("wrong-key", {}, {}, stranger), OpenAI.AuthenticationError, expected);
      assert.ok(!error.message.includes("sk-nobody"), "the error repeats the key");
    },
    async "wrong-model"() {
      const expected = { status: 404, code: "model_not_found", type: "invalid_request_error" };
      await fails(() => ask("no-such-model"), OpenAI.NotFoundError, expected);
    },
    async refused() {
      const expected = { status: 400, code: "context_length_exceeded", param: "messages", type: "invalid_request_error" };
      const error = await fails(() => ask("refused"), OpenAI.BadRequestError, expected);
      assert.ok(error.message.includes(said.tooLong), error.message);
    },
    async "refused-stream"() {
      const expected = { status: 400, code: "context_length_exceeded" };
      await fails(() => ask("refused-stream", { stream: true }), OpenAI.BadRequestError, expected);
    },
    async limited() {
      assert.equal(message(await ask("limited")).content, said.text);
    },
    async "fails-twice"() {
      assert.equal(message(await ask("fails-twice")).content, said.text);
    },
    async fails() {
      await fails(() => ask("fails"), OpenAI.InternalServerError, { status: 502, code: "bad_gateway" });
    },
    async silent() {
      await fails(() => ask("silent"), OpenAI.InternalServerError, { status: 504, code: "upstream_timeout" });
    },
    async page() {
      await fails(() => ask("page"), OpenAI.InternalServerError, { status: 502, code: "bad_gateway" });
    },
    async short() {
      await fails(() => ask("short"), OpenAI.InternalServerError, { status: 502, code: "bad_gateway" });
    },
    "stream-cut": breaksOff("stream-cut"),
    "stream-ended": breaksOff("stream-ended"),
    "stream-error": breaksOff("stream-error"),
    async "times-out"() {
      const options = { timeout: 400, maxRetries: 0 };
      await fails(() => ask("times-out", {}, options), OpenAI.APIConnectionTimeoutError);
      return { left: Date.now() };
    },
    "leaves-before-answer": () =>
      leaves("leaves-before-answer", (signal) => ask("leaves-before-answer", {}, { signal })),
    "leaves-before-stream": () =>
      leaves("leaves-before-stream", (signal) => ask("leaves-before-stream", { stream: true }, { signal })),
    async "leaves-within-stream"() {
      const stream = await ask("leaves-within-stream", { stream: true });
      let left = 0;
      for await (const chunk of stream) {
        if (chunk.choices[0].delta.content === "days") {
          left = Date.now();
          stream.controller.abort();
        }
      }
      return { left };
    },
  };
}
