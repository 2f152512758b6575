// LangChain.js with its package for OpenAI.
import assert from "node:assert/strict";
import { ChatOpenAI } from "@langchain/openai";
import { AIMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import * as said from "../said.mjs";

export async function scenes({ baseURL, apiKey, leaving }) {
  const chat = (model, more = {}) => new ChatOpenAI({ model, apiKey, configuration: { baseURL }, ...more });
  const ask = (model, more, options) => chat(model, more).invoke(said.question, options);
  const weather = { type: "function", function: said.weather };
  const called = (message) => message.tool_calls.map(({ id, name, args }) => ({ id, name, arguments: args }));

  async function read(stream) {
    let all;
    const texts = [];
    for await (const chunk of await stream) {
      if (chunk.text) texts.push(chunk.text);
      all = all ? all.concat(chunk) : chunk;
    }
    return { all, texts };
  }

  async function fails(call, status, code) {
    try {
      await call();
    } catch (error) {
      assert.equal(error.status, status, error.stack);
      assert.equal(error.code, code);
      return error;
    }
    return assert.fail(`an answer instead of ${status}`);
  }

  const breaksOff = (model) => async () => {
    const seen = [];
    const broken = async () => {
      for await (const chunk of await chat(model).stream(said.question)) seen.push(chunk.text);
    };
    await assert.rejects(broken, { code: "stream_interrupted" });
    assert.equal(seen.join(""), "Thirty days");
  };

  const leaves = async (scene, call) => {
    const { left, error } = await leaving(scene, call);
    assert.match(error.name + error.message, /abort/i);
    return { left };
  };

  const shown = (model, part) =>
    chat(model).invoke([new HumanMessage({ content: [{ type: "text", text: "What is this?" }, part] })]);

  return {
    async chat() {
      const answer = await ask("chat");
      assert.equal(answer.text, said.text);
      assert.equal(answer.response_metadata.finish_reason, "stop");
      assert.equal(answer.usage_metadata.total_tokens, said.usage.total_tokens);
    },
    async stream() {
      const { texts } = await read(chat("stream", { streamUsage: false }).stream(said.question));
      assert.deepEqual(texts, said.words);
    },
    async "stream-usage"() {
      const { all, texts } = await read(chat("stream-usage").stream(said.question));
      assert.equal(texts.join(""), said.text);
      assert.equal(all.usage_metadata.total_tokens, said.usage.total_tokens);
    },
    async tool() {
      const model = chat("tool").bindTools([weather]);
      const first = await model.invoke(said.question);
      assert.deepEqual(called(first), said.calls.slice(0, 1));
      const result = new ToolMessage({ content: said.rain, tool_call_id: first.tool_calls[0].id });
      const second = await model.invoke([new HumanMessage(said.question), first, result]);
      assert.equal(second.text, said.afterTool);
    },
    async "tools-parallel"() {
      const answer = await chat("tools-parallel").bindTools([weather]).invoke(said.question);
      assert.ok(AIMessage.isInstance(answer));
      assert.deepEqual(called(answer), said.calls);
    },
    async "tools-stream"() {
      const { all } = await read(chat("tools-stream").bindTools([weather]).stream(said.question));
      assert.deepEqual(called(all), said.calls);
    },
    async structured() {
      const options = { name: "trip", method: "jsonSchema", strict: true };
      const answer = await chat("structured", { maxRetries: 0 })
        .withStructuredOutput(said.weather.parameters, options)
        .invoke(said.question);
      assert.deepEqual(answer, said.calls[0].arguments);
    },
    async logprobs() {
      const answer = await ask("logprobs", { logprobs: true, topLogprobs: 2 });
      const [token] = answer.response_metadata.logprobs.content;
      assert.deepEqual([token.token, token.logprob], ["Hi", -0.25]);
      assert.deepEqual(token.top_logprobs.map((other) => other.logprob), [-0.25, -1.5]);
    },
    async choices() {
      const { generations } = await chat("choices", { n: 2 }).generate([[new HumanMessage(said.question)]]);
      assert.deepEqual(generations[0].map((choice) => choice.text), ["left", "right"]);
    },
    async image() {
      const url = `data:image/png;base64,${said.base64(said.picture)}`;
      assert.equal((await shown("image", { type: "image_url", image_url: { url } })).text, "seen");
    },
    async audio() {
      const input_audio = { data: said.base64(said.recording), format: "wav" };
      assert.equal((await shown("audio", { type: "input_audio", input_audio })).text, "heard");
    },
    async "wrong-key"() {
      await fails(() => ask("wrong-key", { apiKey: "sk-nobody" }), 401, "invalid_api_key");
    },
    async "wrong-model"() {
      await fails(() => ask("no-such-model"), 404, "model_not_found");
    },
    // From status and code LangChain makes an error of its own.
    async refused() {
      await assert.rejects(ask("refused"), { name: "ContextOverflowError", message: `400 ${said.tooLong}` });
    },
    async "refused-stream"() {
      const asking = chat("refused-stream").stream(said.question);
      await assert.rejects(asking, { name: "ContextOverflowError", message: `400 ${said.tooLong}` });
    },
    async limited() {
      assert.equal((await ask("limited")).text, said.text);
    },
    async "fails-twice"() {
      assert.equal((await ask("fails-twice")).text, said.text);
    },
    // LangChain knows no x-should-retry: it would come again by its own rule.
    async fails() {
      await fails(() => ask("fails", { maxRetries: 0 }), 502, "bad_gateway");
    },
    async silent() {
      await fails(() => ask("silent", { maxRetries: 0 }), 504, "upstream_timeout");
    },
    async page() {
      await fails(() => ask("page", { maxRetries: 0 }), 502, "bad_gateway");
    },
    async short() {
      await fails(() => ask("short", { maxRetries: 0 }), 502, "bad_gateway");
    },
    "stream-cut": breaksOff("stream-cut"),
    "stream-ended": breaksOff("stream-ended"),
    "stream-error": breaksOff("stream-error"),
    async "times-out"() {
      await assert.rejects(ask("times-out", { timeout: 400, maxRetries: 0 }), { name: "TimeoutError" });
      return { left: Date.now() };
    },
    "leaves-before-answer": () =>
      leaves("leaves-before-answer", (signal) => ask("leaves-before-answer", {}, { signal })),
    "leaves-before-stream": () =>
      leaves("leaves-before-stream", (signal) => chat("leaves-before-stream").stream(said.question, { signal })),
    "leaves-within-stream": async () => {
      const controller = new AbortController();
      let left = 0;
      const reading = async () => {
        const stream = await chat("leaves-within-stream").stream(said.question, { signal: controller.signal });
        for await (const chunk of stream) {
          if (chunk.text === "days") {
            left = Date.now();
            controller.abort();
          }
        }
      };
      await reading().catch((error) => assert.match(error.name + error.message, /abort/i));
      return { left };
    },
  };
}
